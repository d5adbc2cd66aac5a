package dev.coven.storage.jclouds;

import java.io.IOException;

/** The service answered, and what it says cannot be understood. The message says what is wrong, and nothing of what was sent. */
public final class MalformedAnswer extends IOException {
    private static final long serialVersionUID = 1L;

    /** Without a cause. */
    public MalformedAnswer(String message) {
        super(message);
    }

    /** With what the parser said. */
    public MalformedAnswer(String message, Throwable cause) {
        super(message, cause);
    }
}

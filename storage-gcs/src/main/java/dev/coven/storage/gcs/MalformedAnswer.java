package dev.coven.storage.gcs;

import java.io.IOException;

/** The service answered, and what it says cannot be understood. */
final class MalformedAnswer extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedAnswer(String message) {
        super(message);
    }

    MalformedAnswer(String message, Throwable cause) {
        super(message, cause);
    }
}

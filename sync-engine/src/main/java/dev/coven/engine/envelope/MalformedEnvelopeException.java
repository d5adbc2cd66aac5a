package dev.coven.engine.envelope;

import java.io.IOException;

/**
 * Bytes are not an envelope. The message names the field or the part.
 *
 * <p>An {@link IOException}, because a stream that unpacks a changeset can find out only while it is read.
 */
public class MalformedEnvelopeException extends IOException {
    private static final long serialVersionUID = 1L;

    /** A refusal that says what is wrong where. */
    public MalformedEnvelopeException(String message) {
        super(message);
    }

    /** A refusal with the error behind it. */
    public MalformedEnvelopeException(String message, Throwable cause) {
        super(message, cause);
    }
}

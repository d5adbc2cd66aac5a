package dev.coven.engine.envelope;

/** An envelope whose header announces more than {@link EnvelopeLimits} allow. */
public final class EnvelopeTooLargeException extends MalformedEnvelopeException {
    private static final long serialVersionUID = 1L;

    EnvelopeTooLargeException(String message) {
        super(message);
    }
}

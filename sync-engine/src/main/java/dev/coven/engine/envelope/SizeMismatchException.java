package dev.coven.engine.envelope;

/** A part of an envelope is shorter or longer than its header says. */
public class SizeMismatchException extends MalformedEnvelopeException {
    private static final long serialVersionUID = 1L;

    /** A refusal that names the part and both sizes. */
    public SizeMismatchException(String message) {
        super(message);
    }
}

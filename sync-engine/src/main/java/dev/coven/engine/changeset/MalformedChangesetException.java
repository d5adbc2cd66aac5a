package dev.coven.engine.changeset;

/** Bytes that are no changeset, or no clock track: where they stop being one, and why. */
public class MalformedChangesetException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long offset;

    /**
     * At a place in the stream.
     *
     * @param offset how many bytes from the start the offending byte, value or change begins
     * @param reason what is wrong there
     */
    public MalformedChangesetException(long offset, String reason) {
        super("malformed at byte " + offset + ": " + reason);
        this.offset = offset;
    }

    /** How many bytes from the start of the stream the offending byte, value or change begins. */
    public long offset() {
        return offset;
    }
}

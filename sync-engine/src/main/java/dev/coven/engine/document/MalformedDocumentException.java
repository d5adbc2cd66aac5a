package dev.coven.engine.document;

/** Bytes are not a document of the expected kind, library and form. The message names the field or the offset. */
public class MalformedDocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    /** A refusal that says what is wrong where. */
    public MalformedDocumentException(String message) {
        super(message);
    }

    /** A refusal with the error behind it. */
    public MalformedDocumentException(String message, Throwable cause) {
        super(message, cause);
    }
}

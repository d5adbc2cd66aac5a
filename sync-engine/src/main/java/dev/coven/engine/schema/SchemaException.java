package dev.coven.engine.schema;

/** The schema is not what it must be; the message names the object, the reason and the remedy. */
public final class SchemaException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a message that names the object, the reason and the remedy. */
    public SchemaException(String message) {
        super(message);
    }

    /** With the failure below it. */
    public SchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}

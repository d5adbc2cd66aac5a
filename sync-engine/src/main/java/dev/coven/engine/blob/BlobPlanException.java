package dev.coven.engine.blob;

/** The blob plan failed on a row, against its contract. */
final class BlobPlanException extends Exception {
    private static final long serialVersionUID = 1L;

    BlobPlanException(String message) {
        super(message);
    }

    BlobPlanException(String message, Throwable cause) {
        super(message, cause);
    }
}

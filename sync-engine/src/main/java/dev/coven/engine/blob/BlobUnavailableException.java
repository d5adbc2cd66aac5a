package dev.coven.engine.blob;

/** A file cannot be fetched, sent or put in its place now. The message says why and what to do. */
final class BlobUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    BlobUnavailableException(String message) {
        super(message);
    }

    BlobUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

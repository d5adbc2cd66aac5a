package dev.coven.engine.blob;

/** A path that leads out of the folder of files, or to what is no file of a row. */
final class UnsafePathException extends Exception {
    private static final long serialVersionUID = 1L;

    UnsafePathException(String message) {
        super(message);
    }
}

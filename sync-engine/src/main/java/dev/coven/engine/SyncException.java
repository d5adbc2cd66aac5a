package dev.coven.engine;

/** Why an operation on a library did not happen. The message says what happened, with which values, and what to do. */
public class SyncException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of failure. */
    public enum Kind {
        /** Another process or thread is at work on this database. */
        BUSY,
        /** The store failed or cannot be reached. Nothing changed. */
        STORE,
        /** The store's contents contradict what this device has pinned: membership, founder, keys. Fails closed. */
        TRUST,
        /** The library asks for a newer schema than this database has. */
        SCHEMA_TOO_OLD,
        /** The database or the request breaks a rule; nothing changed. */
        REFUSED,
        /** The file is not a synced database. */
        NOT_A_LIBRARY,
        /** A setting cannot work, or a plugin is missing. */
        CONFIGURATION,
        /** SQLite failed. */
        DATABASE,
        /** A file that a row names cannot be sent; what is captured waits. */
        BLOB,
        /** The identity or the keys of this person are missing or unreadable. */
        KEYS,
        /** The library was closed meanwhile. What was done by then is kept, and the next cycle goes on from there. */
        CLOSED,
        /** The engine, or a plugin, made a mistake; the cause says which. Only the status and the background loop report it so. */
        INTERNAL
    }

    private final Kind kind;

    /** A failure without a cause. */
    public SyncException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** A failure with the error behind it. */
    public SyncException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What kind of failure. */
    public Kind kind() {
        return kind;
    }
}

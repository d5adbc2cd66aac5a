package dev.coven.engine.changeset;

/** What a change does to its row. */
public enum ChangeKind {
    /** The row comes. */
    INSERT(18),
    /** Some columns outside the key get new values. */
    UPDATE(23),
    /** The row goes. */
    DELETE(9);

    private final int code;

    ChangeKind(int code) {
        this.code = code;
    }

    /** The op byte on the wire: the number of {@code SQLITE_INSERT}, {@code SQLITE_UPDATE} or {@code SQLITE_DELETE}. */
    public int code() {
        return code;
    }
}

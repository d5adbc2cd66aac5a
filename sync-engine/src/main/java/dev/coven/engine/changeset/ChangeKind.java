package dev.coven.engine.changeset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a change does to its row. */
public enum ChangeKind {
    /** The row comes. */
    INSERT(18),
    /** Some columns outside the key get new values. */
    UPDATE(23),
    /** The row goes. */
    DELETE(9);

    private static final List<ChangeKind> ALL = List.of(values());

    private final int code;

    ChangeKind(int code) {
        this.code = code;
    }

    /** The op byte on the wire: the number of {@code SQLITE_INSERT}, {@code SQLITE_UPDATE} or {@code SQLITE_DELETE}. */
    public int code() {
        return code;
    }

    /** The kind of an op byte, or null when it is none. */
    static @Nullable ChangeKind ofCode(int code) {
        for (ChangeKind kind : ALL) {
            if (kind.code == code) {
                return kind;
            }
        }
        return null;
    }
}

package dev.coven.engine.database;

import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells a row that SQLite does not take from a database that fails. */
public final class RowRefusals {
    /**
     * A constraint, a value that no row number can be, an expression of a CHECK, a column or an index that has no value for
     * the row, or a row that is too large: the row's fault, not the database's.
     */
    private static final Set<SQLiteErrorCode> CODES = Set.of(
            SQLiteErrorCode.SQLITE_CONSTRAINT,
            SQLiteErrorCode.SQLITE_MISMATCH,
            SQLiteErrorCode.SQLITE_ERROR,
            SQLiteErrorCode.SQLITE_TOOBIG);

    private static final int PRIMARY_CODE_MASK = 0xFF;

    private RowRefusals() {}

    /**
     * The primary code of a failure to write a row that is the row's fault.
     *
     * @throws SQLiteException the failure, when it is any other
     */
    public static SQLiteErrorCode require(SQLiteException failure) throws SQLiteException {
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(failure.getResultCode().code & PRIMARY_CODE_MASK);
        if (!CODES.contains(code)) {
            throw failure;
        }
        return code;
    }

    /** What SQLite says of it. */
    public static String sentence(SQLiteException refusal) {
        String message = refusal.getMessage();
        return message == null ? refusal.getResultCode().name() : message;
    }
}

package dev.coven.engine.capture;

import dev.coven.spi.row.SqlValue;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values between JDBC and {@link SqlValue}, with storage class and bytes kept.
 *
 * <p>Text that is not UTF-8 cannot be bound as a string: it is bound as bytes and needs a CAST in the statement, see
 * {@link #placeholder}. Reading is fastest when the statement tells the storage classes itself, see {@link #typesSql}.
 */
public final class RowValues {
    /** How many storage classes one integer of {@link #typesSql} packs. */
    public static final int TYPES_PER_INTEGER = 20;

    private static final int BITS = 3;
    private static final int NULL = 0;
    private static final int INTEGER = 1;
    private static final int REAL = 2;
    private static final int TEXT = 3;
    private static final int BLOB = 4;

    private RowValues() {}

    /** The value of a result's column, counted from 1. */
    public static SqlValue read(ResultSet rows, int column) throws SQLException {
        @Nullable Object value = rows.getObject(column);
        if (value == null) {
            return SqlValue.NULL;
        }
        if (value instanceof Integer || value instanceof Long) {
            return SqlValue.of(((Number) value).longValue());
        }
        if (value instanceof Double number) {
            return SqlValue.of(number);
        }
        if (value instanceof byte[] bytes) {
            return SqlValue.blob(bytes);
        }
        // Text with a replacement character may have had other bytes, which are not UTF-8.
        return value instanceof String text && text.indexOf('\uFFFD') < 0
                ? SqlValue.text(text)
                : SqlValue.text(rows.getBytes(column));
    }

    /** The values of a result's first columns. */
    public static List<SqlValue> readRow(ResultSet rows, int columns) throws SQLException {
        List<SqlValue> row = new ArrayList<>(columns);
        for (int column = 1; column <= columns; column++) {
            row.add(read(rows, column));
        }
        return row;
    }

    /** The value of a result's column, counted from 1, whose storage class stands in a slot of a packed integer. */
    public static SqlValue read(ResultSet rows, int column, long packedTypes, int slot) throws SQLException {
        int type = (int) (packedTypes >>> (slot * BITS)) & ((1 << BITS) - 1);
        return switch (type) {
            case INTEGER -> SqlValue.of(rows.getLong(column));
            case REAL -> SqlValue.of(rows.getDouble(column));
            case TEXT -> SqlValue.text(rows.getBytes(column));
            case BLOB -> SqlValue.blob(rows.getBytes(column));
            default -> SqlValue.NULL;
        };
    }

    /**
     * SQL expressions that pack the storage classes of these expressions into integers, {@link #TYPES_PER_INTEGER} to each,
     * the first in slot 0.
     */
    public static List<String> typesSql(List<String> expressions) {
        List<String> packed = new ArrayList<>();
        for (int start = 0; start < expressions.size(); start += TYPES_PER_INTEGER) {
            List<String> terms = new ArrayList<>();
            for (int slot = 0; slot < TYPES_PER_INTEGER && start + slot < expressions.size(); slot++) {
                terms.add("(CASE typeof(" + expressions.get(start + slot) + ") WHEN 'text' THEN " + TEXT
                        + " WHEN 'integer' THEN " + INTEGER + " WHEN 'null' THEN " + NULL + " WHEN 'real' THEN " + REAL
                        + " ELSE " + BLOB + " END << " + (slot * BITS) + ")");
            }
            packed.add(String.join(" | ", terms));
        }
        return packed;
    }

    /**
     * Binds a value to a parameter, counted from 1, that stands in the statement as {@link #placeholder} says.
     */
    public static void bind(PreparedStatement statement, int parameter, SqlValue value) throws SQLException {
        if (value instanceof SqlValue.Int number) {
            statement.setLong(parameter, number.value());
        } else if (value instanceof SqlValue.Real number) {
            statement.setDouble(parameter, number.value());
        } else if (value instanceof SqlValue.Text text) {
            if (text.isUtf8()) {
                statement.setString(parameter, text.string());
            } else {
                statement.setBytes(parameter, text.utf8());
            }
        } else if (value instanceof SqlValue.Blob blob) {
            statement.setBytes(parameter, blob.bytes());
        } else {
            statement.setNull(parameter, Types.NULL);
        }
    }

    /** Whether a value is bound as bytes but is text: text whose bytes are not UTF-8. */
    public static boolean needsCast(SqlValue value) {
        return value instanceof SqlValue.Text text && !text.isUtf8();
    }

    /** How a parameter for this value stands in a statement. */
    public static String placeholder(SqlValue value) {
        return needsCast(value) ? "CAST(? AS TEXT)" : "?";
    }
}

package dev.coven.engine.apply;

import dev.coven.engine.capture.RowValues;
import dev.coven.spi.row.SqlValue;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** How values and keys of rows stand in statements. */
final class RowSql {
    private RowSql() {}

    /** Whether every value is bound to a plain parameter. */
    static boolean isPlain(List<SqlValue> values) {
        for (SqlValue value : values) {
            if (RowValues.needsCast(value)) {
                return false;
            }
        }
        return true;
    }

    /** The parameters of these values. */
    static List<String> parameters(List<SqlValue> values) {
        return values.stream().map(RowValues::placeholder).toList();
    }

    /** Binds values from a parameter on; gives the next one. */
    static int bindAll(PreparedStatement statement, int first, List<SqlValue> values) throws SQLException {
        int next = first;
        for (SqlValue value : values) {
            RowValues.bind(statement, next++, value);
        }
        return next;
    }

    /** The term that finds a row by its key, behind an alias of its table with its dot, or nothing. */
    static String keyEquals(TableShape shape, String alias, List<String> parameters) {
        return shape.table().keyEquals(alias, parameters);
    }
}

package dev.coven.conformance.model;

import dev.coven.engine.capture.RowValues;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Numbers values so that two lists have one number exactly when SQLite calls them equal in every place, in columns of the
 * given types and collations. A list with a NULL equals nothing and has no number.
 */
final class EqualValues {
    private final ScratchDatabase database;
    private final String table;
    private final List<String> columns = new ArrayList<>();
    private final String leastEqual;
    private final Map<List<SqlValue>, Long> found = new HashMap<>();
    private final Map<List<SqlValue>, Long> known = new HashMap<>();
    private long last;

    /** Over a table of this name, which is made here. A type is as CREATE TABLE writes it; empty for none. */
    EqualValues(ScratchDatabase database, String table, List<String> types, List<String> collations) {
        this.database = database;
        this.table = table;
        StringBuilder ddl = new StringBuilder("CREATE TABLE " + table + "(number INTEGER PRIMARY KEY");
        StringBuilder equal = new StringBuilder(
                "SELECT min(other.number) FROM %1$s one, %1$s other WHERE one.number = ?".formatted(table));
        for (int i = 0; i < types.size(); i++) {
            String column = "v" + i;
            columns.add(column);
            ddl.append(", %s %s COLLATE %s".formatted(column, types.get(i), collations.get(i)));
            equal.append(" AND other.%1$s = one.%1$s".formatted(column));
        }
        database.run(ddl + ")");
        database.run("CREATE INDEX %1$s_values ON %1$s(%2$s)".formatted(table, String.join(", ", columns)));
        this.leastEqual = equal.toString();
    }

    /** The number of the values; given to them now if nothing like them was seen before. */
    Optional<Long> numberOf(List<SqlValue> values) {
        if (values.contains(SqlValue.NULL)) {
            return Optional.empty();
        }
        Long number = known.get(values);
        if (number == null) {
            number = ask(values);
            known.put(values, number);
        }
        return Optional.of(number);
    }

    /** The number of stored values that these equal when they are compared with the columns; empty when none do yet. */
    Optional<Long> numberOfEqual(List<SqlValue> values) {
        if (values.contains(SqlValue.NULL)) {
            return Optional.empty();
        }
        Long number = found.get(values);
        if (number == null) {
            StringJoiner equal = new StringJoiner(" AND ");
            for (int i = 0; i < values.size(); i++) {
                equal.add(columns.get(i) + " = " + RowValues.placeholder(values.get(i)));
            }
            SqlValue least = database.query(
                            "SELECT min(number) FROM %s WHERE %s".formatted(table, equal),
                            values.toArray(new SqlValue[0]))
                    .get(0)
                    .get(0);
            if (!(least instanceof SqlValue.Int one)) {
                return Optional.empty();
            }
            number = one.value();
            found.put(values, number);
        }
        return Optional.of(number);
    }

    /** Puts the values into the table, where they take its types' form, and looks for the first that equal them. */
    private long ask(List<SqlValue> values) {
        last++;
        List<String> all = new ArrayList<>(columns);
        all.add("number");
        List<SqlValue> row = new ArrayList<>(values);
        row.add(SqlValue.of(last));
        database.insert(table, all, row).ifPresent(refusal -> {
            throw new IllegalArgumentException("the model cannot compare " + values + ": " + refusal);
        });
        SqlValue least = database.query(leastEqual, SqlValue.of(last)).get(0).get(0);
        return ((SqlValue.Int) least).value();
    }
}

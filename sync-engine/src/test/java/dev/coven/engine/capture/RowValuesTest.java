package dev.coven.engine.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.spi.row.SqlValue;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowValuesTest {
    /** But REAL, where SQLite itself makes a real number of an integer that it reads. */
    private static final List<String> TYPES = List.of("TEXT", "TEXT COLLATE NOCASE", "INTEGER", "NUMERIC", "BLOB");

    private static final List<SqlValue> VALUES = List.of(
            SqlValue.NULL,
            SqlValue.of(0),
            SqlValue.of(Long.MIN_VALUE),
            SqlValue.of(-0.5),
            SqlValue.of(Double.NEGATIVE_INFINITY),
            SqlValue.text(""),
            SqlValue.text("12"),
            SqlValue.text("\u0001"),
            SqlValue.text(new byte[] {'a', 0, (byte) 0xff}),
            SqlValue.blob(new byte[0]),
            SqlValue.blob(new byte[] {0}),
            SqlValue.blob(new byte[] {'1', '2'}));

    /** Also where the type of the column was changed after the value was stored. */
    @Test
    void value_ofAnyClassInAColumnOfAnyType_isReadAsItIsStored() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            List<String> columns = new ArrayList<>();
            for (int value = 0; value < VALUES.size(); value++) {
                columns.add("c" + value);
            }
            statement.execute("CREATE TABLE stored(" + String.join(", ", columns) + ")");
            insert(connection);
            for (String type : TYPES) {
                statement.execute("PRAGMA writable_schema = ON");
                statement.execute("UPDATE sqlite_schema SET sql = 'CREATE TABLE stored("
                        + String.join(" " + type + ", ", columns) + " " + type + ")'");
                statement.execute("PRAGMA writable_schema = RESET");
                assertThat(readByTypes(statement, columns)).as(type).isEqualTo(VALUES);
            }
        }
    }

    private static void insert(Connection connection) throws SQLException {
        String parameters =
                String.join(", ", VALUES.stream().map(RowValues::placeholder).toList());
        try (var insert = connection.prepareStatement("INSERT INTO stored VALUES (" + parameters + ")")) {
            for (int i = 0; i < VALUES.size(); i++) {
                RowValues.bind(insert, i + 1, VALUES.get(i));
            }
            insert.execute();
        }
    }

    private static List<SqlValue> readByTypes(Statement statement, List<String> columns) throws SQLException {
        List<String> types = RowValues.typesSql(columns);
        List<SqlValue> read = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT " + String.join(", ", types) + ", " + String.join(", ", columns) + " FROM stored")) {
            rows.next();
            for (int i = 0; i < columns.size(); i++) {
                long packed = rows.getLong(1 + i / RowValues.TYPES_PER_INTEGER);
                read.add(RowValues.read(rows, types.size() + 1 + i, packed, i % RowValues.TYPES_PER_INTEGER));
            }
        }
        return read;
    }
}

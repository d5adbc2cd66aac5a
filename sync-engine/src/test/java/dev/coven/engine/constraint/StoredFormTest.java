package dev.coven.engine.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.capture.RowValues;
import dev.coven.engine.schema.SchemaInspector;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.spi.row.SqlValue;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is said to be stored as it is, SQLite stores as it is. */
class StoredFormTest {
    private static final String DDL =
            "CREATE TABLE t(id INTEGER PRIMARY KEY, i INTEGER, n NUMERIC, r REAL, b BLOB, x TEXT)";

    /** What numbers are written with, and what nearly is. */
    private static final String LETTERS = "0011259+-..eE \t\0xé\u0661";

    @Test
    void randomValues_takeTheFormThatSqliteStores() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (MemoryDatabase memory = new MemoryDatabase();
                Connection truth = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            try (Statement statement = truth.createStatement()) {
                statement.execute(DDL);
            }
            StoredForm form = new StoredForm(memory);
            List<SyncedColumn> columns =
                    SchemaInspector.inspect(truth, List.of()).get(0).columns();
            for (int i = 0; i < 5_000; i++) {
                SqlValue value = value(random);
                for (SyncedColumn column : columns.subList(1, columns.size())) {
                    assertThat(form.of(column, value))
                            .as("%s in column %s, seed %d", value, column.name(), seed)
                            .isEqualTo(stored(truth, column.name(), value));
                }
            }
        }
    }

    private static SqlValue stored(Connection truth, String column, SqlValue value) throws SQLException {
        String sql = "INSERT OR REPLACE INTO t(id, %s) VALUES (1, %s)".formatted(column, RowValues.placeholder(value));
        try (PreparedStatement insert = truth.prepareStatement(sql)) {
            RowValues.bind(insert, 1, value);
            insert.executeUpdate();
        }
        try (Statement query = truth.createStatement();
                ResultSet rows = query.executeQuery("SELECT %s FROM t".formatted(column))) {
            rows.next();
            return RowValues.read(rows, 1);
        }
    }

    private static SqlValue value(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> SqlValue.of(random.nextInt(5) - 2L);
            case 1 -> SqlValue.of((random.nextInt(9) - 4) / 2.0);
            case 2 -> SqlValue.of(-0.0);
            default -> {
                StringBuilder text = new StringBuilder();
                for (int length = random.nextInt(7); length > 0; length--) {
                    text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
                }
                yield SqlValue.text(text.toString());
            }
        };
    }
}

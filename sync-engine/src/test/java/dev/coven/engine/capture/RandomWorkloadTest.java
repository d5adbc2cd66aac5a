package dev.coven.engine.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.row.SqlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random writes over ugly schemas: what is drained, applied to the rows of before, gives the rows of after. */
class RandomWorkloadTest {
    private static final int DRAINS = 40;
    private static final int MAX_STATEMENTS = 12;

    private static final String[] LOOSE = {
        "CREATE TABLE a(id BLOB PRIMARY KEY, u TEXT COLLATE NOCASE UNIQUE, v, w INT, UNIQUE(v, w))",
        "CREATE TABLE \"b \"\"b\"(\"k 1\" TEXT COLLATE NOCASE, k2 NUMERIC, \"u'\" REAL UNIQUE ON CONFLICT REPLACE, v,"
                + " PRIMARY KEY(k2, \"k 1\")) WITHOUT ROWID",
        "CREATE TABLE c(v, id INTEGER PRIMARY KEY, u INT, g AS (u % 3) VIRTUAL, s AS (lower(v)) STORED)",
        "CREATE UNIQUE INDEX c1 ON c(g, s)",
        "CREATE UNIQUE INDEX c2 ON c(abs(u), v COLLATE RTRIM DESC) WHERE u IS NOT 2",
        "CREATE TABLE d(id TEXT PRIMARY KEY NOT NULL DEFAULT 'x', u ANY NOT NULL DEFAULT 1 UNIQUE, v ANY) STRICT",
        "CREATE TRIGGER h1 AFTER INSERT ON a BEGIN UPDATE a SET w = 1 WHERE id IS NEW.id AND w IS NULL; END",
    };
    private static final String[] LATE_TRIGGERS = {
        "CREATE TRIGGER h2 AFTER UPDATE OF u ON a BEGIN UPDATE OR REPLACE a SET v = NEW.u WHERE id IS NEW.id; END",
        "CREATE TRIGGER h3 BEFORE DELETE ON c WHEN OLD.u = 1 BEGIN INSERT OR REPLACE INTO d VALUES('x', OLD.u, OLD.v); END",
        "CREATE TRIGGER h4 AFTER INSERT ON c BEGIN UPDATE OR IGNORE c SET u = 2 WHERE id = NEW.id AND u = 1; END",
    };
    private static final String[] REFERENCES = {
        "CREATE TABLE p(id TEXT PRIMARY KEY, p TEXT REFERENCES p ON DELETE CASCADE ON UPDATE CASCADE, u UNIQUE)",
        "CREATE TABLE q(id INT, p TEXT REFERENCES p ON DELETE SET NULL ON UPDATE CASCADE, u TEXT, PRIMARY KEY(id, u)) WITHOUT ROWID",
        "CREATE TABLE r(id TEXT PRIMARY KEY, p TEXT DEFAULT 'x' REFERENCES p ON DELETE CASCADE ON UPDATE SET DEFAULT, u UNIQUE)",
    };
    private static final String[] LITERALS = {
        "NULL", "1", "1.0", "'1'", "2", "2.5", "'x'", "'X'", "'x '", "x'78'", "x''", "''", "-1", "9007199254740993", "3"
    };
    private static final String[] RESOLUTIONS = {"", " OR REPLACE", " OR REPLACE", " OR IGNORE", " OR FAIL", " OR ABORT"
    };

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"ON, 1", "OFF, 2", "OFF, 3", "ON, 4", "OFF, 5", "OFF, 6"})
    void drainedChanges_appliedToTheRowsBefore_giveTheRowsNow(String recursiveTriggers, long seed) throws Exception {
        run(seed, recursiveTriggers, LOOSE, LATE_TRIGGERS);
    }

    @ParameterizedTest
    @CsvSource({"ON, 11", "OFF, 12", "OFF, 13", "OFF, 14"})
    void drainedChanges_withForeignKeyActions_giveTheRowsNow(String recursiveTriggers, long seed) throws Exception {
        run(seed, recursiveTriggers, REFERENCES, new String[0]);
    }

    private void run(long seed, String recursiveTriggers, String[] schema, String[] late) throws Exception {
        Random random = new Random(seed);
        Path home = Files.createDirectories(directory.resolve("seed" + seed));
        try (CapturedDatabase db = new CapturedDatabase(home, schema)) {
            db.run(late);
            db.run(
                    "PRAGMA foreign_keys = ON",
                    "PRAGMA synchronous = OFF",
                    "PRAGMA recursive_triggers = " + recursiveTriggers);
            int written = 0;
            for (int drain = 0; drain < DRAINS; drain++) {
                Map<String, Map<List<SqlValue>, List<SqlValue>>> expected = db.allRows();
                List<String> statements = new ArrayList<>();
                for (int at = random.nextInt(MAX_STATEMENTS); at >= 0; at--) {
                    String sql = statement(random, db.tables.get(random.nextInt(db.tables.size())));
                    statements.add(sql);
                    written += tryRun(db, sql);
                }
                List<CapturedDatabase.Captured> drained = db.drain();
                CapturedDatabase.apply(expected, drained, "seed " + seed + ": " + statements);
                assertThat(expected)
                        .as("seed %d, recursive_triggers %s, drain %d: %s", seed, recursiveTriggers, drain, statements)
                        .isEqualTo(db.allRows());
            }
            assertThat(written).isGreaterThan(DRAINS);
        }
    }

    /** A constraint may refuse a statement; that is part of the workload. */
    private static int tryRun(CapturedDatabase db, String sql) {
        try {
            db.run(sql);
            return 1;
        } catch (SQLException refused) {
            return 0;
        }
    }

    private static String statement(Random random, SyncedTable table) {
        String resolution = pick(random, RESOLUTIONS);
        String where =
                random.nextInt(4) == 0 ? "" : " WHERE " + column(random, table) + " IS " + pick(random, LITERALS);
        return switch (random.nextInt(8)) {
            case 0 -> "DELETE FROM " + table.quotedName() + where;
            case 1, 2, 3 ->
                "UPDATE" + resolution + " " + table.quotedName() + " SET " + column(random, table) + " = "
                        + pick(random, LITERALS) + ", " + column(random, table) + " = " + column(random, table) + where;
            case 4 ->
                insert(random, table, "") + " ON CONFLICT DO UPDATE SET " + column(random, table) + " = "
                        + pick(random, LITERALS);
            default -> insert(random, table, resolution);
        };
    }

    private static String insert(Random random, SyncedTable table, String resolution) {
        String columns = table.columns().stream().map(SyncedColumn::quotedName).collect(Collectors.joining(", "));
        String values =
                table.columns().stream().map(column -> pick(random, LITERALS)).collect(Collectors.joining(", "));
        return "INSERT" + resolution + " INTO " + table.quotedName() + "(" + columns + ") VALUES(" + values + ")";
    }

    private static String column(Random random, SyncedTable table) {
        return table.columns().get(random.nextInt(table.columns().size())).quotedName();
    }

    private static String pick(Random random, String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}

package dev.coven.engine.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.Collation;

class CaptureTest {
    private static final String ITEMS = "CREATE TABLE t(id TEXT PRIMARY KEY, u TEXT UNIQUE, v)";

    @TempDir
    Path directory;

    @Test
    void insertUpdateDelete_ofOneRow_coalesce() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, ITEMS)) {
            db.run("INSERT INTO t VALUES('a', 'x', 1)", "UPDATE t SET v = 2", "INSERT INTO t VALUES('b', 'y', 1)");
            assertThat(db.drained()).containsExactly("INSERT t('a', 'x', 2)", "INSERT t('b', 'y', 1)");
            db.run(
                    "UPDATE t SET v = 3 WHERE id = 'a'",
                    "UPDATE t SET u = 'z' WHERE id = 'a'",
                    "DELETE FROM t WHERE id = 'b'");
            assertThat(db.drained()).containsExactly("UPDATE t('a') u: 'x' -> 'z', v: 2 -> 3", "DELETE t('b', 'y', 1)");
            db.run(
                    "INSERT INTO t VALUES('c', 'c', 1)",
                    "DELETE FROM t WHERE id = 'c'",
                    "UPDATE t SET v = 4",
                    "UPDATE t SET v = 3");
            assertThat(db.drained()).isEmpty();
            assertThat(CaptureReader.hasEntries(db.connection)).isFalse();
        }
    }

    @Test
    void value_ofAnotherStorageClassOrCase_isAChange() throws Exception {
        String schema = "CREATE TABLE t(id TEXT PRIMARY KEY, v BLOB, w TEXT COLLATE NOCASE)";
        try (CapturedDatabase db = new CapturedDatabase(directory, schema)) {
            db.run("INSERT INTO t VALUES('a', 1, 'x')");
            db.drain();
            db.run("UPDATE t SET v = 1.0, w = 'X'");
            assertThat(db.drained()).containsExactly("UPDATE t('a') v: 1 -> 1.0, w: 'x' -> 'X'");
        }
    }

    /** The engine's connection has none but SQLite's own collations. */
    @Test
    void valueUnderACollationOfTheHostsOwn_isCaptured() throws Exception {
        asTheHost("CREATE TABLE t(id TEXT PRIMARY KEY, v TEXT COLLATE phonebook, w COLLATE phonebook)");
        try (CapturedDatabase db = new CapturedDatabase(directory)) {
            asTheHost("INSERT INTO t VALUES('a', 'x', 'y')");
            assertThat(db.drained()).containsExactly("INSERT t('a', 'x', 'y')");
            asTheHost("UPDATE t SET v = 'z', w = 1");
            assertThat(db.drained()).containsExactly("UPDATE t('a') v: 'x' -> 'z', w: 'y' -> 1");
        }
    }

    private void asTheHost(String sql) throws SQLException {
        try (Connection host = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("host.db"));
                Statement statement = host.createStatement()) {
            Collation.create(host, "phonebook", new Collation() {
                @Override
                protected int xCompare(String left, String right) {
                    return left.compareToIgnoreCase(right);
                }
            });
            statement.execute(sql);
        }
    }

    @Test
    void value_ofAnyClassInAColumnOfAnyAffinity_keepsItsClass() throws Exception {
        String schema = "CREATE TABLE t(id TEXT PRIMARY KEY, t TEXT, i INTEGER, r REAL, n NUMERIC, b BLOB)";
        String values = "('text', 'a', 'a', 'a', 'a', 'a'), ('empty', '', '', '', '', ''),"
                + " ('blob', x'61', x'61', x'61', x'61', x'61'), ('none', x'', x'', x'', x'', x''),"
                + " ('null', NULL, NULL, NULL, NULL, NULL), ('one', 1, 1, 1, 1, 1), ('half', 0.5, 0.5, 0.5, 0.5, 0.5),"
                + " ('big', 3000000000, 3000000000, 3000000000, 3000000000, 3000000000), (x'6b', 'a', 1, 1, 1, 1)";
        try (CapturedDatabase db = new CapturedDatabase(directory, schema)) {
            db.run("INSERT INTO t VALUES " + values);
            String[] rows = {
                "('big', '3000000000', 3000000000, 3.0E9, 3000000000, 3000000000)",
                "('blob', x'61', x'61', x'61', x'61', x'61')",
                "('empty', '', '', '', '', '')",
                "('half', '0.5', 0.5, 0.5, 0.5, 0.5)",
                "('none', x'', x'', x'', x'', x'')",
                "('null', NULL, NULL, NULL, NULL, NULL)",
                "('one', '1', 1, 1.0, 1, 1)",
                "('text', 'a', 'a', 'a', 'a', 'a')",
                "(x'6b', 'a', 1, 1.0, 1, 1)"
            };
            assertThat(db.drained())
                    .containsExactly(
                            Arrays.stream(rows).map(row -> "INSERT t" + row).toArray(String[]::new));
            db.run("DELETE FROM t");
            assertThat(db.drained())
                    .containsExactly(
                            Arrays.stream(rows).map(row -> "DELETE t" + row).toArray(String[]::new));
        }
    }

    @Test
    void key_thatChanges_isDeleteAndInsert() throws Exception {
        String schema = "CREATE TABLE t(id TEXT COLLATE NOCASE PRIMARY KEY, v)";
        try (CapturedDatabase db = new CapturedDatabase(directory, schema)) {
            db.run("INSERT INTO t VALUES('a', 1)");
            db.drain();
            db.run("UPDATE t SET id = 'A'");
            assertThat(db.drained()).containsExactly("DELETE t('a', 1)", "INSERT t('A', 1)");
            db.run("INSERT OR REPLACE INTO t VALUES('a', 2)");
            assertThat(db.drained()).containsExactly("DELETE t('A', 1)", "INSERT t('a', 2)");
        }
    }

    @Test
    void key_ofAnotherNumberClass_isDeleteAndInsert() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, "CREATE TABLE t(id BLOB PRIMARY KEY, v)")) {
            db.run("INSERT INTO t VALUES(1, 1)");
            db.drain();
            db.run("INSERT OR REPLACE INTO t VALUES(1.0, 1)");
            assertThat(db.drained()).containsExactly("DELETE t(1, 1)", "INSERT t(1.0, 1)");
            db.run("UPDATE t SET id = 1");
            assertThat(db.drained()).containsExactly("DELETE t(1.0, 1)", "INSERT t(1, 1)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ON", "OFF"})
    void replace_evictingRows_isCaptured(String recursiveTriggers) throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, ITEMS)) {
            db.run("PRAGMA recursive_triggers = " + recursiveTriggers);
            db.run("INSERT INTO t VALUES('a', 'x', 1), ('b', 'y', 2), ('c', 'z', 3), ('n', NULL, 4)");
            db.drain();
            db.run("INSERT OR REPLACE INTO t VALUES('a', 'y', 9)");
            assertThat(db.drained()).containsExactly("UPDATE t('a') u: 'x' -> 'y', v: 1 -> 9", "DELETE t('b', 'y', 2)");
            db.run("UPDATE OR REPLACE t SET u = 'z' WHERE id = 'a'");
            assertThat(db.drained()).containsExactly("UPDATE t('a') u: 'y' -> 'z'", "DELETE t('c', 'z', 3)");
            db.run("UPDATE OR REPLACE t SET id = 'n' WHERE id = 'a'");
            assertThat(db.drained())
                    .containsExactly("DELETE t('a', 'z', 9)", "UPDATE t('n') u: NULL -> 'z', v: 4 -> 9");
            db.run("INSERT OR IGNORE INTO t VALUES('q', 'z', 0)");
            assertThat(db.drained()).isEmpty();
            db.run("INSERT INTO t VALUES('n', 'w', 5) ON CONFLICT(id) DO UPDATE SET u = excluded.u");
            assertThat(db.drained()).containsExactly("UPDATE t('n') u: 'z' -> 'w'");
        }
    }

    @Test
    void onConflictReplaceClause_ofAColumn_isCaptured() throws Exception {
        String schema = "CREATE TABLE t(id TEXT PRIMARY KEY ON CONFLICT REPLACE, u TEXT UNIQUE ON CONFLICT REPLACE, v)";
        try (CapturedDatabase db = new CapturedDatabase(directory, schema)) {
            db.run("INSERT INTO t VALUES('a', 'x', 1), ('b', 'y', 2)");
            db.drain();
            db.run("INSERT INTO t VALUES('a', 'y', 3)");
            assertThat(db.drained()).containsExactly("UPDATE t('a') u: 'x' -> 'y', v: 1 -> 3", "DELETE t('b', 'y', 2)");
        }
    }

    @Test
    void replace_puttingADefaultForNull_isCaptured() throws Exception {
        String schema =
                "CREATE TABLE t(id TEXT NOT NULL DEFAULT \"d\" PRIMARY KEY, u INT NOT NULL DEFAULT 7 UNIQUE, v)";
        try (CapturedDatabase db = new CapturedDatabase(directory, schema)) {
            db.run("INSERT INTO t VALUES('d', 1, 1), ('e', 7, 2)");
            db.drain();
            db.run("INSERT OR REPLACE INTO t VALUES(NULL, NULL, 3)");
            assertThat(db.drained()).containsExactly("UPDATE t('d') u: 1 -> 7, v: 1 -> 3", "DELETE t('e', 7, 2)");
        }
    }

    /** What a generated column will be after the default came is not known beforehand. */
    @Test
    void replace_puttingADefaultThatAGeneratedKeyDependsOn_isCaptured() throws Exception {
        String schema = "CREATE TABLE t(id TEXT PRIMARY KEY, u INT NOT NULL DEFAULT 7, g TEXT AS (u || '!') UNIQUE)";
        try (CapturedDatabase db = new CapturedDatabase(directory, schema)) {
            db.run("INSERT INTO t VALUES('a', 7), ('b', 1)");
            db.drain();
            db.run("INSERT OR REPLACE INTO t VALUES('c', NULL)");
            assertThat(db.drained()).containsExactlyInAnyOrder("DELETE t('a', 7)", "INSERT t('c', 7)");
            db.run("UPDATE OR REPLACE t SET u = NULL WHERE id = 'b'");
            assertThat(db.drained()).containsExactlyInAnyOrder("DELETE t('c', 7)", "UPDATE t('b') u: 1 -> 7");
        }
    }

    @Test
    void partialAndExpressionIndexes_evictingRows_areCaptured() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(
                directory,
                "CREATE TABLE \"a \"\"t\"(id TEXT PRIMARY KEY, \"first name\" TEXT, live INT, g TEXT AS (\"first name\" || live) VIRTUAL,"
                        + " s INT AS (length(\"first name\")) STORED)",
                "CREATE UNIQUE INDEX i1 ON \"a \"\"t\"(\"first name\") WHERE live = 1 AND \"first name\" <> ','",
                "CREATE UNIQUE INDEX i2 ON \"a \"\"t\"(lower(\"first name\" || ',') COLLATE NOCASE DESC, s)",
                "CREATE UNIQUE INDEX i3 ON \"a \"\"t\"(g COLLATE RTRIM)")) {
            String t = "\"a \"\"t\"";
            db.run("INSERT INTO " + t + " VALUES('a', 'Ann', 1), ('b', 'Bo', 0)");
            db.drain();
            db.run("INSERT OR REPLACE INTO " + t + " VALUES('c', 'BO', 2)");
            assertThat(db.drained()).containsExactly("DELETE a \"t('b', 'Bo', 0)", "INSERT a \"t('c', 'BO', 2)");
            db.run("UPDATE OR REPLACE " + t + " SET \"first name\" = 'ann' WHERE id = 'c'");
            assertThat(db.drained())
                    .containsExactly("DELETE a \"t('a', 'Ann', 1)", "UPDATE a \"t('c') first name: 'BO' -> 'ann'");
            db.run("INSERT INTO " + t + " VALUES('d', 'x', 3)", "INSERT OR REPLACE INTO " + t + " VALUES('e', 'x', 3)");
            assertThat(db.drained()).containsExactly("INSERT a \"t('e', 'x', 3)");
        }
    }

    @Test
    void foreignKeyActions_onChildren_areCaptured() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(
                directory,
                "CREATE TABLE p(id TEXT PRIMARY KEY)",
                "CREATE TABLE c(id TEXT PRIMARY KEY, p TEXT REFERENCES p ON DELETE CASCADE ON UPDATE CASCADE)",
                "CREATE TABLE n(id TEXT PRIMARY KEY, p TEXT REFERENCES p(id) ON DELETE SET NULL)",
                "CREATE TABLE s(id TEXT PRIMARY KEY, s TEXT REFERENCES s ON DELETE CASCADE ON UPDATE CASCADE)")) {
            db.run("PRAGMA foreign_keys = ON", "INSERT INTO p VALUES('1'), ('2')", "INSERT INTO c VALUES('c', '1')");
            db.run("INSERT INTO n VALUES('n', '2')", "INSERT INTO s VALUES('r', 'r'), ('x', 'r')");
            db.drain();
            db.run("UPDATE p SET id = '3' WHERE id = '1'");
            assertThat(db.drained()).containsExactly("DELETE p('1')", "INSERT p('3')", "UPDATE c('c') p: '1' -> '3'");
            db.run("DELETE FROM p");
            assertThat(db.drained())
                    .containsExactly(
                            "DELETE p('2')", "DELETE p('3')", "DELETE c('c', '3')", "UPDATE n('n') p: '2' -> NULL");
            db.run("UPDATE s SET id = 'q' WHERE id = 'r'");
            assertThat(db.drained())
                    .containsExactly("INSERT s('q', 'q')", "DELETE s('r', 'r')", "UPDATE s('x') s: 'r' -> 'q'");
            db.run("DELETE FROM s WHERE id = 'q'");
            assertThat(db.drained()).containsExactly("DELETE s('q', 'q')", "DELETE s('x', 'q')");
        }
    }

    @Test
    void hostTriggers_touchingTheSameRow_areCapturedWhicheverFiresFirst() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(
                directory,
                ITEMS,
                "CREATE TABLE k(id INTEGER PRIMARY KEY, v)",
                "CREATE TRIGGER early AFTER UPDATE OF u ON t BEGIN UPDATE t SET v = v + 1 WHERE id = NEW.id; END")) {
            db.run(
                    "CREATE TRIGGER h1 AFTER INSERT ON t BEGIN UPDATE t SET v = 'stamped' WHERE id = NEW.id; END",
                    "CREATE TRIGGER h2 AFTER UPDATE OF v ON t WHEN NEW.v = 5 BEGIN UPDATE t SET v = 6 WHERE id = NEW.id; END",
                    "CREATE TRIGGER h3 AFTER DELETE ON t WHEN OLD.v = 6 BEGIN INSERT INTO t VALUES(OLD.id, OLD.u, 7); END",
                    "CREATE TRIGGER h4 AFTER INSERT ON k BEGIN UPDATE k SET v = 'stamped' WHERE id = NEW.id; END");
            db.run(
                    "INSERT INTO t VALUES('a', 'x', 1)",
                    "INSERT INTO k(v) VALUES(1), (2)",
                    "INSERT INTO k VALUES(-1, 0)");
            assertThat(db.drained())
                    .containsExactly(
                            "INSERT t('a', 'x', 'stamped')",
                            "INSERT k(-1, 'stamped')",
                            "INSERT k(1, 'stamped')",
                            "INSERT k(2, 'stamped')");
            db.run("UPDATE t SET v = 5");
            assertThat(db.drained()).containsExactly("UPDATE t('a') v: 'stamped' -> 6");
            db.run("DELETE FROM t");
            assertThat(db.drained()).containsExactly("UPDATE t('a') v: 6 -> 'stamped'");
        }
    }

    @Test
    void integerKeys_thatSqlitePicks_areCaptured() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(
                directory,
                "CREATE TABLE k(id INTEGER PRIMARY KEY, v)",
                "CREATE TABLE a(id INTEGER PRIMARY KEY AUTOINCREMENT, v)")) {
            db.run(
                    "CREATE TRIGGER h AFTER INSERT ON a BEGIN UPDATE a SET v = 'h' WHERE id = NEW.id; END",
                    "INSERT INTO a(v) VALUES(1), (2)",
                    "DELETE FROM a",
                    "INSERT INTO k VALUES(-1, 'minus')");
            assertThat(db.drained()).containsExactly("INSERT k(-1, 'minus')");
            db.run("INSERT INTO a(v) VALUES(3)", "INSERT INTO k(v) VALUES(1)", "UPDATE k SET rowid = 9 WHERE id = -1");
            assertThat(db.drained())
                    .containsExactly(
                            "DELETE k(-1, 'minus')", "INSERT k(0, 1)", "INSERT k(9, 'minus')", "INSERT a(3, 'h')");
            db.run("UPDATE OR REPLACE k SET id = 9 WHERE id = 0");
            assertThat(db.drained()).containsExactly("DELETE k(0, 1)", "UPDATE k(9) v: 'minus' -> 1");
        }
    }

    @Test
    void oddTables_areCaptured() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(
                directory,
                "CREATE TABLE w(b BLOB, a REAL, v, PRIMARY KEY(a, b)) WITHOUT ROWID",
                "CREATE TABLE s(k ANY PRIMARY KEY, n INT, UNIQUE(n)) STRICT",
                "CREATE TABLE \"select\"(\"order \"\"by\" TEXT PRIMARY KEY, \"new\" INT, [old] INT)",
                "CREATE TABLE nk(k TEXT PRIMARY KEY, v)")) {
            db.run(
                    "INSERT INTO w VALUES(x'00', 1, 'v')",
                    "INSERT INTO s VALUES('1', 1), (1, 2)",
                    "INSERT INTO \"select\" VALUES('k', 1, 2)",
                    "INSERT INTO nk VALUES(NULL, 1), ('k', 2)");
            assertThat(db.drained())
                    .containsExactly(
                            "INSERT w(x'00', 1.0, 'v')",
                            "INSERT s(1, 2)",
                            "INSERT s('1', 1)",
                            "INSERT select('k', 1, 2)",
                            "INSERT nk('k', 2)");
            db.run(
                    "INSERT OR REPLACE INTO w VALUES(x'00', '1', x'')",
                    "INSERT OR REPLACE INTO s VALUES(1.0, 1)",
                    "UPDATE \"select\" SET \"new\" = 5",
                    "UPDATE nk SET k = 'n' WHERE k IS NULL",
                    "UPDATE nk SET k = NULL WHERE k = 'k'");
            assertThat(db.drained())
                    .containsExactly(
                            "UPDATE w(1.0, x'00') v: 'v' -> x''",
                            "DELETE s(1, 2)",
                            "INSERT s(1.0, 1)",
                            "DELETE s('1', 1)",
                            "UPDATE select('k') new: 1 -> 5",
                            "DELETE nk('k', 2)",
                            "INSERT nk('n', 1)");
        }
    }

    @Test
    void text_thatIsNotUtf8OrHasAZero_keepsItsBytes() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, "CREATE TABLE t(id TEXT PRIMARY KEY, v)")) {
            db.run("INSERT INTO t VALUES(CAST(x'61ff' AS TEXT), CAST(x'610062' AS TEXT))");
            var change = db.drain().get(0).change();
            assertThat(change.after(0)).isEqualTo(dev.coven.spi.row.SqlValue.text(new byte[] {'a', (byte) 0xff}));
            assertThat(change.after(1)).isEqualTo(dev.coven.spi.row.SqlValue.text(new byte[] {'a', 0, 'b'}));
        }
    }

    @Test
    void touched_isTheNewestTimeOfTheRow() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, ITEMS)) {
            long before = System.currentTimeMillis();
            db.run("INSERT INTO t VALUES('a', 'x', 1)", "UPDATE t SET v = 2");
            long after = System.currentTimeMillis();
            assertThat(db.drain().get(0).touchedMillis()).isBetween(before - 1, after + 1);
            db.run("UPDATE t SET v = 3", "UPDATE t SET v = 4", "UPDATE coven_log_1 SET touched = seq");
            assertThat(db.drain().get(0).touchedMillis()).isEqualTo(2);
        }
    }

    @Test
    void rollback_leavesNothingCaptured() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, ITEMS)) {
            db.run("BEGIN", "INSERT INTO t VALUES('a', 'x', 1)", "ROLLBACK");
            assertThat(CaptureReader.hasEntries(db.connection)).isFalse();
        }
    }

    @Test
    void wideTable_ofTheMostColumns_isCaptured() throws Exception {
        int last = dev.coven.engine.schema.SchemaRules.MAX_COLUMNS - 1;
        StringBuilder schema = new StringBuilder("CREATE TABLE t(id TEXT PRIMARY KEY");
        for (int column = 1; column <= last; column++) {
            schema.append(", v").append(column);
        }
        try (CapturedDatabase db = new CapturedDatabase(directory, schema + ")")) {
            db.run("INSERT INTO t(id, v63) VALUES('a', 1)");
            db.drain();
            db.run("UPDATE t SET v63 = 2, v" + last + " = 'end'");
            assertThat(db.drained()).containsExactly("UPDATE t('a') v63: 1 -> 2, v" + last + ": NULL -> 'end'");
        }
    }
}

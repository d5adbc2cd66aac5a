package dev.coven.engine.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.engine.schema.SchemaException;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.engine.schema.TableRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureRebuildTest {
    private static final String ITEMS = "CREATE TABLE t(id TEXT PRIMARY KEY, \"a b\" TEXT, v)";

    @TempDir
    Path directory;

    @Test
    void addedColumns_getTheirDefaultInWhatWasRecorded() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, ITEMS)) {
            db.run("INSERT INTO t VALUES('a', 'x', 1), ('b', 'y', 2)");
            db.drain();
            db.run(
                    "UPDATE t SET v = 9 WHERE id = 'a'",
                    "ALTER TABLE t ADD COLUMN n INT NOT NULL DEFAULT '5'",
                    "ALTER TABLE t ADD COLUMN w DEFAULT word",
                    "ALTER TABLE t ADD COLUMN r REAL DEFAULT 1",
                    "UPDATE t SET n = 6 WHERE id = 'a'",
                    "DELETE FROM t WHERE id = 'b'",
                    "INSERT INTO t(id, w) VALUES('c', 'z')");
            assertThatThrownBy(() -> TableRegistry.load(db.connection)).isInstanceOf(SchemaException.class);
            assertThat(db.rebuild().outcome()).isEqualTo(CaptureRebuild.Outcome.COMPLETE);
            assertThat(CaptureTables.isIntact(db.connection, db.table("t"))).isTrue();
            assertThat(db.drained())
                    .containsExactly(
                            "UPDATE t('a') v: 1 -> 9, n: 5 -> 6",
                            "DELETE t('b', 'y', 2, 5, 'word', 1.0)",
                            "INSERT t('c', NULL, NULL, 5, 'z', 1.0)");
            db.run("UPDATE t SET w = 'q' WHERE id = 'a'");
            assertThat(db.drained()).containsExactly("UPDATE t('a') w: 'word' -> 'q'");
        }
    }

    @Test
    void renames_ofColumnsKeyAndTable_areFollowed() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, ITEMS, "CREATE UNIQUE INDEX i ON t(\"a b\")")) {
            db.run("INSERT INTO t VALUES('a', 'x', 1)");
            db.drain();
            db.run(
                    "UPDATE t SET v = 2",
                    "ALTER TABLE t RENAME COLUMN \"a b\" TO \"c \"\"d\"",
                    "ALTER TABLE t RENAME COLUMN id TO k",
                    "ALTER TABLE t RENAME TO \"t 2\"",
                    "ALTER TABLE \"t 2\" ADD COLUMN n",
                    "INSERT OR REPLACE INTO \"t 2\" VALUES('b', 'x', 3, 4)");
            assertThat(db.rebuild().outcome()).isEqualTo(CaptureRebuild.Outcome.COMPLETE);
            assertThat(db.drained()).containsExactly("DELETE t 2('a', 'x', 1, NULL)", "INSERT t 2('b', 'x', 3, 4)");
            assertThat(CaptureTables.isIntact(db.connection, db.table("t 2"))).isTrue();
        }
    }

    @Test
    void renames_moreThanAreKept_forgetTheOldestNameAlone() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, ITEMS)) {
            String name = "t";
            for (int i = 1; i <= SyncedTable.MAX_FORMER_NAMES + 1; i++) {
                db.run("ALTER TABLE " + name + " RENAME TO t" + i);
                name = "t" + i;
                db.rebuild();
            }
            assertThat(db.table(name).formerNames())
                    .hasSize(SyncedTable.MAX_FORMER_NAMES)
                    .startsWith("t" + SyncedTable.MAX_FORMER_NAMES)
                    .endsWith("t1");
        }
    }

    @Test
    void newUniqueIndex_isLookedUpAfterRebuild() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, ITEMS)) {
            db.run("INSERT INTO t VALUES('a', 'x', 1)", "CREATE UNIQUE INDEX i ON t(v)");
            db.rebuild();
            db.drain();
            db.run("INSERT OR REPLACE INTO t VALUES('b', 'y', 1)");
            assertThat(db.drained()).containsExactly("DELETE t('a', 'x', 1)", "INSERT t('b', 'y', 1)");
        }
    }

    @Test
    void copiedTable_isCapturedAgainAndTheGapIsTold() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, ITEMS)) {
            db.run("INSERT INTO t VALUES('a', 'x', 1)");
            db.drain();
            db.run(
                    "UPDATE t SET v = 2",
                    "CREATE TABLE t_new(id TEXT PRIMARY KEY, \"a b\" TEXT, v, n INT DEFAULT 7)",
                    "INSERT INTO t_new(id, \"a b\", v) SELECT * FROM t",
                    "DROP TABLE t",
                    "ALTER TABLE t_new RENAME TO t");
            assertThat(CaptureTables.isIntact(db.connection, db.table("t"))).isFalse();
            assertThat(db.rebuild().outcome()).isEqualTo(CaptureRebuild.Outcome.AFTER_GAP);
            assertThat(db.drained()).containsExactly("UPDATE t('a') v: 1 -> 2");
        }
    }

    /** To SQLite it is the same column. */
    @Test
    void copiedTable_withAColumnInAnotherCase_isCapturedAgain() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, ITEMS)) {
            db.run("INSERT INTO t VALUES('a', 'x', 1)");
            db.drain();
            db.run(
                    "UPDATE t SET v = 2",
                    "CREATE TABLE t_new(id TEXT PRIMARY KEY, \"A B\" TEXT, V)",
                    "INSERT INTO t_new SELECT * FROM t",
                    "DROP TABLE t",
                    "ALTER TABLE t_new RENAME TO t");
            db.rebuild();
            assertThat(db.drained()).containsExactly("UPDATE t('a') V: 1 -> 2");
        }
    }

    @Test
    void columnOfAnotherType_isAChangeOfClass() throws Exception {
        String schema = "CREATE TABLE t(id TEXT PRIMARY KEY, v INTEGER, w INTEGER)";
        try (CapturedDatabase db = new CapturedDatabase(directory, schema)) {
            db.run("INSERT INTO t VALUES('a', 1, 1)");
            db.drain();
            db.run(
                    "UPDATE t SET v = 1",
                    "CREATE TABLE t_new(id TEXT PRIMARY KEY, v TEXT, w REAL)",
                    "INSERT INTO t_new SELECT * FROM t",
                    "DROP TABLE t",
                    "ALTER TABLE t_new RENAME TO t");
            db.rebuild();
            assertThat(db.drained()).containsExactly("UPDATE t('a') v: 1 -> '1', w: 1 -> 1.0");
        }
    }

    @Test
    void droppedColumn_isRefusedBySqliteAndByRebuild() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, ITEMS)) {
            assertThatThrownBy(() -> db.run("ALTER TABLE t DROP COLUMN v")).isInstanceOf(SQLException.class);
            db.run("DROP TABLE t", "CREATE TABLE t(id TEXT PRIMARY KEY, \"a b\" TEXT)");
            assertThatThrownBy(db::rebuild)
                    .isInstanceOf(CaptureException.class)
                    .hasMessageContaining("Column \"v\" of the synced table \"t\" is gone");
        }
    }

    @Test
    void droppedTable_andChangedKey_areRefused() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, ITEMS)) {
            db.run("DROP TABLE t");
            assertThatThrownBy(db::rebuild).isInstanceOf(CaptureException.class).hasMessageContaining("\"t\" is gone");
            db.run("CREATE TABLE t(id TEXT, \"a b\" TEXT, v, PRIMARY KEY(id, v))");
            assertThatThrownBy(db::rebuild).isInstanceOf(CaptureException.class).hasMessageContaining("primary key");
        }
    }

    @Test
    void drop_leavesNothingOfCapture() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, ITEMS)) {
            assertThat(CaptureTables.isIntact(db.connection, db.table("t"))).isTrue();
            CaptureTables.drop(db.connection, 1);
            assertThat(CaptureTables.triggers(db.connection, 1)).isEmpty();
            assertThat(CaptureTables.logColumns(db.connection, 1)).isZero();
        }
    }
}

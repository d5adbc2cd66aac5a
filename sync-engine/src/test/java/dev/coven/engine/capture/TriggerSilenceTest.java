package dev.coven.engine.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriggerSilenceTest {
    private static final String[] SCHEMA = {
        "CREATE TABLE t(id TEXT PRIMARY KEY, v)", "CREATE TABLE u(id TEXT PRIMARY KEY, v)",
    };
    private static final String[] HOST = {
        "CREATE TABLE counter(n)",
        "CREATE TABLE relay(n)",
        "INSERT INTO counter VALUES(0)",
        "CREATE TRIGGER stamps AFTER INSERT ON t BEGIN UPDATE t SET v = 'stamped' WHERE id = NEW.id; /* END */ END",
        "CREATE TRIGGER counts AFTER INSERT ON t BEGIN UPDATE counter SET n = n + 1; END",
        "CREATE TRIGGER relays AFTER INSERT ON u BEGIN INSERT INTO relay VALUES(1); END",
        "CREATE TRIGGER relayed AFTER INSERT ON relay BEGIN REPLACE INTO [t] VALUES('relayed', NULL); END",
        "CREATE TRIGGER checks BEFORE INSERT ON u WHEN NEW.v = 'bad' BEGIN SELECT RAISE(ABORT, 'DELETE FROM t'); END",
    };

    @TempDir
    Path directory;

    @Test
    void hostTriggers_areClassifiedByWhatTheyWrite() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, SCHEMA)) {
            db.run(HOST);
            assertThat(HostTriggers.classify(db.connection, db.tables))
                    .containsExactly(
                            new HostTrigger("stamps", "t", HostTrigger.Effect.WRITES_SYNCED),
                            new HostTrigger("counts", "t", HostTrigger.Effect.LOCAL_ONLY),
                            new HostTrigger("relays", "u", HostTrigger.Effect.WRITES_SYNCED),
                            new HostTrigger("checks", "u", HostTrigger.Effect.LOCAL_ONLY));
        }
    }

    @Test
    void writtenTables_ofATriggersBody_areThoseItNamesAsTargets() {
        assertThat(HostTriggers.writtenTables("CREATE TRIGGER x AFTER UPDATE OF a ON t WHEN NEW.a > 1 BEGIN"
                        + " INSERT OR IGNORE INTO a SELECT * FROM z ON CONFLICT DO UPDATE SET q = 1;"
                        + " UPDATE OR REPLACE \"b \" SET a = (SELECT 1 FROM y); UPDATE `c` SET a = 1;"
                        + " DELETE FROM [d] WHERE 'DELETE FROM e'; -- DELETE FROM f\n REPLACE INTO 'g' VALUES(1); END"))
                .containsExactly("a", "b ", "c", "d", "g");
    }

    @Test
    void silence_keepsCaptureAndWritingTriggersQuietOnly() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, SCHEMA)) {
            db.run(HOST);
            db.run("BEGIN");
            TriggerSilence silence = TriggerSilence.silence(db.connection, db.tables);
            db.run("INSERT INTO t VALUES('a', 1)", "INSERT INTO u VALUES('b', 2)");
            silence.restore();
            db.run("COMMIT");
            assertThat(CaptureReader.hasEntries(db.connection)).isFalse();
            assertThat(db.allRows().get("t")).hasSize(1);
            assertThat(texts(db, "SELECT n FROM counter")).containsExactly("1");
            assertThat(texts(db, "SELECT v FROM t")).containsExactly("1");
            db.run("INSERT INTO t VALUES('c', 1)");
            assertThat(db.drained()).containsExactly("INSERT t('c', 'stamped')");
        }
    }

    @Test
    void restore_leavesTheSchemaAsItWas() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, SCHEMA)) {
            db.run(HOST);
            String host =
                    "SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'coven%' AND tbl_name = 't' ORDER BY rowid";
            String all = "SELECT type || name || tbl_name || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name";
            List<String> hostBefore = texts(db, host);
            List<String> allBefore = texts(db, all);
            db.run("BEGIN");
            TriggerSilence.silence(db.connection, db.tables).restore();
            db.run("COMMIT");
            assertThat(texts(db, host)).isEqualTo(hostBefore);
            assertThat(texts(db, all)).isEqualTo(allBefore);
        }
    }

    @Test
    void rollback_endsTheSilence() throws Exception {
        try (CapturedDatabase db = new CapturedDatabase(directory, SCHEMA)) {
            db.run("BEGIN");
            TriggerSilence.silence(db.connection, db.tables);
            db.run("ROLLBACK", "INSERT INTO t VALUES('a', 1)");
            assertThat(db.drained()).hasSize(1);
        }
    }

    private static List<String> texts(CapturedDatabase db, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = db.connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}

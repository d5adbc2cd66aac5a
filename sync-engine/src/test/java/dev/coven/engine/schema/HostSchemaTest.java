package dev.coven.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostSchemaTest {
    private static final String[] SCHEMA = {
        "CREATE TABLE t(id TEXT PRIMARY KEY, \"end\" INT, body TEXT) STRICT",
        "CREATE VIEW v AS SELECT id FROM t",
        "CREATE TRIGGER i INSTEAD OF INSERT ON v BEGIN INSERT INTO t(id) VALUES(NEW.id); END",
        "CREATE VIRTUAL TABLE search USING fts5(body, content='t')",
        "CREATE UNIQUE INDEX u ON t(body)",
        "CREATE INDEX p ON t(body)",
        "CREATE TRIGGER g AFTER UPDATE ON t BEGIN UPDATE t SET \"end\" = CASE WHEN 1 THEN 2 END WHERE NEW.end; END",
        "CREATE TABLE w(id INT PRIMARY KEY) WITHOUT ROWID",
    };

    @TempDir
    Path directory;

    @Test
    void ddl_ofAHost_createsTheSameSchema() throws Exception {
        try (HostDatabase host = new HostDatabase(directory.resolve("host.db"), SCHEMA);
                HostDatabase joiner = new HostDatabase(directory.resolve("joiner.db"))) {
            host.run(
                    "CREATE TABLE coven_log_1(a)",
                    "CREATE TRIGGER coven_x AFTER DELETE ON t BEGIN SELECT 1; END",
                    "ANALYZE");
            List<String> ddl = HostSchema.ddl(host.connection);
            assertThat(ddl).containsExactlyInAnyOrder(SCHEMA);
            HostSchema.create(joiner.connection, ddl);
            assertThat(HostSchema.ddl(joiner.connection)).isEqualTo(ddl);
            assertThat(SchemaFingerprint.of(joiner.connection, "T"))
                    .isEqualTo(SchemaFingerprint.of(host.connection, "t"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE t",
                "CREATE TEMP TABLE t(a)",
                "CREATE TABLE IF NOT EXISTS main.coven_x(a)",
                "CREATE TABLE main.t(a)",
                "CREATE TABLE t AS SELECT 1",
                "CREATE TABLE t(a); DROP TABLE u",
                "CREATE TABLE t(a);",
                "CREATE TABLE 'COVEN_x'(a)",
                "CREATE VIEW v AS SELECT * FROM \"coven_device\"",
                "CREATE TRIGGER x AFTER INSERT ON t BEGIN DELETE FROM [coven_outbox]; END",
                "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END; DROP TABLE t; CREATE TRIGGER y BEGIN SELECT"
                        + " 1; END",
                "CREATE TRIGGER x AFTER INSERT ON t BEGIN DELETE FROM \uFEFFcoven_outbox; END",
                "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; \u000bEND; DROP TABLE t; END",
                "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; \uFEFFEND; DROP TABLE t; END",
                "CREATE TRIGGER x AFTER INSERT ON t WHEN 0xe-coven_x BEGIN SELECT 1; END",
                "CREATE VIRTUAL TABLE coven USING fts5(log_1)",
                "CREATE TRIGGER x AFTER INSERT ON t",
                "/* CREATE TABLE */ ATTACH 'x' AS y",
                "CREATE",
                "CREATE TABLE",
                "",
            })
    void statement_thatIsNotOnePlainCreate_isRefusedBeforeAnyRuns(String sql) throws Exception {
        try (HostDatabase joiner = new HostDatabase(directory.resolve("joiner.db"))) {
            assertThatThrownBy(() -> HostSchema.create(joiner.connection, List.of("CREATE TABLE ok(a)", sql)))
                    .isInstanceOf(SchemaException.class);
            assertThat(HostSchema.ddl(joiner.connection)).isEmpty();
        }
    }

    @Test
    void statements_pastTheLimit_areRefused() throws Exception {
        try (HostDatabase joiner = new HostDatabase(directory.resolve("joiner.db"))) {
            List<String> many = Collections.nCopies(HostSchema.MAX_STATEMENTS + 1, "CREATE TABLE t(a)");
            assertThatThrownBy(() -> HostSchema.create(joiner.connection, many))
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining("10001");
            String atLimit = "CREATE TABLE t(a)" + " ".repeat(DdlRules.MAX_STATEMENT_CHARS - 17);
            HostSchema.create(joiner.connection, List.of(atLimit));
            assertThatThrownBy(() -> HostSchema.create(joiner.connection, List.of(atLimit + " ")))
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining("longer than");
        }
    }

    @Test
    void version_isTheHostsUserVersion() throws Exception {
        try (HostDatabase host = new HostDatabase(directory.resolve("host.db"), "PRAGMA user_version = 7")) {
            assertThat(HostSchema.version(host.connection)).isEqualTo(7);
            HostSchema.setVersion(host.connection, 8);
            assertThat(HostSchema.version(host.connection)).isEqualTo(8);
        }
    }

    @Test
    void fingerprint_changesWithTheHostsObjectsOnly() throws Exception {
        try (HostDatabase host = new HostDatabase(directory.resolve("host.db"), SCHEMA)) {
            String before = SchemaFingerprint.of(host.connection, "t");
            host.run("CREATE TRIGGER coven_x AFTER DELETE ON t BEGIN SELECT 1; END", "INSERT INTO t(id) VALUES('a')");
            assertThat(SchemaFingerprint.of(host.connection, "t")).isEqualTo(before);
            host.run("CREATE INDEX more ON t(id, body)");
            assertThat(SchemaFingerprint.of(host.connection, "t")).isNotEqualTo(before);
        }
    }
}

package dev.coven.engine.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineConnectionsTest {
    @TempDir
    private Path folder;

    /** SQLite's own numbers: 0 is OFF, 2 is FULL. */
    @ParameterizedTest
    @CsvSource({"FULL, 2", "OFF, 0"})
    void commits_lastAsAskedFor(Synchronous synchronous, int pragma) throws Exception {
        try (Connection connection = EngineConnections.open(folder.resolve("a.db"), synchronous)) {
            assertThat(number(connection, "PRAGMA synchronous")).isEqualTo(pragma);
        }
    }

    /** The merge does what foreign keys ask for, and the file keeps the journal that the host chose. */
    @Test
    void connection_enforcesNothingAndLeavesTheJournal() throws Exception {
        Path database = folder.resolve("a.db");
        try (Connection connection = EngineConnections.open(database, Synchronous.FULL);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
        }
        try (Connection connection = EngineConnections.open(database, Synchronous.FULL)) {
            assertThat(number(connection, "PRAGMA foreign_keys")).isZero();
            assertThat(number(connection, "PRAGMA recursive_triggers")).isZero();
            assertThat(number(connection, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"))
                    .isEqualTo(1);
        }
    }

    private static int number(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}

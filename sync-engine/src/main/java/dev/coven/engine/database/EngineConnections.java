package dev.coven.engine.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Opens the engine's connections to a database file, with the settings that its work needs. */
public final class EngineConnections {
    private static final int CACHE_KIB = 32 * 1024;
    private static final int BUSY_TIMEOUT_MS = 30_000;

    private EngineConnections() {}

    /**
     * Opens a connection for capture and merge. It enforces no foreign keys and runs none of their actions (the merge
     * does what they ask for), and leaves the file's journal mode as the host chose it.
     */
    public static Connection open(Path database, Synchronous synchronous) throws SQLException {
        Connection connection = open(database, BUSY_TIMEOUT_MS);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA foreign_keys = OFF");
            statement.execute("PRAGMA recursive_triggers = OFF");
            statement.execute("PRAGMA synchronous = " + synchronous);
            statement.execute("PRAGMA cache_size = -" + CACHE_KIB);
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** Opens a connection that only looks, and fails at once where it would have to wait for a lock. */
    public static Connection openImpatient(Path database) throws SQLException {
        return open(database, 0);
    }

    private static Connection open(Path database, int busyTimeoutMs) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        // The driver lets one thread at a time into a connection; SQLite need not do so again.
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        Properties properties = config.toProperties();
        // Without this the driver looks up last_insert_rowid() after every INSERT.
        properties.setProperty("jdbc.get_generated_keys", "false");
        properties.setProperty("busy_timeout", Integer.toString(busyTimeoutMs));
        return DriverManager.getConnection("jdbc:sqlite:" + database.toAbsolutePath(), properties);
    }
}

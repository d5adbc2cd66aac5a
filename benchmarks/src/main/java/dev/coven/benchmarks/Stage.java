package dev.coven.benchmarks;

import dev.coven.conformance.fleet.Device;
import dev.coven.conformance.fleet.Fleet;
import dev.coven.conformance.fleet.FleetPlan;
import dev.coven.engine.copy.LibraryCopy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Two devices of a library over a store in memory, and beside them a database that knows nothing of any library, with the same
 * rows. The first device writes; the second one's database is where changesets are applied.
 */
final class Stage implements AutoCloseable {
    /** The host's writes, on any database with the tables. */
    interface Writes {
        void on(Connection host) throws SQLException;
    }

    private final Path folder;
    private final Fleet fleet;
    private final Device writer;
    private final Device reader;

    private Stage(Path folder, Fleet fleet) throws Exception {
        this.folder = folder;
        this.fleet = fleet;
        this.writer = fleet.device("writer");
        this.reader = fleet.join("reader");
        fleet.syncUntilQuiet();
    }

    /** The tables and the parents, on both devices and in the plain database. */
    static Stage prepare(Path folder) throws Exception {
        Fleet fleet = FleetPlan.of(folder.resolve("fleet"), BenchData.ddl().toArray(String[]::new))
                .withSetting("capture.max-changeset-bytes", "256 MiB")
                .found("writer");
        Stage stage = new Stage(folder, fleet);
        stage.onPlain(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                for (String sql : BenchData.ddl()) {
                    statement.execute(sql);
                }
            }
        });
        return stage;
    }

    private Path plain() {
        return folder.resolve("plain.db");
    }

    /** Writes the plain database. */
    void onPlain(Writes writes) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + plain())) {
            writes.on(connection);
        }
    }

    /** The first device writes; what it captures of that. */
    CapturedChangeset capture(Writes writes) throws Exception {
        writes.on(writer.connection());
        writer.library().capture();
        try (LibraryCopy copy = EngineApply.open(writer.database())) {
            return CapturedChangeset.newestOf(writer.id(), copy);
        }
    }

    /** The first device publishes what it captured. */
    void publish() throws Exception {
        writer.push();
    }

    /** A copy of the plain database as it is now. */
    Path keepPlain(String name) throws IOException {
        return DatabaseFile.fresh(plain(), folder.resolve(name));
    }

    /** A copy of the second device's database as it is now. */
    Path keepReader(String name) throws Exception {
        Path kept = folder.resolve(name);
        reader.close();
        DatabaseFile.fresh(reader.database(), kept);
        reader.restart();
        return kept;
    }

    /** A copy of the second device's database once it has what the first one published. */
    Path keepPulledReader(String name) throws Exception {
        reader.pull();
        return keepReader(name);
    }

    /** The second device starts anew with a kept database. */
    Device readerWith(Path kept) throws Exception {
        reader.close();
        DatabaseFile.fresh(kept, reader.database());
        reader.restart();
        return reader;
    }

    /** A folder below the stage's. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    @Override
    public void close() {
        fleet.close();
    }
}

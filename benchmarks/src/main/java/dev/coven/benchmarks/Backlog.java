package dev.coven.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A library in which several devices wrote small changesets, and one that has none of them yet. */
final class Backlog {
    private static final String DDL = "CREATE TABLE notes(id TEXT PRIMARY KEY NOT NULL, body TEXT, edits INTEGER)";
    private static final int ROWS = 2;

    private final SlowStores stores = new SlowStores();
    private final int changesets;
    private final Path folder;
    private final Path kept;

    /** Builds it: so many devices, by turns, make so many changesets in all, of two new rows and an edit of an older one each. */
    Backlog(Path folder, int devices, int changesets) throws Exception {
        this.folder = folder;
        this.changesets = changesets;
        this.kept = folder.resolve("kept.db");
        BenchDevice.Surroundings surroundings = surroundings();
        List<BenchDevice> writers = new ArrayList<>();
        try (BenchDevice founder = BenchDevice.found(folder.resolve("founder"), surroundings, List.of(DDL))) {
            for (int i = 0; i < devices; i++) {
                writers.add(founder.invite(folder.resolve("writer-" + i), surroundings));
            }
            founder.invite(reader(), surroundings).close();
            DatabaseFile.fresh(reader().resolve("library.db"), kept);
            for (int i = 0; i < changesets; i++) {
                write(writers.get(i % devices).host(), i % devices, i / devices);
                writers.get(i % devices).library().capture();
            }
            for (BenchDevice writer : writers) {
                writer.library().push();
            }
        } finally {
            for (BenchDevice writer : writers) {
                writer.close();
            }
        }
    }

    private BenchDevice.Surroundings surroundings() {
        return new BenchDevice.Surroundings(stores, SlowStores.LOCATION, List.of(), Map.of());
    }

    private static void write(Connection host, int device, int number) throws SQLException {
        host.setAutoCommit(false);
        try (PreparedStatement insert = host.prepareStatement("INSERT INTO notes VALUES (?, ?, 0)");
                PreparedStatement update = host.prepareStatement("UPDATE notes SET edits = edits + 1 WHERE id = ?")) {
            for (int i = 0; i < ROWS; i++) {
                insert.setString(1, "note %d of %d by %d".formatted(i, number, device));
                insert.setString(2, "what device %d had to say, for the %dth time".formatted(device, number));
                insert.execute();
            }
            update.setString(1, "note 0 of %d by %d".formatted(Math.max(0, number - 1), device));
            update.execute();
            host.commit();
        } finally {
            host.setAutoCommit(true);
        }
    }

    SlowStores stores() {
        return stores;
    }

    int changesets() {
        return changesets;
    }

    private Path reader() {
        return folder.resolve("reader");
    }

    /** The device that has nothing of it, as it was when it had joined; with other settings, if any. */
    BenchDevice reader(Map<String, String> settings) throws Exception {
        DatabaseFile.fresh(kept, reader().resolve("library.db"));
        BenchDevice.Surroundings surroundings = surroundings();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            surroundings = surroundings.with(setting.getKey(), setting.getValue());
        }
        return BenchDevice.open(reader(), surroundings);
    }
}

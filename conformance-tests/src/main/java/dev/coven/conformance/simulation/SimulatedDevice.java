package dev.coven.conformance.simulation;

import dev.coven.conformance.fleet.Device;
import dev.coven.engine.SyncException;
import dev.coven.engine.schema.SchemaException;
import dev.coven.engine.schema.SchemaInspector;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.row.RowChange;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A device of a simulation, with what is known of it from outside: its tables, and what its application wrote. */
final class SimulatedDevice {
    private final Device device;
    private final String firstId;
    private final List<String> synced;
    private final List<Edit> edits = new ArrayList<>();
    private List<SyncedTable> tables = List.of();
    private TableImage image;
    private TableImage captured;
    private int backups;
    private Optional<Backup> backup = Optional.empty();

    /**
     * A copy of the database that was put aside.
     *
     * @param folder where it is
     * @param edits how many edits were captured then
     * @param captured the tables as of the last capture before it
     */
    private record Backup(Path folder, int edits, TableImage captured) {}

    SimulatedDevice(Device device, List<String> synced) throws SyncException, SQLException {
        this.device = device;
        this.firstId = device.id();
        this.synced = synced.isEmpty() ? device.status().tables() : synced;
        image = look();
        captured = image;
        device.takeEvents();
    }

    /** A device that begins with another one's files, and with what was written there. */
    SimulatedDevice(Device device, SimulatedDevice original) throws SyncException, SQLException {
        this(device, original.synced);
        captured = original.captured;
    }

    /** The device whose tables the library was made of: the rows that it began with are in the store as what it wrote. */
    static SimulatedDevice founder(Device device, List<String> synced) throws SyncException, SQLException {
        SimulatedDevice founder = new SimulatedDevice(device, synced);
        founder.edits.addAll(Edit.between(device.name(), founder.image.withoutRows(), founder.image));
        return founder;
    }

    Device device() {
        return device;
    }

    String name() {
        return device.name();
    }

    /** Whether it goes on as another device than the one it began as. */
    boolean isAnotherDevice() throws SyncException {
        return !device.id().equals(firstId);
    }

    /** The tables as they were last seen. */
    TableImage image() {
        return image;
    }

    /** What its application wrote and its engine captured, all of which must be in the store in the end. */
    List<Edit> edits() {
        return edits;
    }

    private TableImage look() throws SQLException {
        Connection connection = device.connection();
        if (tables.isEmpty()) {
            try {
                tables = SchemaInspector.inspect(connection, synced);
            } catch (SchemaException e) {
                throw new IllegalStateException("a synced table is gone", e);
            }
        }
        return TableImage.read(connection, tables);
    }

    /** Takes note of what the application did. */
    void hostWrote() throws SQLException {
        image = look();
    }

    /** Updates the application by one of its statements of growth; gives whether there was one left. */
    boolean grow(List<String> growth) throws SQLException {
        int before;
        try (Statement statement = device.connection().createStatement()) {
            try (ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
                before = rows.getInt(1);
            }
            if (before >= growth.size()) {
                return false;
            }
            statement.execute("BEGIN");
            statement.execute(growth.get(before));
            statement.execute("PRAGMA user_version = " + (before + 1));
            statement.execute("COMMIT");
        }
        tables = List.of();
        image = look();
        captured = captured.grown(tables);
        return true;
    }

    /**
     * Takes note of what the engine did: what it told of rows must be what happened to them. Gives how many rows it told of.
     *
     * @throws CheckException when it is not
     */
    int engineWorked() throws SQLException, CheckException {
        List<RowChange> events = device.takeEvents();
        TableImage told = image.after(events);
        TableImage now = look();
        if (!told.holdsTheSameAs(now)) {
            throw new CheckException(
                    "row events",
                    "after what " + name() + " was told of, its tables would be\n" + told + "they are\n" + now);
        }
        note(now);
        return events.size();
    }

    /** Takes note of what an engine did that died at work: it may have had no time to tell what it had done last. */
    int engineDied() throws SQLException {
        int told = device.takeEvents().size();
        note(look());
        return told;
    }

    private void note(TableImage now) throws SQLException {
        if (!isUncaptured()) {
            edits.addAll(Edit.between(name(), captured, image));
            captured = now;
        }
        image = now;
    }

    /** Whether its application wrote what its engine has not captured yet. */
    boolean isUncaptured() throws SQLException {
        List<String> logs = new ArrayList<>();
        try (Statement statement = device.connection().createStatement()) {
            try (ResultSet rows = statement.executeQuery(
                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'coven_log_*'")) {
                while (rows.next()) {
                    logs.add("EXISTS(SELECT 1 FROM " + rows.getString(1) + ")");
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT " + String.join(" OR ", logs))) {
                return rows.getBoolean(1);
            }
        }
    }

    /** Copies the database aside. */
    void backUp(Path folder) throws SyncException {
        Backup made = new Backup(folder.resolve(name() + "-" + backups++), edits.size(), captured);
        device.backUp(made.folder());
        backup = Optional.of(made);
    }

    /** Puts the last backup in place, and gives whether there was one. What was captured since may be lost. */
    boolean restore() throws SyncException, SQLException {
        if (backup.isEmpty()) {
            return false;
        }
        device.restore(backup.get().folder());
        edits.subList(backup.get().edits(), edits.size()).clear();
        captured = backup.get().captured();
        tables = List.of();
        image = look();
        device.takeEvents();
        return true;
    }
}

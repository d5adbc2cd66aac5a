package dev.coven.engine.copy;

import dev.coven.engine.apply.IncomingChangeset;
import dev.coven.engine.apply.RegisterTable;
import dev.coven.engine.capture.CaptureTables;
import dev.coven.engine.capture.RowValues;
import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.changeset.ChangesetReader;
import dev.coven.engine.changeset.ClockTrackWriter;
import dev.coven.engine.database.EngineConnections;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.database.Synchronous;
import dev.coven.engine.merge.LastWriterWins;
import dev.coven.engine.schema.SchemaInspector;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.engine.schema.TableRegistry;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A library's copy made from SQL, into which another device's changesets are merged. */
final class MergedDatabase implements AutoCloseable {
    private static final String HERE = "a".repeat(32);
    private static final String ELSEWHERE = "b".repeat(32);
    private static final long BASELINE = 1_000L << 16;
    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);
    private static final long MAX_CHANGESET_BYTES = 1 << 20;

    private final LibraryCopy copy;
    private long seq;

    private MergedDatabase(LibraryCopy copy) {
        this.copy = copy;
    }

    static MergedDatabase of(Path database, String sql) throws Exception {
        try (Connection connection = EngineConnections.open(database, Synchronous.OFF)) {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(sql);
            }
            found(connection);
        }
        return new MergedDatabase(LibraryCopy.open(
                database, policy -> LastWriterWins.perColumn(), () -> NOW, MAX_CHANGESET_BYTES, changes -> {}));
    }

    private static void found(Connection connection) throws Exception {
        List<SyncedTable> synced = SchemaInspector.inspect(connection, List.of());
        EngineTables tables = EngineTables.of(connection);
        tables.create(connection);
        for (SyncedTable table : synced) {
            TableRegistry.register(connection, table, LastWriterWins.PER_COLUMN);
            RegisterTable.create(connection, table.number());
            CaptureTables.create(connection, table);
        }
        tables.state().set(Field.DEVICE, HERE);
        tables.state().set(Field.FOREIGN_KEYS, "ENFORCED");
        tables.state().set(Field.BASELINE, BASELINE);
        tables.state().set(Field.CLOCK, BASELINE);
        tables.state().set(Field.NEXT_SEQ, 1);
    }

    /** Merges a changeset of another device, each change one tick above the one before it; gives the row events. */
    List<RowChange> merge(byte[] changeset) throws Exception {
        int changes = changes(changeset);
        ByteArrayOutputStream clocks = new ByteArrayOutputStream();
        ClockTrackWriter track = new ClockTrackWriter(clocks);
        long time = BASELINE;
        for (int i = 0; i < changes; i++) {
            track.write(++time);
        }
        seq++;
        IncomingChangeset content = new IncomingChangeset(
                ELSEWHERE,
                new ByteArrayInputStream(changeset),
                new ByteArrayInputStream(clocks.toByteArray()),
                changes,
                BASELINE,
                time,
                ChangesetLimits.DEFAULT);
        return copy.apply(new LibraryCopy.Verified(content, seq, "hash" + seq, changeset.length));
    }

    private static int changes(byte[] changeset) throws Exception {
        ChangesetReader reader = new ChangesetReader(new ByteArrayInputStream(changeset), ChangesetLimits.DEFAULT);
        int changes = 0;
        while (reader.next() != null) {
            changes++;
        }
        return changes;
    }

    /** All rows of each table, with storage classes and bytes. */
    Map<String, Set<List<SqlValue>>> rows() throws Exception {
        Map<String, Set<List<SqlValue>>> all = new HashMap<>();
        for (SyncedTable table : copy.syncedTables()) {
            all.put(table.name(), rows(table));
        }
        return all;
    }

    private Set<List<SqlValue>> rows(SyncedTable table) throws Exception {
        String columns = table.columns().stream().map(SyncedColumn::quotedName).collect(Collectors.joining(", "));
        Set<List<SqlValue>> rows = new HashSet<>();
        try (PreparedStatement query = copy.prepare("SELECT " + columns + " FROM " + table.quotedName());
                ResultSet result = query.executeQuery()) {
            while (result.next()) {
                List<SqlValue> row = new ArrayList<>();
                for (int column = 1; column <= table.columns().size(); column++) {
                    row.add(RowValues.read(result, column));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** How many rows are out of their tables. */
    int parked() throws Exception {
        try (PreparedStatement query = copy.prepare("SELECT count(*) FROM coven_parked");
                ResultSet result = query.executeQuery()) {
            result.next();
            return result.getInt(1);
        }
    }

    @Override
    public void close() {
        copy.close();
    }
}

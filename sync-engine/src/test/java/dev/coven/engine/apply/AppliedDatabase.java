package dev.coven.engine.apply;

import dev.coven.engine.capture.RowValues;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.engine.changeset.ChangesetWriter;
import dev.coven.engine.changeset.ClockTrackWriter;
import dev.coven.engine.copy.EngineTables;
import dev.coven.engine.merge.LastWriterWins;
import dev.coven.engine.schema.SchemaInspector;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A database in memory to apply changesets to that are made by hand, by whoever wants to do harm. */
final class AppliedDatabase implements AutoCloseable {
    static final String ADA = "a".repeat(32);
    static final String EVE = "e".repeat(32);

    private static final long BASELINE = 10;

    private final Connection connection;
    private final EngineTables engine;
    private final MergeTables tables;

    AppliedDatabase(String... ddl) throws Exception {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        execute(ddl);
        List<SyncedTable> synced = SchemaInspector.inspect(connection, List.of());
        engine = EngineTables.of(connection);
        engine.create(connection);
        Map<SyncedTable, ConflictPolicy> policies = new LinkedHashMap<>();
        for (SyncedTable table : synced) {
            RegisterTable.create(connection, table.number());
            policies.put(table, LastWriterWins.perColumn());
        }
        tables = new MergeTables(
                connection,
                policies,
                new Stamps(engine.devices(), BASELINE),
                MergeTables.References.RESPECTED,
                () -> 0);
    }

    void execute(String... sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }

    /** A change and its time. */
    record Stamped(long time, Change change) {}

    List<RowChange> apply(String device, Stamped... changes)
            throws IOException, SQLException, ChangesetRefusedException {
        ByteArrayOutputStream changeset = new ByteArrayOutputStream();
        ByteArrayOutputStream clocks = new ByteArrayOutputStream();
        ChangesetWriter writer = new ChangesetWriter(changeset);
        ClockTrackWriter times = new ClockTrackWriter(clocks);
        long highest = 0;
        for (Stamped stamped : changes) {
            writer.write(stamped.change());
            times.write(stamped.time());
            highest = Math.max(highest, stamped.time());
        }
        return new ChangesetApplier(tables)
                .apply(new IncomingChangeset(
                        device,
                        new ByteArrayInputStream(changeset.toByteArray()),
                        new ByteArrayInputStream(clocks.toByteArray()),
                        changes.length,
                        0,
                        highest,
                        ChangesetLimits.DEFAULT));
    }

    /** Every row of a query, its values as SQL literals. */
    List<String> rows(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : ", ").append(RowValues.read(rows, i));
                }
                found.add(row.toString());
            }
        }
        return found;
    }

    TableMerge merge(String table) {
        return tables.all().stream()
                .filter(merge -> merge.shape().table().name().equals(table))
                .findFirst()
                .orElseThrow();
    }

    EngineTables engine() {
        return engine;
    }

    static ChangesetTable table(String name, Integer... keyOrdinals) {
        return new ChangesetTable(name, List.of(keyOrdinals));
    }

    static SqlValue text(String value) {
        return SqlValue.text(value);
    }

    @Override
    public void close() throws SQLException {
        tables.close();
        connection.close();
    }
}

package dev.coven.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.apply.ChangesetApplier;
import dev.coven.engine.apply.ChangesetRefusedException;
import dev.coven.engine.apply.IncomingChangeset;
import dev.coven.engine.apply.MergeTables;
import dev.coven.engine.apply.RegisterTable;
import dev.coven.engine.apply.Stamps;
import dev.coven.engine.capture.RowValues;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.engine.changeset.ClockTrackWriter;
import dev.coven.engine.copy.EngineTables;
import dev.coven.engine.merge.LastWriterWins;
import dev.coven.engine.schema.SchemaException;
import dev.coven.engine.schema.SchemaInspector;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.policy.ConflictPolicy;
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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Row data as members who mean harm sign it, on its way into tables with constraints. An input is the changesets of two devices, made
 * of changes or of bytes. Each is merged or refused, and whichever comes first, the same are refused and the tables are the same.
 */
final class ApplyTarget implements FuzzTarget {
    private static final String ADA = "a".repeat(32);
    private static final String EVE = "e".repeat(32);
    private static final long BASELINE = 10;
    private static final int MAX_CHANGES = 12;

    private static final List<String> DDL = List.of(
            "CREATE TABLE p(id TEXT PRIMARY KEY, n INTEGER UNIQUE, v)",
            "CREATE TABLE c(a INTEGER, b TEXT COLLATE NOCASE, p TEXT REFERENCES p(id), q REFERENCES p(id) ON"
                    + " DELETE SET NULL, x REAL CHECK (x <> 3), PRIMARY KEY(b, a)) WITHOUT ROWID",
            "CREATE TABLE s(id INTEGER PRIMARY KEY, t TEXT NOT NULL, up INTEGER REFERENCES s(id), UNIQUE(t, up))"
                    + " STRICT");
    private static final List<ChangesetTable> TABLES = List.of(
            new ChangesetTable("p", List.of(1, 0, 0)),
            new ChangesetTable("c", List.of(2, 1, 0, 0, 0)),
            new ChangesetTable("s", List.of(1, 0, 0)));
    private static final List<SqlValue> VALUES = List.of(
            SqlValue.NULL,
            SqlValue.of(1),
            SqlValue.of(2),
            SqlValue.of(3),
            SqlValue.text("1"),
            SqlValue.text("a"),
            SqlValue.text("A"),
            SqlValue.of(1.0),
            SqlValue.of(-0.0),
            SqlValue.of(0.5),
            SqlValue.of(Long.MAX_VALUE),
            SqlValue.of(9.223372036854776e18),
            SqlValue.text(" 2"),
            SqlValue.text(new byte[] {(byte) 0xC3}),
            SqlValue.text(new byte[] {'a', 0, 'b'}),
            SqlValue.blob(new byte[] {'a'}),
            SqlValue.of(Double.POSITIVE_INFINITY),
            SqlValue.text("3"),
            SqlValue.text(""));

    private final Connection connection;
    private final Map<SyncedTable, ConflictPolicy> policies = new LinkedHashMap<>();

    ApplyTarget() {
        try {
            connection = DriverManager.getConnection("jdbc:sqlite::memory:");
            try (Statement statement = connection.createStatement()) {
                for (String ddl : DDL) {
                    statement.execute(ddl);
                }
            }
            EngineTables.of(connection).create(connection);
            for (SyncedTable table : SchemaInspector.inspect(connection, List.of())) {
                RegisterTable.create(connection, table.number());
                policies.put(table, LastWriterWins.perColumn());
            }
            // The first merge makes tables that would be rolled back, and made again, with every input.
            try (MergeTables tables = tables()) {
                new ChangesetApplier(tables)
                        .apply(Said.of(EVE, new byte[0], List.of()).incoming().get());
            }
        } catch (SQLException | SchemaException | ChangesetRefusedException | IOException e) {
            throw new IllegalStateException("the tables to merge into cannot be made", e);
        }
    }

    @Override
    public String name() {
        return "apply";
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        byte[] rows = new ChangesetTarget().seeds().get(0);
        byte[] raw = new byte[rows.length + 6];
        raw[0] = 1;
        raw[1] = 3;
        System.arraycopy(rows, 0, raw, 6, rows.length);
        return List.of(raw, new byte[] {0, 0, 0, 9, 5, 1, 1, 1, 0, 4, 1, 5, 5, 5, 9, 0, 2, 11, 5, 2, 1}, new byte[] {
            0, 0, 0, 9, 5, 1, 1, 3, 0, 9, 6, 1, 1, 6, 2, 12, 5, 1, 1, 2, 7, 20, 5, 1, 1, 3, 3, 4
        });
    }

    /**
     * What one device says.
     *
     * @param incoming its changeset, to be read from its start each time
     */
    private record Said(String device, Supplier<IncomingChangeset> incoming) {
        static Said of(String device, byte[] changeset, List<Long> times) throws IOException {
            byte[] clocks = clocks(times);
            long highest = times.stream().mapToLong(Long::longValue).max().orElse(0);
            return new Said(
                    device,
                    () -> new IncomingChangeset(
                            device,
                            new ByteArrayInputStream(changeset),
                            new ByteArrayInputStream(clocks),
                            times.size(),
                            0,
                            highest,
                            ChangesetLimits.DEFAULT));
        }

        private static byte[] clocks(List<Long> times) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ClockTrackWriter writer = new ClockTrackWriter(out);
            for (long time : times) {
                writer.write(time);
            }
            return out.toByteArray();
        }
    }

    @Override
    public void feed(byte[] bytes) throws Exception {
        FuzzInput input = new FuzzInput(bytes);
        List<Said> said = input.flag() ? List.of(raw(input)) : made(input);
        List<Said> reversed = new ArrayList<>(said);
        Collections.reverse(reversed);
        assertThat(outcome(reversed)).isEqualTo(outcome(said));
    }

    private static Said raw(FuzzInput input) throws IOException {
        int changes = input.next();
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < Math.min(changes, 4); i++) {
            times.add((long) input.next());
        }
        for (int i = times.size(); i < changes; i++) {
            times.add(times.get(i - 1) + 1);
        }
        return Said.of(EVE, input.rest(), times);
    }

    private static List<Said> made(FuzzInput input) throws IOException {
        List<List<Change>> changes = List.of(new ArrayList<>(), new ArrayList<>());
        List<List<Long>> times = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < MAX_CHANGES && input.hasNext(); i++) {
            int what = input.next();
            long time = BASELINE + 1 + input.next();
            try {
                changes.get(what & 1).add(change(what >> 1, input));
                times.get(what & 1).add(time);
            } catch (IllegalArgumentException e) {
                // No such change can be written; that none can be read is asked of changesets.
            }
        }
        List<Said> said = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            said.add(Said.of(i == 0 ? EVE : ADA, ChangesetTarget.written(changes.get(i)), times.get(i)));
        }
        return said;
    }

    private static Change change(int what, FuzzInput input) {
        ChangesetTable table = TABLES.get(what % TABLES.size());
        int kind = what / TABLES.size() % 3;
        List<SqlValue> row = new ArrayList<>();
        List<SqlValue> after = new ArrayList<>();
        for (int column = 0; column < table.columnCount(); column++) {
            int value = input.next();
            boolean told = kind != 2 || table.isKey(column) || value < 128;
            row.add(told ? VALUES.get(value % VALUES.size()) : null);
            after.add(told && !table.isKey(column) ? VALUES.get((value >> 3) % VALUES.size()) : null);
        }
        return switch (kind) {
            case 0 -> Change.insert(table, row);
            case 1 -> Change.delete(table, row);
            default -> Change.update(table, row, after);
        };
    }

    /** Who is refused, and what the tables hold in the end; the database is as before then. */
    private Map<String, List<String>> outcome(List<Said> said) throws SQLException {
        Map<String, List<String>> outcome = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
            try {
                outcome.put("refused", apply(statement, said));
                for (SyncedTable table : policies.keySet()) {
                    outcome.put(table.name(), rows(statement, "SELECT * FROM " + table.quotedName()));
                }
            } finally {
                statement.execute("ROLLBACK");
            }
        }
        return outcome;
    }

    /** Merges as the engine does: what is refused is rolled back, and what was known of the tables is forgotten then. */
    private List<String> apply(Statement statement, List<Said> said) throws SQLException {
        List<String> refused = new ArrayList<>();
        MergeTables tables = tables();
        try {
            for (Said one : said) {
                statement.execute("SAVEPOINT one");
                try {
                    new ChangesetApplier(tables).apply(one.incoming().get());
                } catch (ChangesetRefusedException e) {
                    refused.add(one.device() + " " + e.reason());
                    tables.close();
                    statement.execute("ROLLBACK TO one");
                    tables = tables();
                }
            }
        } finally {
            tables.close();
        }
        Collections.sort(refused);
        return refused;
    }

    private MergeTables tables() throws SQLException {
        Stamps stamps = new Stamps(EngineTables.of(connection).devices(), BASELINE);
        return new MergeTables(connection, policies, stamps, MergeTables.References.RESPECTED, () -> 0);
    }

    private static List<String> rows(Statement statement, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= columns; column++) {
                    row.append(RowValues.read(result, column)).append(' ');
                }
                rows.add(row.toString());
            }
        }
        Collections.sort(rows);
        return rows;
    }
}

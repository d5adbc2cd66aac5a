package dev.coven.engine.apply;

import dev.coven.engine.apply.NewRows.NewRow;
import dev.coven.engine.database.StatementCache;
import dev.coven.engine.database.Transactions;
import dev.coven.spi.clock.Hlc;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The registers of one table's rows: {@code coven_row_n}, keyed by the packed primary key.
 *
 * <p>A cell's clock is kept only where it differs from the birth, in {@code clocks}, as {@link CellClocks} packs it.
 */
public final class RegisterTable {
    /** What stands for no stamp in a query; a time is never negative. */
    private static final long NO_TIME = -1;

    private final Stamps stamps;
    private final StatementCache statements;
    private final String select;
    private final String insert;
    private final String insertNew;
    private final String updateClocks;
    private final String delete;

    /** The registers of the table with this number. */
    RegisterTable(int table, Stamps stamps, StatementCache statements) {
        this.stamps = stamps;
        this.statements = statements;
        this.select = "SELECT %s FROM %s r WHERE key = ?".formatted(selected(), nameOf(table));
        this.insert = "INSERT OR REPLACE INTO %s VALUES (?, ?, ?, ?, ?, ?)".formatted(nameOf(table));
        this.insertNew =
                "INSERT INTO %s VALUES (?, ?, ?, NULL, NULL, NULL) ON CONFLICT DO NOTHING".formatted(nameOf(table));
        this.updateClocks = "UPDATE %s SET clocks = ? WHERE key = ?".formatted(nameOf(table));
        this.delete = "DELETE FROM %s WHERE key = ?".formatted(nameOf(table));
    }

    /** The name of the side table of a synced table. */
    static String nameOf(int table) {
        return "coven_row_" + table;
    }

    /** Creates the registers' table of a synced table. */
    public static void create(Connection connection, int table) throws SQLException {
        Transactions.execute(connection, """
                CREATE TABLE IF NOT EXISTS %s(
                  key BLOB PRIMARY KEY,
                  birth INTEGER, birth_device INTEGER,
                  death INTEGER, death_device INTEGER,
                  clocks BLOB) WITHOUT ROWID""".formatted(nameOf(table)));
    }

    /** The columns of a register in a query whose alias of this table is {@code r}; read back by {@link #read}. */
    static String selected() {
        return "ifnull(r.birth, %1$d), r.birth_device, ifnull(r.death, %1$d), r.death_device, r.clocks"
                .formatted(NO_TIME);
    }

    /** How many columns {@link #selected()} has. */
    static final int SELECTED = 5;

    /** The register in a result row, from its first column on; null when there is none. */
    @Nullable
    Register read(ResultSet rows, int first, int cells) throws SQLException {
        Hlc birth = readStamp(rows, first);
        Hlc death = readStamp(rows, first + 2);
        byte[] clocks = rows.getBytes(first + 4);
        if (birth == null && death == null && clocks == null) {
            // One that says nothing is not kept.
            return null;
        }
        @Nullable Hlc[] cellStamps = new @Nullable Hlc[cells];
        if (birth != null) {
            Arrays.fill(cellStamps, birth);
        }
        CellClocks.unpack(clocks, (time, device, written) -> {
            Hlc stamp = stamps.read(time, device);
            for (int cell : written) {
                // A cell of a column that the schema no longer has is of no use.
                if (cell < cells) {
                    cellStamps[cell] = stamp;
                }
            }
        });
        return new Register(birth, death, cellStamps);
    }

    private @Nullable Hlc readStamp(ResultSet rows, int column) throws SQLException {
        long time = rows.getLong(column);
        return time == NO_TIME ? null : stamps.read(time, rows.getLong(column + 1));
    }

    /** A row's register, or null. */
    @Nullable
    Register find(byte[] key, int cells) throws SQLException {
        PreparedStatement query = statements.prepare(select);
        query.setBytes(1, key);
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? read(rows, 1, cells) : null;
        }
    }

    /** Keeps a row's register instead of the one that is kept. */
    void change(byte[] key, Register before, Register after) throws SQLException {
        boolean onlyClocks = Objects.equals(before.birth(), after.birth())
                && Objects.equals(before.death(), after.death())
                && !after.isBaseline()
                && !after.isEmpty();
        if (!onlyClocks) {
            write(key, after);
            return;
        }
        PreparedStatement update = statements.prepare(updateClocks);
        update.setBytes(1, CellClocks.pack(after, stamps));
        update.setBytes(2, key);
        update.executeUpdate();
    }

    /** Keeps a row's register, or forgets it when it says nothing that the tables do not. */
    void write(byte[] key, Register register) throws SQLException {
        if (register.isBaseline() || register.isEmpty()) {
            delete(key);
            return;
        }
        PreparedStatement write = statements.prepare(insert);
        write.setBytes(1, key);
        bind(write, 2, register.birth());
        bind(write, 4, register.death());
        write.setBytes(6, CellClocks.pack(register, stamps));
        write.executeUpdate();
    }

    /** Forgets a row's register; none there is success. */
    void delete(byte[] key) throws SQLException {
        PreparedStatement forget = statements.prepare(delete);
        forget.setBytes(1, key);
        forget.executeUpdate();
    }

    /** Keeps the registers of rows that were inserted and have none yet; tells of each row whether it had none. */
    boolean[] insert(List<NewRow> rows) throws SQLException {
        boolean[] inserted = new boolean[rows.size()];
        PreparedStatement write = statements.prepare(insertNew);
        for (int start = 0; start < inserted.length; start += StatementCache.BATCH_ROWS) {
            int end = Math.min(inserted.length, start + StatementCache.BATCH_ROWS);
            for (NewRow row : rows.subList(start, end)) {
                write.setBytes(1, row.change().packedKey());
                bind(write, 2, row.change().stamp());
                write.addBatch();
            }
            int[] counts = write.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                inserted[start + i] = counts[i] == 1;
            }
        }
        return inserted;
    }

    private void bind(PreparedStatement write, int column, @Nullable Hlc stamp) throws SQLException {
        if (stamp == null) {
            write.setNull(column, Types.INTEGER);
            write.setNull(column + 1, Types.INTEGER);
        } else {
            write.setLong(column, stamp.time());
            write.setLong(column + 1, stamps.deviceRef(stamp));
        }
    }

    /**
     * Gives every stamp of one device that is above a time to another device: what a copy that becomes a device of its
     * own wrote since the two parted.
     */
    public static void reassign(Connection connection, int table, long above, long fromDevice, long toDevice)
            throws SQLException {
        for (String part : List.of("birth", "death")) {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE %1$s SET %2$s_device = ? WHERE %2$s_device = ? AND %2$s > ?"
                            .formatted(nameOf(table), part))) {
                update.setLong(1, toDevice);
                update.setLong(2, fromDevice);
                update.setLong(3, above);
                update.executeUpdate();
            }
        }
        reassignClocks(connection, table, above, fromDevice, toDevice);
    }

    private static void reassignClocks(Connection connection, int table, long above, long from, long to)
            throws SQLException {
        List<byte[]> keys = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT key, clocks FROM %s WHERE clocks IS NOT NULL".formatted(nameOf(table)));
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                byte[] clocks = rows.getBytes(2);
                if (CellClocks.reassign(clocks, above, from, to)) {
                    keys.add(rows.getBytes(1));
                    keys.add(clocks);
                }
            }
        }
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE %s SET clocks = ? WHERE key = ?".formatted(nameOf(table)))) {
            for (int i = 0; i < keys.size(); i += 2) {
                update.setBytes(1, keys.get(i + 1));
                update.setBytes(2, keys.get(i));
                update.executeUpdate();
            }
        }
    }
}

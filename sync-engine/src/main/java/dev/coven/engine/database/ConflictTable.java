package dev.coven.engine.database;

import dev.coven.spi.row.SqlValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values that lost against a concurrent write: {@code coven_conflicts}. */
public final class ConflictTable {
    /**
     * A lost value.
     *
     * @param number its number here; 0 before it is recorded
     * @param table the table's name
     * @param key the row's key
     * @param column the column's name
     * @param kept what won; null when the row was deleted
     * @param keptStamp the winner's stamp, as text
     * @param lost what lost
     * @param lostStamp the loser's stamp, as text
     * @param noticed when it was merged here, milliseconds
     */
    public record Entry(
            long number,
            String table,
            List<SqlValue> key,
            String column,
            @Nullable SqlValue kept,
            String keptStamp,
            SqlValue lost,
            String lostStamp,
            long noticed) {}

    private final Connection connection;

    /** The table in this database. */
    public ConflictTable(Connection connection) {
        this.connection = connection;
    }

    /** Creates the table. */
    public void create() throws SQLException {
        Transactions.execute(connection, """
                CREATE TABLE coven_conflicts(
                  number INTEGER PRIMARY KEY,
                  tbl TEXT NOT NULL,
                  key BLOB NOT NULL,
                  col TEXT NOT NULL,
                  kept BLOB NOT NULL,
                  kept_stamp TEXT NOT NULL,
                  lost BLOB NOT NULL,
                  lost_stamp TEXT NOT NULL,
                  noticed INTEGER NOT NULL)""");
    }

    /** Records a lost value. */
    public void append(Entry entry) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO coven_conflicts(tbl, key, col, kept, kept_stamp, lost, lost_stamp, noticed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""")) {
            List<@Nullable SqlValue> kept = new ArrayList<>();
            kept.add(entry.kept());
            insert.setString(1, entry.table());
            insert.setBytes(2, PackedRow.pack(entry.key()));
            insert.setString(3, entry.column());
            insert.setBytes(4, PackedRow.pack(kept));
            insert.setString(5, entry.keptStamp());
            insert.setBytes(6, PackedRow.pack(List.of(entry.lost())));
            insert.setString(7, entry.lostStamp());
            insert.setLong(8, entry.noticed());
            insert.executeUpdate();
        }
    }

    /** The newest conflicts. */
    public List<Entry> newest(int limit) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT * FROM coven_conflicts ORDER BY number DESC LIMIT ?")) {
            query.setInt(1, limit);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    entries.add(read(rows));
                }
            }
        }
        return entries;
    }

    /** A conflict by number, if it is recorded. */
    public Optional<Entry> find(long number) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM coven_conflicts WHERE number = ?")) {
            query.setLong(1, number);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        }
    }

    /** Removes a conflict, once it was restored. */
    public void remove(long number) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM coven_conflicts WHERE number = ?")) {
            delete.setLong(1, number);
            delete.executeUpdate();
        }
    }

    /** How many are recorded. */
    public long count() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM coven_conflicts");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Entry read(ResultSet rows) throws SQLException {
        return new Entry(
                rows.getLong(1),
                rows.getString(2),
                PackedRow.unpackKnown(rows.getBytes(3)),
                rows.getString(4),
                PackedRow.unpack(rows.getBytes(5)).get(0),
                rows.getString(6),
                PackedRow.unpackKnown(rows.getBytes(7)).get(0),
                rows.getString(8),
                rows.getLong(9));
    }
}

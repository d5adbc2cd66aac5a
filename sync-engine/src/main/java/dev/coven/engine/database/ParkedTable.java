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

/** Values that the merge holds outside their tables: {@code coven_parked}. At most one entry per row. */
public final class ParkedTable {
    /** Why the values are here and not in the table. */
    public enum Kind {
        /** The row was edited, and its INSERT has not arrived. */
        INCOMPLETE,
        /** The row is alive, and SQLite does not take it even alone: a CHECK, NOT NULL or a type forbids it. */
        REFUSED,
        /** The row is alive, and a row that it refers to is not there. */
        ORPHAN,
        /** The row could be there, but for a row with an older claim to a unique value of it or of a row it refers to. */
        CONTESTED,
        /** The row is in its table; these are columns of it that read NULL while the row they refer to is not there. */
        NULLED,
        /** The row is dead; these cells are newer than its death and count if it is born again. Nothing to show. */
        RESIDUE;

        /** Whether a constraint keeps the row out of its table. */
        public boolean isKeptOut() {
            return this == REFUSED || this == ORPHAN || this == CONTESTED;
        }
    }

    /**
     * A row.
     *
     * @param table the table's number
     * @param key the packed key
     * @param values by column position outside the key; null where unknown or not kept here
     * @param kind why it is here
     * @param reason a sentence for people
     */
    public record Entry(int table, byte[] key, List<@Nullable SqlValue> values, Kind kind, String reason) {}

    private final Connection connection;
    private final StatementCache statements;
    private boolean knownEmpty;

    /** The table in this database, by these statements of the same connection. */
    public ParkedTable(Connection connection, StatementCache statements) {
        this.connection = connection;
        this.statements = statements;
    }

    /** Creates the table. */
    public void create() throws SQLException {
        Transactions.execute(connection, """
                CREATE TABLE coven_parked(
                  tbl INTEGER NOT NULL,
                  key BLOB NOT NULL,
                  row BLOB NOT NULL,
                  kind TEXT NOT NULL,
                  reason TEXT NOT NULL,
                  PRIMARY KEY (tbl, key)) WITHOUT ROWID""");
        Transactions.execute(connection, "CREATE INDEX coven_parked_by_kind ON coven_parked(kind)");
    }

    /** Begins a transaction in which nobody else writes the table: while it is empty, looking a row up costs nothing. */
    public void begin() throws SQLException {
        knownEmpty = isEmpty();
    }

    /** A row's values, if they are here. */
    public Optional<Entry> find(int table, byte[] key) throws SQLException {
        if (knownEmpty) {
            return Optional.empty();
        }
        PreparedStatement query = statements.prepare("SELECT * FROM coven_parked WHERE tbl = ? AND key = ?");
        query.setInt(1, table);
        query.setBytes(2, key);
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? Optional.of(read(rows)) : Optional.empty();
        }
    }

    /** Rows of a kind, in key order, that come after a place; {@code null} for the first. */
    public List<Entry> page(Kind kind, @Nullable Entry after, int limit) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        PreparedStatement query = statements.prepare(
                "SELECT * FROM coven_parked WHERE kind = ? AND (tbl, key) > (?, ?) ORDER BY tbl, key LIMIT ?");
        query.setString(1, kind.name());
        query.setInt(2, after == null ? -1 : after.table());
        query.setBytes(3, after == null ? new byte[0] : after.key());
        query.setInt(4, limit);
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                entries.add(read(rows));
            }
        }
        return entries;
    }

    private static Entry read(ResultSet rows) throws SQLException {
        return new Entry(
                rows.getInt(1),
                rows.getBytes(2),
                PackedRow.unpack(rows.getBytes(3)),
                Kind.valueOf(rows.getString(4)),
                rows.getString(5));
    }

    /** Puts or replaces a row's values. */
    public void put(Entry entry) throws SQLException {
        knownEmpty = false;
        PreparedStatement insert = statements.prepare("INSERT OR REPLACE INTO coven_parked VALUES (?, ?, ?, ?, ?)");
        insert.setInt(1, entry.table());
        insert.setBytes(2, entry.key());
        insert.setBytes(3, PackedRow.pack(entry.values()));
        insert.setString(4, entry.kind().name());
        insert.setString(5, entry.reason());
        insert.executeUpdate();
    }

    /** Removes a row's values; none there is success. */
    public void remove(int table, byte[] key) throws SQLException {
        if (knownEmpty) {
            return;
        }
        PreparedStatement delete = statements.prepare("DELETE FROM coven_parked WHERE tbl = ? AND key = ?");
        delete.setInt(1, table);
        delete.setBytes(2, key);
        delete.executeUpdate();
    }

    /** Whether anything is here at all. */
    public boolean isEmpty() throws SQLException {
        PreparedStatement query = statements.prepare("SELECT 1 FROM coven_parked LIMIT 1");
        try (ResultSet rows = query.executeQuery()) {
            return !rows.next();
        }
    }

    /** How many rows people would call parked: incomplete ones and those that a constraint keeps out. */
    public long countShown() throws SQLException {
        PreparedStatement query =
                statements.prepare("SELECT count(*) FROM coven_parked WHERE kind NOT IN ('RESIDUE', 'NULLED')");
        try (ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

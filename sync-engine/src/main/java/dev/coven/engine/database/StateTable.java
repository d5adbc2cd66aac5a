package dev.coven.engine.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** What this copy of the library is and how far it has come: {@code coven_state}, one value per name. */
public final class StateTable {
    /** The names of the values. */
    public enum Field {
        /** The library's id. */
        LIBRARY,
        /** The member id of the library's founder, pinned. */
        FOUNDER,
        /** The member id of this copy's owner. */
        MEMBER,
        /** This copy's device id. */
        DEVICE,
        /** The nonce that the device id derives from, hex. */
        DEVICE_NONCE,
        /** Rows stamped at or below this time need no register. */
        BASELINE,
        /** The clock's high-water mark. */
        CLOCK,
        /** The number of the next changeset to capture. */
        NEXT_SEQ,
        /** The number of the last changeset that is in the store. */
        PUSHED_SEQ,
        /** The hash of that changeset's envelope; empty for none. */
        PUSHED_HASH,
        /** The timestamp of that changeset. */
        PUSHED_TIMESTAMP,
        /** The head as last published, so that an unchanged one is not published again. */
        PUBLISHED_HEAD,
        /** Whether the merge respects foreign keys: {@code enforced} or {@code ignored}. */
        FOREIGN_KEYS,
        /** The highest schema version whose document was taken over. */
        SCHEMA_DOCUMENT,
        /** The fingerprint of the merged state; empty when it is not known and must be computed anew. */
        FINGERPRINT,
        /** The ids of devices that had the same changes as this copy and another fingerprint, one per line. */
        DIVERGED,
        /** The id of the blob plan by which every row here was looked at for files to fetch; empty for none. */
        BLOB_PLAN,
        /** The id of the blob plan by which every row here was looked at for files to send; empty for none. */
        BLOB_PLAN_SENT,
        /** Why a file that rows name keeps the push from going on, and on a second line what to do; empty when none does. */
        BLOB_IN_THE_WAY,
        /** Tables whose capture was found broken and repaired, one sentence per line; empty for none. */
        CAPTURE_GAPS
    }

    private final Connection connection;

    /** The table in this database. */
    public StateTable(Connection connection) {
        this.connection = connection;
    }

    /** Creates the table. */
    public void create() throws SQLException {
        Transactions.execute(
                connection, "CREATE TABLE coven_state(name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID");
    }

    /** Whether the database has the table: whether it is a library's copy. */
    public static boolean exists(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'coven_state'");
                ResultSet rows = query.executeQuery()) {
            return rows.next();
        }
    }

    /** A text value, if it is set. */
    public Optional<String> find(Field field) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT value FROM coven_state WHERE name = ?")) {
            query.setString(1, field.name());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    /** A text value that is always set. */
    public String text(Field field) throws SQLException {
        return find(field)
                .orElseThrow(() -> new IllegalStateException("coven_state has no " + field + ": it was damaged"));
    }

    /** A number that is always set. */
    public long number(Field field) throws SQLException {
        return Long.parseLong(text(field));
    }

    /** Sets a text value. */
    public void set(Field field, String value) throws SQLException {
        try (PreparedStatement write =
                connection.prepareStatement("INSERT OR REPLACE INTO coven_state(name, value) VALUES (?, ?)")) {
            write.setString(1, field.name());
            write.setString(2, value);
            write.executeUpdate();
        }
    }

    /** Sets a number. */
    public void set(Field field, long value) throws SQLException {
        set(field, Long.toString(value));
    }
}

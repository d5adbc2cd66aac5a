package dev.coven.engine.database;

import dev.coven.engine.HeldReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every device that this copy has heard of: {@code coven_device}. Its row number stands for the device's id in registers.
 *
 * <p>Holds a cache of the numbers; one instance per connection.
 */
public final class DeviceTable {
    /**
     * A device.
     *
     * @param ref the number that stands for it in this database
     * @param id its id
     * @param name what its owner calls it
     * @param member whose it is; empty when only its stamps are known
     * @param headSeq the highest changeset number that it promised
     * @param lastSync when it last said it synced, milliseconds, or 0
     * @param cursor the last of its changesets that is applied
     * @param cursorHash the hash of that one's envelope; empty for none
     * @param cursorTime the timestamp of that one
     * @param held why it waits, if it does
     */
    public record Device(
            long ref,
            String id,
            String name,
            String member,
            long headSeq,
            long lastSync,
            long cursor,
            String cursorHash,
            long cursorTime,
            Optional<Held> held) {
        /** Whether nothing is known of it but its name, or its stamps. */
        public boolean isStranger() {
            return member.isEmpty();
        }
    }

    /**
     * Why a device waits.
     *
     * @param seq the changeset that it waits at
     * @param reason why
     * @param detail a sentence for people
     * @param schema the identity of this copy's schema when it was held: where it waits for a newer one, there is no use in
     *     asking again before this changes
     */
    public record Held(long seq, HeldReason reason, String detail, String schema) {}

    private final Connection connection;
    private final Map<String, Long> refs = new HashMap<>();
    private final Map<Long, String> ids = new HashMap<>();

    /** The table in this database. */
    public DeviceTable(Connection connection) {
        this.connection = connection;
    }

    /** Creates the table. */
    public void create() throws SQLException {
        Transactions.execute(connection, """
                CREATE TABLE coven_device(
                  ref INTEGER PRIMARY KEY,
                  id TEXT NOT NULL UNIQUE,
                  name TEXT NOT NULL DEFAULT '',
                  member TEXT NOT NULL DEFAULT '',
                  head_seq INTEGER NOT NULL DEFAULT 0,
                  last_sync INTEGER NOT NULL DEFAULT 0,
                  cursor INTEGER NOT NULL DEFAULT 0,
                  cursor_hash TEXT NOT NULL DEFAULT '',
                  cursor_time INTEGER NOT NULL DEFAULT 0,
                  held_seq INTEGER,
                  held_reason TEXT,
                  held_detail TEXT,
                  held_schema TEXT)""");
    }

    /** The number that stands for a device, given to it now if it has none. */
    public long ref(String id) throws SQLException {
        Long known = refs.get(id);
        if (known != null) {
            return known;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO coven_device(id) VALUES (?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, id);
            insert.executeUpdate();
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT ref FROM coven_device WHERE id = ?")) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                long ref = rows.getLong(1);
                refs.put(id, ref);
                ids.put(ref, id);
                return ref;
            }
        }
    }

    /** The device that a number stands for. */
    public String id(long ref) throws SQLException {
        String known = ids.get(ref);
        if (known != null) {
            return known;
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT id FROM coven_device WHERE ref = ?")) {
            query.setLong(1, ref);
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("coven_device has no row " + ref + ": it was damaged");
                }
                String id = rows.getString(1);
                refs.put(id, ref);
                ids.put(ref, id);
                return id;
            }
        }
    }

    /** Forgets cached numbers: after a rollback they may not exist. */
    public void forgetCache() {
        refs.clear();
        ids.clear();
    }

    /** A device by id, if it is known. */
    public Optional<Device> find(String id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM coven_device WHERE id = ?")) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(read(rows)) : Optional.empty();
            }
        }
    }

    /** Every device, by id. */
    public List<Device> all() throws SQLException {
        List<Device> devices = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM coven_device ORDER BY id");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                devices.add(read(rows));
            }
        }
        return devices;
    }

    /** How many devices are strangers. */
    public int strangers() throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT count(*) FROM coven_device WHERE member = ''");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Device read(ResultSet rows) throws SQLException {
        String reason = rows.getString("held_reason");
        Optional<Held> held = reason == null
                ? Optional.empty()
                : Optional.of(new Held(
                        rows.getLong("held_seq"),
                        HeldReason.valueOf(reason),
                        rows.getString("held_detail"),
                        rows.getString("held_schema")));
        return new Device(
                rows.getLong("ref"),
                rows.getString("id"),
                rows.getString("name"),
                rows.getString("member"),
                rows.getLong("head_seq"),
                rows.getLong("last_sync"),
                rows.getLong("cursor"),
                rows.getString("cursor_hash"),
                rows.getLong("cursor_time"),
                held);
    }

    /** Records what a device's verified head says of it. The promised number never goes back. */
    public void recordHead(String id, String name, String member, long headSeq, long lastSync) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE coven_device SET name = ?, member = ?, head_seq = max(head_seq, ?), last_sync = ?
                WHERE ref = ?""")) {
            update.setString(1, name);
            update.setString(2, member);
            update.setLong(3, headSeq);
            update.setLong(4, lastSync);
            update.setLong(5, ref(id));
            update.executeUpdate();
        }
    }

    /** Moves a device's cursor. */
    public void moveCursor(String id, long seq, String hash, long time) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE coven_device SET cursor = ?, cursor_hash = ?, cursor_time = ? WHERE ref = ?")) {
            update.setLong(1, seq);
            update.setString(2, hash);
            update.setLong(3, time);
            update.setLong(4, ref(id));
            update.executeUpdate();
        }
    }

    /** Records why a device waits, or with null that it does not. */
    public void setHeld(String id, @Nullable Held held) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE coven_device SET held_seq = ?, held_reason = ?, held_detail = ?, held_schema = ? WHERE ref = ?")) {
            update.setObject(1, held == null ? null : held.seq());
            update.setString(2, held == null ? null : held.reason().name());
            update.setString(3, held == null ? null : held.detail());
            update.setString(4, held == null ? null : held.schema());
            update.setLong(5, ref(id));
            update.executeUpdate();
        }
    }
}

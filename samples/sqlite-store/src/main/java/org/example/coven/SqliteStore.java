package org.example.coven;

import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.Capability;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ListPage;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import dev.coven.spi.storage.StoreTraits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A store in one table of one SQLite file. SQLite gives what a store must keep: a statement is atomic and durable, writers exclude
 * each other across processes, and text is ordered by its bytes, which for keys are their characters. Thread safe: one call at a time.
 */
final class SqliteStore implements ObjectStore {
    private static final int MAX_OBJECT_BYTES = 256 << 20;
    private static final int MAX_PAGE_KEYS = 1000;
    private static final StoreTraits TRAITS =
            new StoreTraits(Set.of(Capability.CREATE_IF_ABSENT), MAX_OBJECT_BYTES, MAX_PAGE_KEYS);
    private static final int BUSY_TIMEOUT_MS = 30_000;

    private final Connection connection;
    private boolean closed;

    private SqliteStore(Connection connection) {
        this.connection = connection;
    }

    static SqliteStore open(Path file) throws StorageException {
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = " + BUSY_TIMEOUT_MS);
                statement.execute("PRAGMA synchronous = FULL");
                // A version is a number that was never given before, by any object: AUTOINCREMENT keeps the highest.
                statement.execute(
                        """
                        CREATE TABLE IF NOT EXISTS objects(
                          version INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, body BLOB NOT NULL)
                        """);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return new SqliteStore(connection);
        } catch (SQLException e) {
            throw SqliteErrors.of("cannot open " + file + " as a store", e);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this store is closed");
        }
    }

    @Override
    public synchronized StoreTraits traits() {
        requireOpen();
        return TRAITS;
    }

    @Override
    public synchronized PutOutcome put(ObjectKey key, Payload payload, PutCondition condition)
            throws StorageException {
        requireOpen();
        if (payload.length() > MAX_OBJECT_BYTES) {
            throw new StorageException(
                    Kind.UNSUPPORTED,
                    Retry.NEVER,
                    "put " + key + ": " + payload.length() + " bytes, the limit is " + MAX_OBJECT_BYTES);
        }
        byte[] body = read(key, payload);
        String verb = condition == PutCondition.IF_ABSENT ? "INSERT OR IGNORE" : "INSERT OR REPLACE";
        try (PreparedStatement insert = connection.prepareStatement(
                verb + " INTO objects(key, body) VALUES (?, ?) RETURNING version")) {
            insert.setString(1, key.value());
            insert.setBytes(2, body);
            try (ResultSet stored = insert.executeQuery()) {
                return stored.next() ? new PutOutcome.Stored(version(stored.getLong(1))) : new PutOutcome.ConditionNotMet();
            }
        } catch (SQLException e) {
            throw SqliteErrors.of("put " + key, e);
        }
    }

    private static byte[] read(ObjectKey key, Payload payload) throws StorageException {
        try (InputStream in = payload.open()) {
            byte[] body = in.readNBytes((int) payload.length());
            if (body.length == payload.length() && in.read() < 0) {
                return body;
            }
        } catch (IOException e) {
            throw new StorageException(Kind.UNEXPECTED, Retry.SAFE, "put " + key + ": its bytes cannot be read", e);
        }
        throw new StorageException(
                Kind.UNEXPECTED, Retry.SAFE, "put " + key + ": not the " + payload.length() + " bytes that were told");
    }

    @Override
    public synchronized ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        requireOpen();
        // substr counts bytes from 1; beyond the end it is empty.
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT version, length(body), substr(body, ?, ?) FROM objects WHERE key = ?")) {
            long offset = Math.min(range.offset(), MAX_OBJECT_BYTES);
            select.setLong(1, offset + 1);
            select.setLong(2, Math.min(range.length(), MAX_OBJECT_BYTES));
            select.setString(3, key.value());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new StorageException(Kind.NOT_FOUND, Retry.NEVER, "get " + key + ": there is no such object");
                }
                byte[] bytes = row.getBytes(3);
                return new ObjectBody(stat(key, row), new ByteArrayInputStream(bytes == null ? new byte[0] : bytes));
            }
        } catch (SQLException e) {
            throw SqliteErrors.of("get " + key, e);
        }
    }

    @Override
    public synchronized Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
        requireOpen();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT version, length(body) FROM objects WHERE key = ?")) {
            select.setString(1, key.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(stat(key, row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw SqliteErrors.of("stat " + key, e);
        }
    }

    private static ObjectStat stat(ObjectKey key, ResultSet row) throws SQLException {
        return new ObjectStat(key, row.getLong(2), version(row.getLong(1)));
    }

    private static ObjectVersion version(long number) {
        return new ObjectVersion(Long.toString(number));
    }

    @Override
    public synchronized ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
        requireOpen();
        int count = Math.min(maxKeys, MAX_PAGE_KEYS);
        List<ObjectStat> page = new ArrayList<>();
        // A prefix ends with a slash, or is empty: what lies below it ends where the next character, '0', begins.
        try (PreparedStatement select = connection.prepareStatement(
                """
                SELECT version, length(body), key FROM objects
                WHERE key > ? AND key >= ? AND (? = '' OR key < ?) ORDER BY key LIMIT ?
                """)) {
            String from = prefix.value();
            select.setString(1, cursor.token());
            select.setString(2, from);
            select.setString(3, from);
            select.setString(4, from.isEmpty() ? "" : from.substring(0, from.length() - 1) + "0");
            select.setInt(5, count + 1);
            try (ResultSet row = select.executeQuery()) {
                while (row.next() && page.size() <= count) {
                    page.add(stat(new ObjectKey(row.getString(3)), row));
                }
            }
        } catch (SQLException e) {
            throw SqliteErrors.of("list " + prefix, e);
        }
        if (page.size() <= count) {
            return ListPage.last(page);
        }
        List<ObjectStat> full = page.subList(0, count);
        return ListPage.of(full, new ListCursor(full.get(count - 1).key().value()));
    }

    @Override
    public synchronized void delete(ObjectKey key) throws StorageException {
        requireOpen();
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM objects WHERE key = ?")) {
            delete.setString(1, key.value());
            delete.executeUpdate();
        } catch (SQLException e) {
            throw SqliteErrors.of("delete " + key, e);
        }
    }

    @Override
    public synchronized void close() throws StorageException {
        if (!closed) {
            closed = true;
            try {
                connection.close();
            } catch (SQLException e) {
                throw SqliteErrors.of("close", e);
            }
        }
    }
}

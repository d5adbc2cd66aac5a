package dev.coven.engine.copy;

import dev.coven.engine.SyncException;
import dev.coven.engine.apply.ChangesetRefusedException;
import dev.coven.engine.apply.IncomingChangeset;
import dev.coven.engine.capture.CaptureReader;
import dev.coven.engine.capture.CaptureTables;
import dev.coven.engine.capture.HostTrigger;
import dev.coven.engine.capture.HostTriggers;
import dev.coven.engine.database.EngineConnections;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.Synchronous;
import dev.coven.engine.database.Transactions;
import dev.coven.engine.fingerprint.StateDigest;
import dev.coven.engine.schema.HostSchema;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.row.RowChange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The open database of one copy: captures local edits, applies remote ones, each in one transaction.
 *
 * <p>Not thread safe; whoever owns it lets one thread in at a time.
 */
public final class LibraryCopy implements AutoCloseable {
    private final Path database;
    private final Connection connection;
    private final EngineTables tables;
    private final SyncedSchema schema;
    private final KeptFingerprint fingerprint;
    private final InstantSource time;
    private final CopyMerging merging;
    private final Consumer<List<RowChange>> rowsChanged;

    private LibraryCopy(
            Path database,
            Connection connection,
            ConflictPolicies policies,
            InstantSource time,
            long maxChangesetBytes,
            MergeWitness witness,
            Consumer<List<RowChange>> rowsChanged) {
        this.database = database;
        this.connection = connection;
        this.tables = EngineTables.of(connection);
        this.schema = new SyncedSchema(connection, tables, policies, time);
        this.fingerprint = new KeptFingerprint(connection, tables.state());
        this.time = time;
        this.merging = new CopyMerging(connection, tables, schema, fingerprint, time, maxChangesetBytes, witness);
        this.rowsChanged = rowsChanged;
    }

    /**
     * Opens a database that is a library's copy.
     *
     * @param database the file
     * @param policies where conflict policies are looked up
     * @param time the wall clock
     * @param maxChangesetBytes a capture larger than this becomes several changesets
     * @param rowsChanged told the rows of visible tables that a merge changed, once they are committed
     * @throws SyncException NOT_A_LIBRARY when the file is not there or not initialised
     */
    public static LibraryCopy open(
            Path database,
            ConflictPolicies policies,
            InstantSource time,
            long maxChangesetBytes,
            Consumer<List<RowChange>> rowsChanged)
            throws SyncException {
        return open(database, Synchronous.FULL, policies, time, maxChangesetBytes, MergeWitness.NONE, rowsChanged);
    }

    /**
     * Opens a database that is a library's copy, with a witness of its merges.
     *
     * @see #open(Path, ConflictPolicies, InstantSource, long, Consumer)
     */
    public static LibraryCopy open(
            Path database,
            Synchronous synchronous,
            ConflictPolicies policies,
            InstantSource time,
            long maxChangesetBytes,
            MergeWitness witness,
            Consumer<List<RowChange>> rowsChanged)
            throws SyncException {
        if (!Files.isRegularFile(database)) {
            throw new SyncException(
                    SyncException.Kind.NOT_A_LIBRARY,
                    "there is no database at " + database + "; check the path, or join a library to make one");
        }
        try {
            Connection connection = EngineConnections.open(database, synchronous);
            try {
                if (!StateTable.exists(connection)) {
                    throw new SyncException(
                            SyncException.Kind.NOT_A_LIBRARY,
                            database + " is not synced; make a library of it with init, or join one");
                }
                LibraryCopy copy =
                        new LibraryCopy(database, connection, policies, time, maxChangesetBytes, witness, rowsChanged);
                if (!Transactions.read(connection, copy.schema::loadIfCurrent)) {
                    copy.write(copy.schema::refresh);
                }
                return copy;
            } catch (SQLException | SyncException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw databaseFailure(database, e);
        }
    }

    /** The failure of a database as callers see it. */
    public static SyncException databaseFailure(Path database, SQLException failure) {
        return new SyncException(
                SyncException.Kind.DATABASE, "SQLite failed on " + database + ": " + failure.getMessage(), failure);
    }

    /** The database file. */
    public Path database() {
        return database;
    }

    /** The engine's own tables. */
    public EngineTables tables() {
        return tables;
    }

    /** The wall clock, in milliseconds. */
    public long nowMillis() {
        return time.millis();
    }

    /** The synced tables, in declaration order. */
    public List<SyncedTable> syncedTables() {
        return schema.synced();
    }

    /** The id of a synced table's conflict policy. */
    public String policyOf(String table) {
        return schema.policyOf(table);
    }

    /** A statement on this copy's database; the caller closes it. */
    public PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    /** The host's schema version. */
    public long schemaVersion() throws SQLException {
        return HostSchema.version(connection);
    }

    /** The statements that make the host's schema, as it stands now. */
    public List<String> ddl() throws SQLException {
        return HostSchema.ddl(connection);
    }

    /** A short text that differs when the schema or its version does. */
    public String schemaIdentity() throws SQLException {
        return schema.identity();
    }

    /** Runs work in a write transaction of this copy. */
    public <T, E extends Exception> T write(Transactions.Work<T, E> work) throws SQLException, E {
        try {
            return Transactions.write(connection, work);
        } catch (Throwable failure) {
            tables.devices().forgetCache();
            schema.forget();
            throw failure;
        }
    }

    /**
     * Runs work in a write transaction that is held to the database's constraints as the host's writes are: foreign keys are
     * enforced and their actions run, unless the library ignores them.
     */
    public <T, E extends Exception> T writeAsHost(Transactions.Work<T, E> work) throws SQLException, E {
        if (schema.ignoresForeignKeys()) {
            return write(work);
        }
        // SQLite takes no notice of this within a transaction.
        Transactions.execute(connection, "PRAGMA foreign_keys = ON");
        try {
            return write(work);
        } finally {
            Transactions.execute(connection, "PRAGMA foreign_keys = OFF");
        }
    }

    /** Runs work in a read transaction of this copy: all it reads is of one moment. */
    public <T, E extends Exception> T read(Transactions.Work<T, E> work) throws SQLException, E {
        return Transactions.read(connection, work);
    }

    /** Turns committed edits into changesets in the outbox; gives how many. */
    public long capture() throws SQLException, SyncException {
        CopyMerging.Captured captured = write(merging::capture);
        tell(captured.settled());
        return captured.appended();
    }

    private void tell(List<RowChange> changes) {
        if (!changes.isEmpty()) {
            rowsChanged.accept(changes);
        }
    }

    /** The host's triggers on synced tables, and what a merge does with each. */
    public List<HostTrigger> hostTriggers() throws SQLException {
        return HostTriggers.classify(connection, schema.synced());
    }

    /** Whether a table has rows with NULL in the key, which capture leaves out. */
    public boolean hasNullKeys(SyncedTable table) throws SQLException {
        for (SyncedColumn column : table.keyColumns()) {
            String sql = "SELECT 1 FROM %s WHERE %s IS NULL LIMIT 1".formatted(table.quotedName(), column.quotedName());
            try (PreparedStatement query = connection.prepareStatement(sql);
                    ResultSet rows = query.executeQuery()) {
                if (!column.notNull() && rows.next()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The fingerprint of the merged state with all that is captured; empty when it must be computed anew first. */
    public Optional<StateDigest> stateDigest() throws SQLException {
        return fingerprint.digest();
    }

    /** The fingerprint of the merged state, computed from nothing; edits that wait are captured first. */
    public StateDigest recountState() throws SQLException, SyncException {
        return write(() -> {
            merging.capture();
            return fingerprint.recount(schema.refresh(), schema.stateSchema());
        });
    }

    /** The synced tables whose capture triggers are not as this engine makes them. */
    public List<String> tablesWithoutCapture() throws SQLException {
        List<String> broken = new ArrayList<>();
        for (SyncedTable table : schema.synced()) {
            if (!CaptureTables.isIntact(connection, table)) {
                broken.add(table.name());
            }
        }
        return broken;
    }

    /** Whether the tables have edits that are not captured yet. */
    public boolean hasUncaptured() throws SQLException {
        return CaptureReader.hasEntries(connection);
    }

    /**
     * A changeset that is verified and can be applied.
     *
     * @param content what it holds
     * @param seq its number
     * @param hash its envelope's hash
     * @param bytes its size, uncompressed
     */
    public record Verified(IncomingChangeset content, long seq, String hash, long bytes) {}

    /**
     * Applies a changeset: rows, registers, conflicts, cursor and clock in one transaction, after a capture in the same.
     *
     * @return the real changes of the visible tables
     * @throws ChangesetRefusedException when it cannot be applied; nothing of it was
     */
    public List<RowChange> apply(Verified verified) throws SQLException, SyncException {
        return applySome(List.of(verified).iterator()).get(0);
    }

    /**
     * Applies changesets in one transaction, in their order: the first, and as many more as there is time for, so that the
     * host can write again soon.
     *
     * @param changesets at least one; each is taken when its turn comes
     * @return of each that was applied the real changes of the visible tables
     * @throws ChangesetRefusedException when one of them cannot be applied; nothing of any was
     */
    public List<List<RowChange>> applySome(Iterator<Verified> changesets) throws SQLException, SyncException {
        List<List<RowChange>> changes = write(() -> merging.apply(changesets));
        changes.forEach(this::tell);
        return changes;
    }

    /**
     * Goes on as a new device, because another copy of this database writes under the present one's id. What that device
     * published is kept as another device's; what is captured here and not published gets the new device's numbers and
     * stamps.
     */
    public void becomeDevice(String device, String nonceHex) throws SQLException, SyncException {
        List<RowChange> settled = write(() -> merging.becomeDevice(device, nonceHex));
        tell(settled);
    }

    /** Closes the connection. */
    @Override
    public void close() {
        try {
            schema.forget();
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("closing " + database + " failed", e);
        }
    }
}

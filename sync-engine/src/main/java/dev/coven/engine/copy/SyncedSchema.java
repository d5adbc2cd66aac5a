package dev.coven.engine.copy;

import dev.coven.engine.SyncException;
import dev.coven.engine.apply.MergeTables;
import dev.coven.engine.apply.Stamps;
import dev.coven.engine.capture.CaptureException;
import dev.coven.engine.capture.CaptureRebuild;
import dev.coven.engine.capture.CaptureTables;
import dev.coven.engine.crypto.Transcript;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.schema.HostSchema;
import dev.coven.engine.schema.RegisteredTable;
import dev.coven.engine.schema.SchemaException;
import dev.coven.engine.schema.SchemaInspector;
import dev.coven.engine.schema.SchemaRules;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.engine.schema.TableRegistry;
import dev.coven.spi.policy.ConflictPolicy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The synced tables as they stand now. Notices when the host changed their schema and fits capture to it. */
final class SyncedSchema {
    private static final Logger LOG = LoggerFactory.getLogger(SyncedSchema.class);
    private static final long NEVER = -1;

    private final Connection connection;
    private final EngineTables tables;
    private final ConflictPolicies policies;
    private final InstantSource time;
    private long checkedCookie = NEVER;
    private @Nullable MergeTables merge;
    private List<SyncedTable> synced = List.of();
    private final Map<String, String> policyIds = new HashMap<>();
    private String tableIdentity = "";
    private String stateSchema = "";

    SyncedSchema(Connection connection, EngineTables tables, ConflictPolicies policies, InstantSource time) {
        this.connection = connection;
        this.tables = tables;
        this.policies = policies;
        this.time = time;
    }

    /** Checks the schema; inside a write transaction, so that it stays as it was found until the end. */
    MergeTables refresh() throws SQLException, SyncException {
        long cookie = schemaCookie();
        MergeTables known = merge;
        if (known != null && cookie == checkedCookie) {
            return known;
        }
        forget();
        try {
            rebuildCapture();
            MergeTables loaded = load();
            checkedCookie = schemaCookie();
            merge = loaded;
            return loaded;
        } catch (SchemaException | CaptureException e) {
            throw new SyncException(SyncException.Kind.REFUSED, "" + e.getMessage(), e);
        }
    }

    /** Takes the schema as it is registered, without a write lock; false when it changed and must be refreshed. */
    boolean loadIfCurrent() throws SQLException, SyncException {
        try {
            for (RegisteredTable entry : TableRegistry.entries(connection)) {
                if (!TableRegistry.isCurrent(connection, entry)) {
                    return false;
                }
            }
            merge = load();
            return true;
        } catch (SchemaException e) {
            throw new SyncException(SyncException.Kind.REFUSED, "" + e.getMessage(), e);
        }
    }

    /** Rebuilds the capture of every table whose schema changed, or whose triggers are not as this engine makes them. */
    private void rebuildCapture() throws SQLException, SchemaException, CaptureException {
        for (RegisteredTable entry : TableRegistry.entries(connection)) {
            if (!isIntact(entry)) {
                CaptureRebuild.Result result = CaptureRebuild.rebuild(connection, entry);
                if (result.outcome() == CaptureRebuild.Outcome.AFTER_GAP) {
                    recordGap(entry.name());
                }
            }
        }
    }

    private boolean isIntact(RegisteredTable entry) throws SQLException, SchemaException {
        if (!TableRegistry.isCurrent(connection, entry)) {
            return false;
        }
        SyncedTable table =
                SchemaInspector.inspect(connection, List.of(entry.name())).get(0);
        return CaptureTables.isIntact(connection, table.registeredAs(entry.number(), entry.formerNames()));
    }

    /** Remembers, for people, that writes were missed: no later capture can find them. */
    private void recordGap(String table) throws SQLException {
        String sentence = "the capture triggers of table '" + table + "' were gone until " + time.instant()
                + " (a migration that copies the table drops them); edits made in between do not travel: write those rows again";
        LOG.warn("{}", sentence);
        // This copy has values now that no other will have: its fingerprint must say so.
        tables.state().set(Field.FINGERPRINT, "");
        String before = tables.state().find(Field.CAPTURE_GAPS).orElse("");
        tables.state().set(Field.CAPTURE_GAPS, before.isEmpty() ? sentence : before + "\n" + sentence);
    }

    private MergeTables load() throws SQLException, SchemaException, SyncException {
        Map<SyncedTable, ConflictPolicy> byTable = new LinkedHashMap<>();
        StringBuilder fingerprints = new StringBuilder();
        List<RegisteredTable> entries = TableRegistry.entries(connection);
        synced = TableRegistry.load(connection);
        for (int i = 0; i < entries.size(); i++) {
            byTable.put(synced.get(i), policies.policy(entries.get(i).policy()));
            policyIds.put(synced.get(i).name(), entries.get(i).policy());
            fingerprints.append(' ').append(entries.get(i).fingerprint());
        }
        stateSchema = KeptFingerprint.schemaOf(synced, policyIds);
        tableIdentity = fingerprints.toString();
        MergeTables.References references =
                ignoresForeignKeys() ? MergeTables.References.IGNORED : MergeTables.References.RESPECTED;
        if (references == MergeTables.References.RESPECTED) {
            SchemaRules.requireParents(synced);
        }
        Stamps stamps = new Stamps(tables.devices(), tables.state().number(Field.BASELINE));
        return new MergeTables(connection, byTable, stamps, references, time::millis);
    }

    /** Whether the library was founded over a host that does not enforce foreign keys. */
    boolean ignoresForeignKeys() throws SQLException {
        return tables.state().text(Field.FOREIGN_KEYS).equals("IGNORED");
    }

    /** Takes note that the schema changed by the engine's own hand, and stayed what it was. */
    void unchanged() throws SQLException {
        checkedCookie = schemaCookie();
    }

    /** Forgets what was found: after a rollback it may not be so. */
    void forget() throws SQLException {
        checkedCookie = NEVER;
        if (merge != null) {
            merge.close();
            merge = null;
        }
    }

    /** The synced tables, in declaration order, as of the last refresh. */
    List<SyncedTable> synced() {
        return synced;
    }

    /** The id of a table's conflict policy. */
    String policyOf(String table) {
        String policy = policyIds.get(table);
        if (policy == null) {
            throw new IllegalArgumentException("'" + table + "' is not synced");
        }
        return policy;
    }

    /** What the fingerprint of the merged state is told of the schema, as of the last refresh. */
    String stateSchema() {
        return stateSchema;
    }

    /**
     * A short text that differs when the schema, as of the last refresh, or the host's schema version does. The version is
     * looked up each time: an application may raise it and change no table, which no refresh notices.
     */
    String identity() throws SQLException {
        return HexFormat.of()
                .formatHex(Transcript.of("coven.v1.schema-identity")
                        .with(HostSchema.version(connection) + tableIdentity)
                        .sha256());
    }

    private long schemaCookie() throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("PRAGMA schema_version")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

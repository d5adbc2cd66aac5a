package dev.coven.engine.copy;

import dev.coven.engine.apply.FingerprintRecount;
import dev.coven.engine.apply.MergeTables;
import dev.coven.engine.crypto.Transcript;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.fingerprint.StateDigest;
import dev.coven.engine.fingerprint.StateSum;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fingerprint of the merged state, kept beside it: moved in the transaction that moves the state, and computed anew when
 * the schema is another one. (A new column is a new cell of every row, so then all of the state is another one.)
 */
final class KeptFingerprint {
    private final Connection connection;
    private final StateTable state;

    KeptFingerprint(Connection connection, StateTable state) {
        this.connection = connection;
        this.state = state;
    }

    /** What a fingerprint needs to know of a schema: tables, columns and policies, in whatever order they are declared. */
    static String schemaOf(List<SyncedTable> tables, Map<String, String> policies) {
        Transcript transcript = Transcript.of("coven.v1.state-schema");
        tables.stream().sorted(Comparator.comparing(SyncedTable::name)).forEach(table -> {
            transcript
                    .with(table.name())
                    .with(policies.getOrDefault(table.name(), ""))
                    .with(table.columns().size());
            for (SyncedColumn column : table.columns()) {
                transcript.with(column.name()).with(column.affinity().name()).with(column.keyOrdinal());
            }
        });
        return HexFormat.of().formatHex(transcript.sha256());
    }

    /** The fingerprint as it was last kept. */
    Optional<StateDigest> digest() throws SQLException {
        return state.find(Field.FINGERPRINT).filter(text -> !text.isEmpty()).map(StateDigest::parse);
    }

    /** Keeps what the transaction moved. No edit may wait to be captured. */
    void keep(MergeTables tables, String schema) throws SQLException {
        StateSum moved = tables.fingerprint().take();
        Optional<StateDigest> kept = digest();
        if (kept.isEmpty() || !kept.get().schema().equals(schema)) {
            state.set(Field.FINGERPRINT, recount(tables, schema).toString());
        } else if (!moved.equals(StateSum.ZERO)) {
            StateSum sum = kept.get().sum().plus(moved);
            state.set(Field.FINGERPRINT, new StateDigest(schema, sum).toString());
        }
    }

    /** The fingerprint of the state as it stands in the tables. */
    StateDigest recount(MergeTables tables, String schema) throws SQLException {
        return new StateDigest(schema, new FingerprintRecount(connection, tables).sum());
    }
}

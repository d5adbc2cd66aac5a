package dev.coven.conformance.model;

import dev.coven.engine.database.DeviceTable;
import dev.coven.engine.database.EngineConnections;
import dev.coven.engine.database.OutboxTable;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.database.Synchronous;
import dev.coven.engine.database.Transactions;
import dev.coven.engine.document.ForeignKeys;
import dev.coven.engine.schema.HostSchema;
import dev.coven.engine.schema.RegisteredTable;
import dev.coven.engine.schema.SchemaException;
import dev.coven.engine.schema.TableRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;

/**
 * What a device's database says of the library and of how far it has come, at one moment.
 *
 * @param library the library
 * @param applied the number of the last changeset of each device that counts here and is in the store, its own too
 * @param waiting its own changesets that are not known to be in the store
 */
record DeviceRecords(Library library, Map<String, Long> applied, List<RecordedChangeset> waiting) {
    /**
     * A library, as one copy knows it.
     *
     * @param id its id
     * @param ddl the host's schema
     * @param policies the policy id of each synced table
     * @param foreignKeys whether references count
     * @param baseline its baseline
     */
    record Library(String id, List<String> ddl, Map<String, String> policies, ForeignKeys foreignKeys, long baseline) {}

    static DeviceRecords read(Path database) {
        try (Connection connection = EngineConnections.open(database, Synchronous.OFF)) {
            return Transactions.read(connection, () -> read(connection));
        } catch (SQLException | SchemaException e) {
            throw new IllegalArgumentException(database + " cannot be read as a library's copy: " + e.getMessage(), e);
        }
    }

    private static DeviceRecords read(Connection connection) throws SQLException, SchemaException {
        StateTable state = new StateTable(connection);
        Map<String, String> policies = new TreeMap<>();
        for (RegisteredTable table : TableRegistry.entries(connection)) {
            policies.put(table.name(), table.policy());
        }
        Library library = new Library(
                state.text(Field.LIBRARY),
                HostSchema.ddl(connection),
                policies,
                ForeignKeys.valueOf(state.text(Field.FOREIGN_KEYS)),
                state.number(Field.BASELINE));
        Map<String, Long> applied = new TreeMap<>();
        for (DeviceTable.Device device : new DeviceTable(connection).all()) {
            applied.put(device.id(), device.cursor());
        }
        applied.put(state.text(Field.DEVICE), state.number(Field.PUSHED_SEQ));
        return new DeviceRecords(library, applied, waiting(connection, state.text(Field.DEVICE)));
    }

    private static List<RecordedChangeset> waiting(Connection connection, String device) throws SQLException {
        OutboxTable outbox = new OutboxTable(connection);
        List<RecordedChangeset> waiting = new ArrayList<>();
        Optional<OutboxTable.Entry> next = outbox.firstFrom(0);
        while (next.isPresent()) {
            OutboxTable.Entry entry = next.get();
            waiting.add(new RecordedChangeset(device, entry.seq(), inflated(entry.deflated()), entry.clocks()));
            next = outbox.firstFrom(entry.seq() + 1);
        }
        return waiting;
    }

    private static byte[] inflated(byte[] deflated) {
        try (InputStream changeset = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return changeset.readAllBytes();
        } catch (IOException e) {
            throw new IllegalArgumentException("a changeset of the outbox cannot be unpacked", e);
        }
    }
}

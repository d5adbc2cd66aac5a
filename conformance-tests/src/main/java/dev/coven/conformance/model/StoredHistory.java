package dev.coven.conformance.model;

import dev.coven.conformance.fleet.Device;
import dev.coven.conformance.fleet.Fleet;
import dev.coven.engine.crypto.LibraryKeyring;
import dev.coven.engine.crypto.ObjectCipher;
import dev.coven.engine.crypto.UnreadableObjectException;
import dev.coven.engine.envelope.EnvelopeLimits;
import dev.coven.engine.envelope.EnvelopeReader;
import dev.coven.engine.envelope.OpenedEnvelope;
import dev.coven.engine.identity.FileVault;
import dev.coven.engine.identity.VaultException;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.merge.LastWriterWins;
import dev.coven.spi.plugin.Stability;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.storage.ObjectKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The changesets of a fleet: those in its store, opened with the keys of a device, and those that wait in a device's outbox.
 * What was read once is not read again, so a store that was spoiled since does not matter.
 *
 * <p>Not thread safe. What cannot be read is an {@link IllegalArgumentException}.
 */
@Stability(Stability.Promise.INTERNAL)
public final class StoredHistory implements AutoCloseable {
    private final Fleet fleet;
    private final Map<String, ConflictPolicy> policies = new TreeMap<>();
    private final Map<ObjectKey, RecordedChangeset> opened = new HashMap<>();
    private final Map<DeviceRecords.Library, ReferenceModel> models = new LinkedHashMap<>();

    /**
     * The history of a fleet.
     *
     * @param fleet the fleet
     * @param policies conflict policies beside {@code lww} and {@code lww-row}, as in the fleet's plan
     */
    public StoredHistory(Fleet fleet, ConflictPolicy... policies) {
        this.fleet = fleet;
        List<ConflictPolicy> all = new ArrayList<>(List.of(policies));
        all.add(LastWriterWins.perColumn());
        all.add(LastWriterWins.perRow());
        all.forEach(policy -> this.policies.put(policy.descriptor().id(), policy));
    }

    /** All changesets in the store, opened with a device's keys. */
    public List<RecordedChangeset> stored(Device reader) {
        ObjectCipher cipher =
                cipher(reader, DeviceRecords.read(reader.database()).library());
        return fleet.store().objects().keys(StoreLayout.CHANGES.value()).stream()
                .map(key -> open(cipher, key))
                .toList();
    }

    /** All that a device's tables are made of: its own changesets, stored or not yet, and others' up to its cursors. */
    public List<RecordedChangeset> seenBy(Device device) {
        return seenBy(device, DeviceRecords.read(device.database()));
    }

    private List<RecordedChangeset> seenBy(Device device, DeviceRecords records) {
        ObjectCipher cipher = cipher(device, records.library());
        List<RecordedChangeset> seen = new ArrayList<>();
        records.applied().forEach((author, last) -> {
            for (long seq = 1; seq <= last; seq++) {
                seen.add(open(cipher, StoreLayout.changeset(author, seq)));
            }
        });
        seen.addAll(records.waiting());
        return seen;
    }

    /**
     * The model of a device: its schema, policies and baseline, and all changesets that it has {@linkplain #seenBy seen}. What
     * its application wrote and the engine has not captured is not in it. It lives as long as this history.
     */
    public ReferenceModel modelOf(Device device) {
        DeviceRecords records = DeviceRecords.read(device.database());
        ReferenceModel model =
                models.computeIfAbsent(records.library(), this::newModel).emptied();
        seenBy(device, records).forEach(model::add);
        return model;
    }

    private ReferenceModel newModel(DeviceRecords.Library library) {
        Map<String, ConflictPolicy> byTable = new LinkedHashMap<>();
        library.policies().forEach((table, id) -> {
            ConflictPolicy policy = policies.get(id);
            if (policy == null) {
                throw new IllegalArgumentException("the history was not given the policy " + id + " of " + table);
            }
            byTable.put(table, policy);
        });
        return new ReferenceModel(library.ddl(), byTable, library.foreignKeys(), library.baseline());
    }

    private static ObjectCipher cipher(Device device, DeviceRecords.Library library) {
        try {
            LibraryKeyring keys = new FileVault(device.home())
                    .keyring(library.id())
                    .orElseThrow(() -> new IllegalArgumentException(device.name() + " has no keys of the library"));
            return new ObjectCipher(keys, library.id());
        } catch (VaultException e) {
            throw new IllegalArgumentException("the keys of " + device.name() + " cannot be read", e);
        }
    }

    private RecordedChangeset open(ObjectCipher cipher, ObjectKey key) {
        return opened.computeIfAbsent(key, any -> {
            byte[] sealed = fleet.store().objects().read(key);
            try (InputStream plain = cipher.opening(key, new ByteArrayInputStream(sealed))) {
                OpenedEnvelope envelope = EnvelopeReader.read(plain, EnvelopeLimits.LARGEST);
                try (InputStream changeset = envelope.changeset()) {
                    return new RecordedChangeset(
                            envelope.header().device(),
                            envelope.header().seq(),
                            changeset.readAllBytes(),
                            envelope.clocks());
                }
            } catch (IOException | UnreadableObjectException e) {
                throw new IllegalArgumentException(key + " cannot be opened: " + e.getMessage(), e);
            }
        });
    }

    /** Frees the models. */
    @Override
    public void close() {
        models.values().forEach(ReferenceModel::close);
    }
}

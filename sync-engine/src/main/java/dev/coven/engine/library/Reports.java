package dev.coven.engine.library;

import dev.coven.engine.ChangesetInfo;
import dev.coven.engine.Conflict;
import dev.coven.engine.DeviceStatus;
import dev.coven.engine.HeldDevice;
import dev.coven.engine.HostTriggerInfo;
import dev.coven.engine.LibraryStatus;
import dev.coven.engine.MemberInfo;
import dev.coven.engine.MemberRole;
import dev.coven.engine.ParkedRow;
import dev.coven.engine.SyncException;
import dev.coven.engine.capture.HostTrigger;
import dev.coven.engine.copy.BlobTables;
import dev.coven.engine.copy.EngineTables;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.ConflictTable;
import dev.coven.engine.database.DeviceTable;
import dev.coven.engine.database.HistoryTable;
import dev.coven.engine.database.IndexTable;
import dev.coven.engine.database.OutboxTable;
import dev.coven.engine.database.PackedRow;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.document.Member;
import dev.coven.engine.document.SignatureSchemes;
import dev.coven.engine.membership.MembershipChain;
import dev.coven.engine.membership.MembershipException;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.row.SqlValue;
import dev.coven.spi.storage.ObjectKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a copy can say without asking the store. */
final class Reports {
    private static final List<ParkedTable.Kind> SHOWN = List.of(
            ParkedTable.Kind.REFUSED, ParkedTable.Kind.ORPHAN, ParkedTable.Kind.CONTESTED, ParkedTable.Kind.INCOMPLETE);

    private final LibraryCopy copy;
    private final EngineTables tables;
    private final String storeUrl;

    Reports(LibraryCopy copy, String storeUrl) {
        this.copy = copy;
        this.tables = copy.tables();
        this.storeUrl = storeUrl;
    }

    LibraryStatus status() throws SQLException {
        String self = tables.state().text(Field.DEVICE);
        List<DeviceStatus> devices = new ArrayList<>();
        Map<Long, Long> firstPending = tables.blobs().pending().firstSeqs();
        for (DeviceTable.Device device : tables.devices().all()) {
            // Devices that only stamped a value and never had a head are of no interest to people.
            if (!device.member().isEmpty()
                    || device.held().isPresent()
                    || device.id().equals(self)) {
                devices.add(status(device, device.id().equals(self), firstPending));
            }
        }
        return new LibraryStatus(
                tables.state().text(Field.LIBRARY),
                self,
                tables.state().text(Field.MEMBER),
                storeUrl,
                devices,
                tables.outbox().count(),
                copy.hasUncaptured(),
                tables.parked().countShown(),
                tables.conflicts().count(),
                tables.blobs().pending().count(),
                copy.syncedTables().stream().map(SyncedTable::name).toList(),
                tables.state().find(Field.DIVERGED).orElse("").lines().toList(),
                warnings());
    }

    private List<String> warnings() throws SQLException {
        List<String> warnings = new ArrayList<>(tables.state()
                .find(Field.CAPTURE_GAPS)
                .map(gaps -> gaps.lines().toList())
                .orElse(List.of()));
        tables.state()
                .find(Field.BLOB_IN_THE_WAY)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> warnings.add(text.replace("\n", ": ")));
        for (SyncedTable table : copy.syncedTables()) {
            if (copy.hasNullKeys(table)) {
                warnings.add("table '" + table.name()
                        + "' has rows with NULL in the primary key; these do not travel: give them a key");
            }
        }
        return warnings;
    }

    private DeviceStatus status(DeviceTable.Device device, boolean isSelf, Map<Long, Long> firstPending)
            throws SQLException {
        long pushed = tables.state().number(Field.PUSHED_SEQ);
        return new DeviceStatus(
                device.id(),
                device.name(),
                device.member(),
                isSelf ? tables.state().number(Field.NEXT_SEQ) - 1 : device.headSeq(),
                isSelf ? pushed : BlobTables.completeCursor(device, firstPending),
                device.lastSync() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(device.lastSync())),
                device.held().map(held -> new HeldDevice(device.id(), held.seq(), held.reason(), held.detail())));
    }

    List<MemberInfo> members(SignatureSchemes schemes) throws SQLException, SyncException {
        Map<ObjectKey, byte[]> entries = new TreeMap<>();
        for (IndexTable.Entry entry : tables.index().below("index/members/")) {
            entries.put(new ObjectKey(entry.key()), entry.body());
        }
        if (entries.isEmpty()) {
            throw new SyncException(
                    SyncException.Kind.REFUSED, "the members are not known yet; sync once, then ask again");
        }
        try {
            MembershipChain chain = MembershipChain.validate(
                    tables.state().text(Field.LIBRARY), tables.state().text(Field.FOUNDER), entries, schemes);
            return chain.members().stream()
                    .map(member -> new MemberInfo(
                            member.id(),
                            member.name(),
                            member.role() == Member.Role.OWNER ? MemberRole.OWNER : MemberRole.MEMBER,
                            member.schemeId()))
                    .toList();
        } catch (MembershipException e) {
            throw new SyncException(SyncException.Kind.TRUST, "" + e.getMessage(), e);
        }
    }

    List<HostTriggerInfo> hostTriggers() throws SQLException {
        return copy.hostTriggers().stream()
                .map(trigger -> new HostTriggerInfo(
                        trigger.name(),
                        trigger.table(),
                        trigger.effect() == HostTrigger.Effect.LOCAL_ONLY
                                ? HostTriggerInfo.DuringMerge.RUNS
                                : HostTriggerInfo.DuringMerge.SILENT))
                .toList();
    }

    List<ParkedRow> parked(int limit) throws SQLException {
        List<ParkedRow> rows = new ArrayList<>();
        for (ParkedTable.Kind kind : SHOWN) {
            for (ParkedTable.Entry entry : tables.parked().page(kind, null, limit - rows.size())) {
                rows.add(parked(entry));
            }
        }
        return rows;
    }

    private ParkedRow parked(ParkedTable.Entry entry) {
        SyncedTable table = copy.syncedTables().stream()
                .filter(synced -> synced.number() == entry.table())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("coven_parked names table " + entry.table()));
        List<SqlValue> key = PackedRow.unpackKnown(entry.key());
        Map<String, SqlValue> values = new LinkedHashMap<>();
        List<SyncedColumn> keyColumns = table.keyColumns();
        for (int i = 0; i < keyColumns.size(); i++) {
            values.put(keyColumns.get(i).name(), key.get(i));
        }
        List<SyncedColumn> others =
                table.columns().stream().filter(column -> !column.isKey()).toList();
        for (int i = 0; i < others.size() && i < entry.values().size(); i++) {
            SqlValue value = entry.values().get(i);
            if (value != null) {
                values.put(others.get(i).name(), value);
            }
        }
        return new ParkedRow(table.name(), key, values, List.of(entry.reason()));
    }

    List<Conflict> conflicts(int limit) throws SQLException {
        return tables.conflicts().newest(limit).stream().map(Reports::conflict).toList();
    }

    static Conflict conflict(ConflictTable.Entry entry) {
        return new Conflict(
                entry.number(),
                entry.table(),
                entry.key(),
                entry.column(),
                Optional.ofNullable(entry.kept()),
                entry.keptStamp(),
                entry.lost(),
                entry.lostStamp(),
                Instant.ofEpochMilli(entry.noticed()));
    }

    /** Changesets made and applied, the newest first; those that wait in the outbox were made too. */
    List<ChangesetInfo> changesets(Optional<String> device, int limit) throws SQLException {
        String self = tables.state().text(Field.DEVICE);
        List<ChangesetInfo> infos = new ArrayList<>();
        if (device.isEmpty() || device.get().equals(self)) {
            for (OutboxTable.Summary entry : tables.outbox().newest(limit)) {
                infos.add(info(self, entry.seq(), entry.timestamp(), entry.changes(), entry.changesetSize()));
            }
        }
        Optional<DeviceTable.Device> known =
                device.isPresent() ? tables.devices().find(device.get()) : Optional.empty();
        if (device.isEmpty() || known.isPresent()) {
            Long ref = known.map(DeviceTable.Device::ref).orElse(null);
            for (HistoryTable.Entry entry : tables.history().newest(ref, limit)) {
                String id = tables.devices().id(entry.device());
                infos.add(info(id, entry.seq(), entry.timestamp(), entry.changes(), entry.bytes()));
            }
        }
        infos.sort(Comparator.comparing(ChangesetInfo::timestamp).reversed());
        return infos.size() <= limit ? infos : infos.subList(0, limit);
    }

    private static ChangesetInfo info(String device, long seq, long timestamp, long changes, long bytes) {
        return new ChangesetInfo(device, seq, new Hlc(timestamp, device).toString(), changes, bytes);
    }
}

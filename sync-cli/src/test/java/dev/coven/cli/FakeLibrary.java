package dev.coven.cli;

import dev.coven.engine.ChangesetInfo;
import dev.coven.engine.Checkup;
import dev.coven.engine.Conflict;
import dev.coven.engine.DeviceStatus;
import dev.coven.engine.HostTriggerInfo;
import dev.coven.engine.Library;
import dev.coven.engine.LibraryStatus;
import dev.coven.engine.ListenerToken;
import dev.coven.engine.MemberInfo;
import dev.coven.engine.MemberRole;
import dev.coven.engine.ParkedRow;
import dev.coven.engine.PullResult;
import dev.coven.engine.PushResult;
import dev.coven.engine.SyncDirection;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncListener;
import dev.coven.engine.SyncResult;
import dev.coven.engine.SyncStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A library that answers what the test laid down and remembers what it was asked. */
final class FakeLibrary implements Library {
    static final String THIS = "aaaa1111bbbb2222";
    static final String OTHER = "cccc3333dddd4444";

    LibraryStatus status = status(0, List.of(device(THIS, "laptop"), device(OTHER, "phone")));
    SyncResult result = new SyncResult(Optional.of(pull(0, 0)), Optional.of(new PushResult(0, Optional.empty())));
    List<MemberInfo> members = List.of();
    List<ParkedRow> parked = List.of();
    List<Conflict> conflicts = List.of();
    List<ChangesetInfo> changesets = List.of();
    byte[] export = {};
    Checkup checkup = new Checkup("f", List.of());
    Consumer<SyncListener> background = listener -> {};
    final List<String> asked = new ArrayList<>();
    private final List<SyncListener> listeners = new ArrayList<>();

    static DeviceStatus device(String id, String name) {
        Instant synced = Instant.parse("2026-07-01T10:00:00Z");
        return new DeviceStatus(id, name, "member-1", 4, 4, Optional.of(synced), Optional.empty());
    }

    static LibraryStatus status(long parked, List<DeviceStatus> devices) {
        return new LibraryStatus(
                "lib-1",
                THIS,
                "member-1",
                "file:///store",
                devices,
                0,
                false,
                parked,
                0,
                0,
                List.of("albums"),
                List.of(),
                List.of());
    }

    static PullResult pull(long applied, long parked) {
        return new PullResult(applied, applied > 0 ? 1 : 0, List.of(), 0, 0, 0, 0, parked, applied, Map.of());
    }

    @Override
    public Checkup examine() {
        return checkup;
    }

    @Override
    public List<HostTriggerInfo> hostTriggers() {
        return List.of(new HostTriggerInfo("count_albums", "albums", HostTriggerInfo.DuringMerge.RUNS));
    }

    @Override
    public PushResult push() {
        throw new AssertionError("not used by the command line");
    }

    @Override
    public PullResult pull() {
        throw new AssertionError("not used by the command line");
    }

    @Override
    public SyncResult sync(SyncDirection direction) {
        asked.add("sync " + direction);
        listeners.forEach(listener -> listener.statusChanged(syncStatus()));
        return result;
    }

    @Override
    public long capture() {
        throw new AssertionError("not used by the command line");
    }

    @Override
    public void start() {
        asked.add("start");
        listeners.forEach(background);
    }

    @Override
    public SyncStatus syncStatus() {
        return new SyncStatus(
                SyncStatus.Phase.APPLYING,
                new SyncStatus.Progress(new SyncStatus.Amount(1, 2), SyncStatus.Amount.NONE, 0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public LibraryStatus status() {
        return status;
    }

    @Override
    public List<MemberInfo> members() {
        return members;
    }

    @Override
    public String invite(String memberCode, MemberRole role) {
        asked.add("invite " + memberCode + " " + role);
        return "invite-1";
    }

    @Override
    public List<ParkedRow> parked(int limit) {
        return parked.subList(0, Math.min(limit, parked.size()));
    }

    @Override
    public List<Conflict> conflicts(int limit) {
        return conflicts.subList(0, Math.min(limit, conflicts.size()));
    }

    @Override
    public Conflict restoreConflict(long number) throws SyncException {
        asked.add("restore " + number);
        return conflicts.stream()
                .filter(conflict -> conflict.number() == number)
                .findFirst()
                .orElseThrow(() -> new SyncException(SyncException.Kind.REFUSED, "there is no conflict " + number));
    }

    @Override
    public List<ChangesetInfo> changesets(Optional<String> device, int limit) {
        return changesets.stream()
                .filter(changeset -> device.isEmpty() || device.get().equals(changeset.device()))
                .limit(limit)
                .toList();
    }

    @Override
    public void exportChangeset(String device, long seq, OutputStream target) {
        asked.add("export " + device + " " + seq);
        try {
            target.write(export);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ListenerToken addListener(SyncListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        asked.add("close");
    }
}

package dev.coven.engine.store;

import dev.coven.engine.Checkup.Condition;
import dev.coven.engine.Checkup.Finding;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tries out what a library needs of a store, with one scratch object and nine requests: whether a store keeps what it claims shows
 * only in use, and one that overwrites where it should refuse destroys data.
 */
public final class StoreProbe {
    /** Below which the scratch object lies; nothing of a library does. */
    public static final String FOLDER = "check";

    private static final byte[] FIRST = "the first content of a scratch object".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = "the second one".getBytes(StandardCharsets.UTF_8);
    private static final int RANGE_FROM = 4;
    private static final int RANGE_LENGTH = 5;

    private final ObjectStore store;
    private final ObjectKey key;
    private final List<Finding> findings = new ArrayList<>();

    private StoreProbe(ObjectStore store, ObjectKey key) {
        this.store = store;
        this.key = key;
    }

    /**
     * What was read of the scratch object.
     *
     * @param bytes its content, or a part of it
     * @param stat what the store says of the whole
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Content(byte[] bytes, ObjectStat stat) {}

    /**
     * What the store does, one finding for each thing that was tried. The scratch object is removed, whatever happens.
     *
     * @param name the scratch object's name, which no one else uses
     * @throws StorageException when the store cannot be used at all
     * @throws IOException when a transfer breaks off
     */
    public static List<Finding> run(ObjectStore store, String name) throws StorageException, IOException {
        StoreProbe probe = new StoreProbe(store, new ObjectKey(FOLDER + "/" + name));
        try {
            probe.run();
        } catch (StorageException | IOException | RuntimeException failure) {
            probe.remove(failure);
            throw failure;
        }
        store.delete(probe.key);
        probe.find(
                "delete",
                store.stat(probe.key).isEmpty(),
                "a deleted object is gone",
                "a deleted object is still there");
        return List.copyOf(probe.findings);
    }

    /** What stopped the probe counts, not that nothing can be removed either. */
    private void remove(Exception failure) {
        try {
            store.delete(key);
        } catch (StorageException e) {
            failure.addSuppressed(e);
        }
    }

    private void run() throws StorageException, IOException {
        create();
        Optional<Content> whole = read(ByteRange.ALL);
        find("read", holds(whole, FIRST), "what was written is read back", "what was written is not read back");
        find(
                "range",
                holds(
                        read(new ByteRange(RANGE_FROM, RANGE_LENGTH)),
                        Arrays.copyOfRange(FIRST, RANGE_FROM, RANGE_FROM + RANGE_LENGTH)),
                "a part of an object is read alone",
                "a part of an object is not what was asked for");
        find(
                "list",
                whole.isPresent() && isListed(whole.get().stat()),
                "a new object is listed at once",
                "a new object is not listed, or otherwise than it is");
        store.put(key, Payload.of(SECOND), PutCondition.ALWAYS);
        Optional<Content> replaced = read(ByteRange.ALL);
        find(
                "replace",
                holds(replaced, SECOND) && !replaced.map(StoreProbe::version).equals(whole.map(StoreProbe::version)),
                "an object is replaced, and has another version then",
                "an object that was replaced does not show it");
    }

    private void create() throws StorageException, IOException {
        if (!store.traits().has(Capability.CREATE_IF_ABSENT)) {
            find("create", false, "", "the store does not create only where nothing is" + reason());
            store.put(key, Payload.of(FIRST), PutCondition.ALWAYS);
            return;
        }
        // When an answer is lost, the repetition finds what the first try made.
        boolean created = store.put(key, Payload.of(FIRST), PutCondition.IF_ABSENT) instanceof PutOutcome.Stored
                || holds(read(ByteRange.ALL), FIRST);
        boolean refused =
                store.put(key, Payload.of(SECOND), PutCondition.IF_ABSENT) instanceof PutOutcome.ConditionNotMet;
        find(
                "create",
                created && refused,
                "an object is created only where nothing is",
                created
                        ? "the store overwrites an object that it should refuse to overwrite"
                        : "the store does not create an object where nothing is");
    }

    /** Why the store does not claim it, in the words of its plugin, which knows the setting. */
    private String reason() throws StorageException {
        try {
            store.put(key, Payload.of(FIRST), PutCondition.IF_ABSENT);
            return "";
        } catch (StorageException e) {
            if (e.kind() != StorageException.Kind.UNSUPPORTED) {
                throw e;
            }
            return " (" + e.getMessage() + ")";
        }
    }

    private boolean isListed(ObjectStat stat) throws StorageException {
        Optional<ListCursor> cursor = Optional.of(ListCursor.start());
        while (cursor.isPresent()) {
            ListPage page = store.list(
                    new KeyPrefix(FOLDER + "/"), cursor.get(), store.traits().maxPageKeys());
            if (page.objects().contains(stat)) {
                return true;
            }
            cursor = page.next();
        }
        return false;
    }

    /** Empty when the store says that there is no such object. */
    private Optional<Content> read(ByteRange range) throws StorageException, IOException {
        try (ObjectBody body = store.get(key, range)) {
            return Optional.of(new Content(body.stream().readNBytes(FIRST.length + 1), body.stat()));
        } catch (StorageException e) {
            if (e.kind() != StorageException.Kind.NOT_FOUND) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static boolean holds(Optional<Content> content, byte[] bytes) {
        return content.isPresent() && Arrays.equals(content.get().bytes(), bytes);
    }

    private static ObjectVersion version(Content content) {
        return content.stat().version();
    }

    private void find(String subject, boolean holds, String sound, String failed) {
        findings.add(
                holds
                        ? new Finding(subject, Condition.SOUND, sound, "")
                        : new Finding(
                                subject,
                                Condition.FAILED,
                                failed,
                                "Use another store; this one cannot hold a library."));
    }
}

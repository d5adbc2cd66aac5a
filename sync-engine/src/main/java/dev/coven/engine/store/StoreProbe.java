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
 * Tries out what a library needs of a store, with one scratch object: whether it keeps what it claims shows only in use, and one
 * that overwrites where it should refuse destroys data.
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
     * What the store does, one finding for each thing that was tried.
     *
     * @param name the scratch object's name, which no one else uses
     * @throws StorageException when the store cannot be used at all
     */
    public static List<Finding> run(ObjectStore store, String name) throws StorageException, IOException {
        StoreProbe probe = new StoreProbe(store, new ObjectKey(FOLDER + "/" + name));
        try {
            probe.run();
        } finally {
            store.delete(probe.key);
        }
        probe.find(
                "delete",
                store.stat(probe.key).isEmpty(),
                "a deleted object is gone",
                "a deleted object is still there");
        return List.copyOf(probe.findings);
    }

    private void run() throws StorageException, IOException {
        if (store.traits().has(Capability.CREATE_IF_ABSENT)) {
            create();
        } else {
            find("create", false, "", "the store does not claim to create only where nothing is");
            store.put(key, Payload.of(FIRST), PutCondition.ALWAYS);
        }
        find(
                "read",
                Arrays.equals(read(ByteRange.ALL), FIRST),
                "what was written is read back",
                "other bytes are read");
        find(
                "range",
                Arrays.equals(
                        read(new ByteRange(RANGE_FROM, RANGE_LENGTH)),
                        Arrays.copyOfRange(FIRST, RANGE_FROM, RANGE_FROM + RANGE_LENGTH)),
                "a part of an object is read alone",
                "a part of an object is not what was asked for");
        find(
                "list",
                isListed(),
                "a new object is listed at once",
                "a new object is not listed, or otherwise than it is");
        Optional<ObjectStat> before = store.stat(key);
        store.put(key, Payload.of(SECOND), PutCondition.ALWAYS);
        find(
                "replace",
                Arrays.equals(read(ByteRange.ALL), SECOND)
                        && !store.stat(key).map(ObjectStat::version).equals(before.map(ObjectStat::version)),
                "an object is replaced, and has another version then",
                "an object that was replaced does not show it");
    }

    private void create() throws StorageException {
        PutOutcome first = store.put(key, Payload.of(FIRST), PutCondition.IF_ABSENT);
        PutOutcome second = store.put(key, Payload.of(SECOND), PutCondition.IF_ABSENT);
        find(
                "create",
                first instanceof PutOutcome.Stored && second instanceof PutOutcome.ConditionNotMet,
                "an object is created only where nothing is",
                first instanceof PutOutcome.Stored
                        ? "the store overwrites an object that it should refuse to overwrite"
                        : "the store does not create an object where nothing is");
    }

    private boolean isListed() throws StorageException {
        Optional<ObjectStat> stat = store.stat(key);
        Optional<ListCursor> cursor = Optional.of(ListCursor.start());
        while (cursor.isPresent()) {
            ListPage page = store.list(
                    new KeyPrefix(FOLDER + "/"), cursor.get(), store.traits().maxPageKeys());
            if (stat.isPresent() && page.objects().contains(stat.get())) {
                return true;
            }
            cursor = page.next();
        }
        return false;
    }

    private byte[] read(ByteRange range) throws StorageException, IOException {
        try (ObjectBody body = store.get(key, range)) {
            return body.stream().readNBytes(FIRST.length + 1);
        }
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

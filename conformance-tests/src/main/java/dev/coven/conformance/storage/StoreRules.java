package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.conformance.Contract;
import dev.coven.spi.storage.ByteRange;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** What the rules of stores share: clients that are closed afterwards, and short forms of the calls. */
abstract class StoreRules extends Contract {
    private final List<ObjectStore> clients = new ArrayList<>();

    StoreRules() {}

    /** A new client of the store under test; see {@link ObjectStoreContract#connect()}. */
    protected abstract ObjectStore connect() throws Exception;

    @AfterEach
    final void closeClients() throws StorageException {
        for (ObjectStore client : clients) {
            client.close();
        }
    }

    final ObjectStore client() throws Exception {
        ObjectStore client = connect();
        clients.add(client);
        return client;
    }

    static ObjectKey key(String value) {
        return new ObjectKey(value);
    }

    /** The same bytes for the same seed. */
    static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static ObjectVersion put(ObjectStore store, String key, byte[] bytes) throws StorageException {
        PutOutcome outcome = store.put(key(key), Payload.of(bytes), PutCondition.ALWAYS);
        assertThat(outcome).as("an unconditional put of " + key).isInstanceOf(PutOutcome.Stored.class);
        return ((PutOutcome.Stored) outcome).version();
    }

    static PutOutcome create(ObjectStore store, String key, byte[] bytes) throws StorageException {
        return store.put(key(key), Payload.of(bytes), PutCondition.IF_ABSENT);
    }

    static byte[] get(ObjectStore store, String key) throws Exception {
        return get(store, key, ByteRange.ALL);
    }

    static byte[] get(ObjectStore store, String key, ByteRange range) throws Exception {
        try (ObjectBody body = store.get(key(key), range)) {
            return body.stream().readAllBytes();
        }
    }

    /** All objects, page by page. */
    static List<ObjectStat> listAll(ObjectStore store, String prefix, int maxKeys) throws StorageException {
        List<ObjectStat> all = new ArrayList<>();
        Optional<ListCursor> cursor = Optional.of(ListCursor.start());
        while (cursor.isPresent()) {
            ListPage page = store.list(new KeyPrefix(prefix), cursor.get(), maxKeys);
            assertThat(page.objects()).as("one page of at most " + maxKeys).hasSizeLessThanOrEqualTo(maxKeys);
            all.addAll(page.objects());
            cursor = page.next();
        }
        return all;
    }

    static List<String> keys(ObjectStore store, String prefix) throws StorageException {
        return listAll(store, prefix, 1000).stream()
                .map(stat -> stat.key().value())
                .toList();
    }

    static StorageException failureOf(ThrowingCallable call) {
        StorageException failure = catchThrowableOfType(StorageException.class, call);
        assertThat(failure).as("a StorageException was due").isNotNull();
        return failure;
    }
}

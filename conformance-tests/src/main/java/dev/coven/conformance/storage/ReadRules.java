package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.spi.storage.StorageException.Kind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code get} and {@code stat} keep. */
abstract class ReadRules extends StoreRules {
    private static final int SIZE = 1000;

    ReadRules() {}

    /**
     * What was put comes back, byte for byte. Empty objects are where clients treat "no content" as "no object"; those
     * above 1 MiB are where buffers and multipart transfers begin. Fails on text conversion and on compression left on.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3_000_000})
    void get_wholeObject_givesTheBytesPut(int length) throws Exception {
        ObjectStore store = client();
        byte[] bytes = bytes(length, length);
        put(store, "a/object", bytes);
        assertThat(Arrays.equals(get(store, "a/object"), bytes))
                .as("the " + length + " bytes read equal those put")
                .isTrue();
    }

    /**
     * A range gives exactly its bytes; past the end there are none, which is no error, since a reader that follows a
     * growing list of parts cannot know. Look at inclusive versus exclusive ends, and at the status 416 of HTTP.
     */
    @ParameterizedTest
    @CsvSource({
        "0,1",
        "0,1000",
        "0,1001",
        "1,1",
        "400,200",
        "999,1",
        "999,2",
        "990,9223372036854775807",
        "1000,1",
        "1001,5",
        "9223372036854775807,1",
        "9223372036854775807,9223372036854775807"
    })
    void get_range_givesItsBytesOnly(long offset, long length) throws Exception {
        ObjectStore store = client();
        byte[] bytes = bytes(SIZE, 1);
        put(store, "object", bytes);
        int from = (int) Math.min(SIZE, offset);
        int to = (int) Math.min(SIZE, from + Math.min(length, SIZE));
        assertThat(get(store, "object", new ByteRange(offset, length)))
                .as("%s bytes from %s of %s", length, offset, SIZE)
                .isEqualTo(Arrays.copyOfRange(bytes, from, to));
    }

    /** An empty object has no first byte, so every range of it is empty. Look at 416 again. */
    @Test
    void get_rangeOfEmptyObject_isEmpty() throws Exception {
        ObjectStore store = client();
        put(store, "empty", new byte[0]);
        assertThat(get(store, "empty", new ByteRange(0, 10))).isEmpty();
        assertThat(get(store, "empty", ByteRange.from(10))).isEmpty();
    }

    /**
     * A body tells the whole object's size and its version, even of a range: the engine sizes its buffers and remembers
     * what it has seen by them. Look at a content length taken for the size.
     */
    @Test
    void get_range_tellsTheWholeObjectsSizeAndVersion() throws Exception {
        ObjectStore store = client();
        ObjectVersion version = put(store, "object", bytes(SIZE, 1));
        for (ByteRange range : new ByteRange[] {ByteRange.ALL, new ByteRange(10, 5), ByteRange.from(SIZE + 1)}) {
            try (ObjectBody body = store.get(key("object"), range)) {
                assertThat(body.stat()).as("of " + range).isEqualTo(new ObjectStat(key("object"), SIZE, version));
            }
        }
    }

    /** A missing object is NOT_FOUND and nothing else, as the engine takes it for a fact and not for a fault. */
    @Test
    void get_missingKey_isNotFound() throws Exception {
        ObjectStore store = client();
        put(store, "a/b", bytes(1, 1));
        for (String missing : new String[] {"x", "a", "a/b/c", "a/bb", "A/B"}) {
            assertThat(failureOf(() -> store.get(key(missing), ByteRange.ALL)).kind())
                    .as("get " + missing)
                    .isEqualTo(Kind.NOT_FOUND);
        }
    }

    /** A missing object has no stat; neither has the folder that a key seems to lie in. */
    @Test
    void stat_missingKey_isEmpty() throws Exception {
        ObjectStore store = client();
        put(store, "a/b", bytes(1, 1));
        for (String missing : new String[] {"x", "a", "a/b/c", "a/bb", "A/B"}) {
            assertThat(store.stat(key(missing))).as("stat " + missing).isEmpty();
        }
    }

    /** What one client put, another one sees at once. Look at caches, and at eventual consistency of the service. */
    @Test
    void get_byAnotherClient_seesWhatWasPut() throws Exception {
        ObjectStore writer = client();
        ObjectStore reader = client();
        for (int i = 0; i < 20; i++) {
            byte[] bytes = bytes(100 + i % 2, i);
            ObjectVersion version = put(writer, "object", bytes);
            assertThat(get(reader, "object"))
                    .as("what another client gets after put %s", i + 1)
                    .isEqualTo(bytes);
            assertThat(reader.stat(key("object")))
                    .as("what another client is told after put %s", i + 1)
                    .contains(new ObjectStat(key("object"), bytes.length, version));
        }
    }

    /**
     * A reader that gives up early costs nothing for good. Fails, mostly by hanging, where a connection or file handle is
     * not given back; look at what {@code ObjectBody.close()} closes.
     */
    @Test
    void get_closedUnread_leavesTheStoreUsable() throws Exception {
        ObjectStore store = client();
        put(store, "object", bytes(200_000, 1));
        for (int i = 0; i < 100; i++) {
            try (ObjectBody body = store.get(key("object"), ByteRange.ALL)) {
                assertThat(body.stream().read()).isNotNegative();
            }
        }
        assertThat(get(store, "object")).isEqualTo(bytes(200_000, 1));
    }
}

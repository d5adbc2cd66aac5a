package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code put} and {@code delete} keep. */
abstract class WriteRules extends ReadRules {
    private static final int QUICK_OVERWRITES = 200;

    WriteRules() {}

    /** An unconditional put replaces the object, longer by shorter too. Look at files opened without truncation. */
    @Test
    void put_existingKey_replacesTheWholeObject() throws Exception {
        ObjectStore store = client();
        for (int length : new int[] {5000, 10, 0, 70_000}) {
            put(store, "object", bytes(length, length));
            assertThat(get(store, "object"))
                    .as("%s bytes put over another object", length)
                    .isEqualTo(bytes(length, length));
        }
    }

    /**
     * Every overwrite gives another version, even of the same size, the same bytes' length, within one tick of the clock:
     * a pull that sees no new version fetches nothing and misses the change. Look at coarse modification times, reused
     * file numbers, and tokens made of the size.
     */
    @Test
    void put_manyQuickOverwritesOfOneSize_eachHasItsOwnVersion() throws Exception {
        ObjectStore store = client();
        Set<ObjectVersion> versions = new HashSet<>();
        for (int i = 0; i < QUICK_OVERWRITES; i++) {
            ObjectVersion version = put(store, "object", bytes(64, i));
            assertThat(versions.add(version))
                    .as("version " + version + " of overwrite " + i + " is new")
                    .isTrue();
        }
    }

    /** An object that was deleted and put again is another one. Look at version counters that start anew. */
    @Test
    void put_afterDelete_hasAnotherVersion() throws Exception {
        ObjectStore store = client();
        Set<ObjectVersion> versions = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            ObjectVersion version = put(store, "object", bytes(64, i));
            assertThat(versions.add(version))
                    .as("version " + version + " is new")
                    .isTrue();
            store.delete(key("object"));
        }
    }

    /**
     * put, stat, get and list name the same version and size, at once and later: a pull compares what list says with what
     * get said before. Look at quotes around ETags, and at ETags of uploads in parts.
     */
    @Test
    void version_ofOneObject_isTheSameEverywhere() throws Exception {
        ObjectStore store = client();
        for (int length : new int[] {0, 10, 10, 2_000_000}) {
            ObjectStat expected =
                    new ObjectStat(key("a/object"), length, put(store, "a/object", bytes(length, length)));
            for (int look = 0; look < 2; look++) {
                assertThat(store.stat(key("a/object"))).as("stat").contains(expected);
                assertThat(listAll(store, "a/", 10)).as("list").containsExactly(expected);
                try (ObjectBody body = store.get(key("a/object"), ByteRange.ALL)) {
                    assertThat(body.stat()).as("get").isEqualTo(expected);
                }
            }
        }
    }

    /**
     * A payload that fails halfway leaves no object and no part of one; an object that was there stays. Look at files
     * written in place, and at uploads that end normally when their source breaks.
     */
    @Test
    void put_payloadBreaksMidway_changesNothing() throws Exception {
        ObjectStore store = client();
        ObjectVersion version = put(store, "old", bytes(50, 1));
        for (ObjectKey target : new ObjectKey[] {key("new/object"), key("old")}) {
            failureOf(() -> store.put(target, new BreakingPayload(300_000), PutCondition.ALWAYS));
        }
        assertThat(store.stat(key("new/object")))
                .as("a new object whose payload broke")
                .isEmpty();
        assertThat(listAll(store, "", 10))
                .as("what is listed after payloads broke")
                .containsExactly(new ObjectStat(key("old"), 50, version));
        assertThat(get(store, "old")).as("an object whose next payload broke").isEqualTo(bytes(50, 1));
    }

    /**
     * A payload above the limit is refused as UNSUPPORTED before any byte is sent: the payload is not even opened. Skipped
     * for stores without a limit.
     */
    @Test
    void put_aboveTheSizeLimit_isRefusedUnopened() throws Exception {
        ObjectStore store = client();
        long limit = store.traits().maxObjectBytes();
        assumeTrue(limit < Long.MAX_VALUE, "this store has no size limit");
        StorageException failure =
                failureOf(() -> store.put(key("object"), new UnopenedPayload(limit + 1), PutCondition.ALWAYS));
        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(failure.retry()).isEqualTo(StorageException.Retry.NEVER);
        assertThat(store.stat(key("object"))).isEmpty();
    }

    /** The store closes every stream that it opens. Fails where a failed or a finished upload leaks a file handle. */
    @Test
    void put_payloadStreams_areClosed() throws Exception {
        ObjectStore store = client();
        TrackedPayload payload = new TrackedPayload(bytes(1000, 1));
        store.put(key("object"), payload, PutCondition.ALWAYS);
        assertThat(payload.opened).as("streams opened").isNotEmpty();
        assertThat(payload.opened).as("streams closed").allMatch(stream -> stream.closed);
    }

    /** A deleted object is gone for everybody, its neighbours are not. */
    @Test
    void delete_existingKey_removesItOnly() throws Exception {
        ObjectStore store = client();
        ObjectStore other = client();
        for (String key : new String[] {"a/b", "a/b/c", "a/bc", "a"}) {
            put(store, key, bytes(1, 1));
        }
        store.delete(key("a/b"));
        assertThat(other.stat(key("a/b"))).as("the deleted a/b").isEmpty();
        assertThat(keys(other, "")).as("the neighbours of the deleted a/b").containsExactly("a", "a/b/c", "a/bc");
    }

    /** Deleting what is not there succeeds: a delete that is repeated after a lost answer must not fail. */
    @Test
    void delete_missingKey_succeeds() throws Exception {
        ObjectStore store = client();
        put(store, "a/b", bytes(1, 1));
        store.delete(key("a/b"));
        store.delete(key("a/b"));
        store.delete(key("a"));
        store.delete(key("never/was/here"));
        assertThat(keys(store, "")).isEmpty();
    }

    private record BreakingPayload(long length) implements Payload {
        @Override
        public InputStream open() {
            return new BreakingStream(new byte[(int) length / 2]);
        }
    }

    private static final class BreakingStream extends FilterInputStream {
        BreakingStream(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read() throws IOException {
            return breakAtEnd(super.read());
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return breakAtEnd(super.read(buffer, offset, length));
        }

        private static int breakAtEnd(int result) throws IOException {
            if (result < 0) {
                throw new IOException("this payload breaks on purpose");
            }
            return result;
        }
    }

    private record UnopenedPayload(long length) implements Payload {
        @Override
        public InputStream open() {
            throw new AssertionError("a payload above the limit was opened");
        }
    }

    private static final class TrackedPayload implements Payload {
        private final byte[] bytes;
        private final List<TrackedStream> opened = new ArrayList<>();

        TrackedPayload(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public synchronized InputStream open() {
            TrackedStream stream = new TrackedStream(bytes);
            opened.add(stream);
            return stream;
        }
    }

    private static final class TrackedStream extends ByteArrayInputStream {
        private volatile boolean closed;

        TrackedStream(byte[] bytes) {
            super(bytes);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}

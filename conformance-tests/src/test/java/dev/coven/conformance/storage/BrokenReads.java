package dev.coven.conformance.storage;

import dev.coven.conformance.Breaks;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Stores that are wrong in what {@code get} and {@code stat} give. */
final class BrokenReads {
    private BrokenReads() {}

    @Breaks(rule = "R1", says = "the 1048577 bytes read equal those put")
    static class ReadsOneBuffer extends BrokenStore {
        private static final int BUFFER_BYTES = 1 << 20;

        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
                    ObjectBody body = store.get(key, range);
                    return new ObjectBody(body.stat(), new ByteArrayInputStream(first(body)));
                }
            };
        }

        private static byte[] first(ObjectBody body) throws StorageException {
            try {
                return body.stream().readNBytes(BUFFER_BYTES);
            } catch (IOException e) {
                throw new StorageException(Kind.UNAVAILABLE, Retry.SAFE, "cannot be read", e);
            }
        }
    }

    @Breaks(rule = "R2", says = "status 416")
    @Breaks(rule = "R3", says = "status 416")
    @Breaks(rule = "R4", says = "status 416")
    static class RefusesRangesPastTheEnd extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
                    ObjectBody body = store.get(key, range);
                    if (range.offset() > 0 && range.offset() >= body.stat().size()) {
                        throw new StorageException(Kind.UNEXPECTED, Retry.NEVER, "status 416");
                    }
                    return body;
                }
            };
        }
    }

    @Breaks(rule = "R4", says = "of ByteRange[offset=10, length=5]")
    static class TakesTheLengthForTheSize extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
                    ObjectBody body = store.get(key, range);
                    long length = range.lengthWithin(body.stat().size());
                    return new ObjectBody(
                            new ObjectStat(key, length, body.stat().version()), body.stream());
                }
            };
        }
    }

    @Breaks(
            rule = "R5",
            says = {"get x", "NOT_FOUND"})
    static class MissingIsUnexpected extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new RewordingStore(
                    client,
                    failure -> failure.kind() == Kind.NOT_FOUND
                            ? new StorageException(Kind.UNEXPECTED, failure.retry(), "status 404", failure)
                            : failure);
        }
    }

    @Breaks(rule = "R6", says = "stat a")
    @Breaks(rule = "W8", says = "the deleted a/b")
    static class FindsFolders extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
                    boolean folder = !store.list(new KeyPrefix(key.value() + "/"), ListCursor.start(), 1)
                            .objects()
                            .isEmpty();
                    return store.stat(key)
                            .or(() -> Optional.of(new ObjectStat(key, 0, new ObjectVersion("folder")))
                                    .filter(found -> folder));
                }
            };
        }
    }

    @Breaks(rule = "R7", says = "what another client gets after put 2")
    static class RemembersWhatItRead extends BrokenStore {
        private static final int MAX_BYTES = 10_000;

        @Override
        ObjectStore broken(InMemoryStore client) {
            Map<ObjectKey, byte[]> read = new ConcurrentHashMap<>();
            return new ForwardingStore(client) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    PutOutcome outcome = store.put(key, payload, condition);
                    read.remove(key);
                    return outcome;
                }

                @Override
                public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
                    ObjectBody body = store.get(key, range);
                    if (!range.equals(ByteRange.ALL) || body.stat().size() > MAX_BYTES) {
                        return body;
                    }
                    byte[] bytes = read.computeIfAbsent(key, missing -> bytesOf(body));
                    ObjectStat stat =
                            new ObjectStat(key, body.stat().size(), body.stat().version());
                    return new ObjectBody(stat, new ByteArrayInputStream(bytes));
                }
            };
        }

        private static byte[] bytesOf(ObjectBody body) {
            try {
                return body.stream().readAllBytes();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** A connection is given back by reading to the end alone. */
    @Breaks(rule = "R8", says = "no connection is left")
    static class LeaksConnections extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            Semaphore connections = new Semaphore(50);
            return new ForwardingStore(client) {
                @Override
                public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
                    ObjectBody body = store.get(key, range);
                    if (!connections.tryAcquire()) {
                        throw new StorageException(Kind.UNAVAILABLE, Retry.SAFE, "no connection is left");
                    }
                    return new ObjectBody(body.stat(), new FilterInputStream(body.stream()) {
                        private boolean ended;

                        @Override
                        public int read(byte[] buffer, int offset, int length) throws IOException {
                            int count = super.read(buffer, offset, length);
                            if (count < 0 && !ended) {
                                ended = true;
                                connections.release();
                            }
                            return count;
                        }
                    });
                }
            };
        }
    }

    @Breaks(rule = "N2", says = "stands for content")
    static class MixesObjects extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
                    Optional<ObjectStat> stale = store.stat(key);
                    for (int i = 0; i < 20_000 && stale.equals(store.stat(key)); i++) {
                        Thread.onSpinWait();
                    }
                    ObjectBody body = store.get(key, range);
                    ObjectVersion version = stale.orElse(body.stat()).version();
                    return new ObjectBody(new ObjectStat(key, body.stat().size(), version), body.stream());
                }
            };
        }
    }
}

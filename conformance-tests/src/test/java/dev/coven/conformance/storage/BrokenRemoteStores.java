package dev.coven.conformance.storage;

import dev.coven.conformance.Breaks;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ListPage;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
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
import java.io.InputStream;
import java.util.List;

/** Stores that are wrong in one thing when the network, the service or its configuration is bad. */
final class BrokenRemoteStores {
    private BrokenRemoteStores() {}

    @Breaks.Alone
    abstract static class Broken extends ToyStoreTest {}

    private static StorageException as(Kind kind, Retry retry, StorageException failure) {
        return new StorageException(kind, retry, "" + failure.getMessage(), failure);
    }

    @Breaks(
            rule = "F1",
            says = {"PUT", "expected: SAFE"})
    static class NothingIsSafe extends Broken {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new RewordingStore(sound, failure -> as(failure.kind(), Retry.OUTCOME_UNKNOWN, failure));
        }
    }

    @Breaks(
            rule = "F2",
            says = {"GET", "expected: SAFE"})
    static class NothingIsRepeated extends Broken {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new RewordingStore(sound, failure -> as(failure.kind(), Retry.NEVER, failure));
        }
    }

    @Breaks(
            rule = "F3",
            says = {"PUT", "expected: UNAVAILABLE"})
    static class SilenceIsDenial extends Broken {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new RewordingStore(sound, failure -> as(Kind.DENIED, Retry.NEVER, failure));
        }
    }

    @Breaks(rule = "F4", says = "requests for one call")
    static class TriesAgain extends Broken {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new ForwardingStore(sound) {
                @Override
                public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
                    try {
                        return store.list(prefix, cursor, maxKeys);
                    } catch (StorageException first) {
                        return store.list(prefix, cursor, maxKeys);
                    }
                }
            };
        }
    }

    @Breaks(rule = "F5", says = "the pause that was asked for")
    @Breaks(rule = "F6", says = "the pause that was asked for")
    static class KeepsThePause extends Broken {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new RewordingStore(sound, failure -> as(failure.kind(), failure.retry(), failure));
        }
    }

    @Breaks(rule = "F7", says = "GET redirected")
    static class RedirectsPass extends Broken {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new RewordingStore(
                    sound,
                    failure -> failure.kind() == Kind.UNEXPECTED ? as(Kind.UNAVAILABLE, Retry.SAFE, failure) : failure);
        }
    }

    @Breaks(rule = "F8", says = "reading an object that ends too early")
    static class EndsEarly extends Broken {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new ForwardingStore(sound) {
                @Override
                public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
                    ObjectBody body = store.get(key, range);
                    return new ObjectBody(body.stat(), new FilterInputStream(body.stream()) {
                        @Override
                        public int read(byte[] buffer, int offset, int length) {
                            try {
                                return super.read(buffer, offset, length);
                            } catch (IOException e) {
                                return -1;
                            }
                        }
                    });
                }
            };
        }
    }

    @Breaks(rule = "F9", says = "LIST: a StorageException was due")
    static class ListsWhatCame extends Broken {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new ForwardingStore(sound) {
                @Override
                public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) {
                    try {
                        return store.list(prefix, cursor, maxKeys);
                    } catch (StorageException e) {
                        return ListPage.last(List.of());
                    }
                }
            };
        }
    }

    @Breaks(rule = "F10", says = "CREATE, its answer lost")
    @Breaks(rule = "F11", says = "PUT, its answer lost")
    static class AllIsSafe extends Broken {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new RewordingStore(
                    sound,
                    failure -> failure.retry() == Retry.OUTCOME_UNKNOWN
                            ? as(failure.kind(), Retry.SAFE, failure)
                            : failure);
        }
    }

    @Breaks(
            rule = "F12",
            says = {"GET", "expected: DENIED"})
    static class DenialIsAbsence extends Broken {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return absence(sound, Kind.DENIED);
        }
    }

    @Breaks(
            rule = "F13",
            says = {"LIST", "expected: CONFIG_INVALID"})
    static class BucketIsAbsence extends Broken {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return absence(sound, Kind.CONFIG_INVALID);
        }
    }

    private static ObjectStore absence(ObjectStore sound, Kind kind) {
        return new RewordingStore(
                sound, failure -> failure.kind() == kind ? as(Kind.NOT_FOUND, Retry.NEVER, failure) : failure);
    }

    /** Takes a write whose connection broke for done. */
    @Breaks(rule = "F14", says = "the devices differ")
    static class Optimist extends Broken {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new ForwardingStore(sound) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    try {
                        return store.put(key, payload, condition);
                    } catch (StorageException e) {
                        return new PutOutcome.Stored(new ObjectVersion("hoped-for"));
                    }
                }
            };
        }
    }

    @Breaks(rule = "F16", says = "taken from the payload and not yet sent")
    static class Hoarder extends Broken {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new ForwardingStore(sound) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    try (InputStream stream = payload.open()) {
                        return store.put(key, Payload.of(stream.readAllBytes()), condition);
                    } catch (IOException e) {
                        throw new StorageException(Kind.UNEXPECTED, Retry.SAFE, "the payload is bad", e);
                    }
                }
            };
        }
    }

    @Breaks(rule = "F16", says = "bytes that came before one was read")
    static class ReadsAhead extends Broken {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new ForwardingStore(sound) {
                @Override
                public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
                    try (ObjectBody body = store.get(key, range)) {
                        return new ObjectBody(
                                body.stat(),
                                new ByteArrayInputStream(body.stream().readAllBytes()));
                    } catch (IOException e) {
                        throw new StorageException(Kind.UNAVAILABLE, Retry.SAFE, "the connection broke", e);
                    }
                }
            };
        }
    }

    @Breaks(rule = "F15", says = "the store's toString shows a secret")
    static class Talkative extends Broken {
        @Override
        ObjectStore broken(ObjectStore sound) {
            return new ForwardingStore(sound) {
                @Override
                public String toString() {
                    return "ToyStore[token=" + ToyServer.TOKEN + "]";
                }
            };
        }
    }
}

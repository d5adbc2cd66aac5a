package dev.coven.conformance.storage;

import dev.coven.conformance.Breaks;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import dev.coven.spi.storage.StoreTraits;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stores that are wrong in what {@code put} does when it may only create. */
final class BrokenCreates {
    private BrokenCreates() {}

    @Breaks(rule = "C1", says = "a second create of one key")
    @Breaks(rule = "C2", says = "a create of a key that another client has put")
    @Breaks(rule = "C4", says = "winners of round 0")
    static class Overwrites extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new OverwritingStore(client);
        }
    }

    @Breaks(rule = "C1", says = "a StorageException was due")
    static class UnclaimedCreate extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public StoreTraits traits() {
                    StoreTraits traits = store.traits();
                    return new StoreTraits(Set.of(), traits.maxObjectBytes(), traits.maxPageKeys());
                }
            };
        }
    }

    @Breaks(rule = "C1", says = "status 412")
    @Breaks(rule = "C2", says = "status 412")
    @Breaks(rule = "C4", says = "status 412")
    static class ThrowsLostRaces extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    PutOutcome outcome = store.put(key, payload, condition);
                    if (outcome instanceof PutOutcome.ConditionNotMet) {
                        throw new StorageException(Kind.UNEXPECTED, Retry.NEVER, "status 412");
                    }
                    return outcome;
                }
            };
        }
    }

    /** A deleted object is only hidden, and its name stays taken. */
    @Breaks(
            rule = "C3",
            says = {"a/b", "ConditionNotMet"})
    static class KeepsNamesOfTheDeleted extends BrokenStore {
        @Override
        ObjectStore broken(InMemoryStore client) {
            Set<ObjectKey> deleted = ConcurrentHashMap.newKeySet();
            return new ForwardingStore(client) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    return condition == PutCondition.IF_ABSENT && deleted.contains(key)
                            ? new PutOutcome.ConditionNotMet()
                            : store.put(key, payload, condition);
                }

                @Override
                public void delete(ObjectKey key) throws StorageException {
                    store.delete(key);
                    deleted.add(key);
                }
            };
        }
    }

    /** Looks first and writes then. */
    @Breaks(rule = "C4", says = "winners of round ")
    static class LooksBeforeItWrites extends BrokenStore {
        /** So long does it take to write, unless another client has written in the meantime. */
        private static final int LOOKS = 20_000;

        @Override
        ObjectStore broken(InMemoryStore client) {
            return new ForwardingStore(client) {
                @Override
                public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                    if (condition == PutCondition.IF_ABSENT) {
                        if (store.stat(key).isPresent()) {
                            return new PutOutcome.ConditionNotMet();
                        }
                        for (int i = 0; i < LOOKS && store.stat(key).isEmpty(); i++) {
                            Thread.onSpinWait();
                        }
                    }
                    return store.put(key, payload, PutCondition.ALWAYS);
                }
            };
        }
    }
}

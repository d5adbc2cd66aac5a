package dev.coven.engine.store;

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
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import dev.coven.spi.storage.StoreTraits;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store that has nothing, takes what is written unless it was to be absent, and asks the test before it answers. */
abstract class AnsweringStore implements ObjectStore {
    /** Stands in every call, and may fail it. */
    abstract void call() throws StorageException;

    @Override
    public StoreTraits traits() {
        return new StoreTraits(Set.of(), 1 << 30, 10);
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        call();
        return condition == PutCondition.IF_ABSENT
                ? new PutOutcome.ConditionNotMet()
                : new PutOutcome.Stored(new ObjectVersion("v"));
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        call();
        throw new StorageException(Kind.NOT_FOUND, Retry.NEVER, "nothing at " + key);
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
        call();
        return Optional.empty();
    }

    @Override
    public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
        call();
        return ListPage.last(List.of());
    }

    @Override
    public void delete(ObjectKey key) throws StorageException {
        call();
    }

    @Override
    public void close() {}
}

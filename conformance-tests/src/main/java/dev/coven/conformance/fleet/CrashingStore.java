package dev.coven.conformance.fleet;

import dev.coven.conformance.storage.Fault.Moment;
import dev.coven.spi.storage.ByteRange;
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
import dev.coven.spi.storage.StoreTraits;
import java.util.Optional;

/** Passes requests on until the one at which the process is to die. Closing it leaves the store open, for others use it too. */
final class CrashingStore implements ObjectStore {
    private final ObjectStore store;
    private final Countdown countdown = new Countdown();
    private volatile Moment moment = Moment.BEFORE;

    CrashingStore(ObjectStore store) {
        this.store = store;
    }

    /** The nth request from now, from 1, is the last. */
    void crashAt(int nth, Moment when) {
        moment = when;
        countdown.start(nth);
    }

    void crashNoMore() {
        countdown.stop();
    }

    @Override
    public StoreTraits traits() {
        return store.traits();
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        return send("put " + key, () -> store.put(key, payload, condition));
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        return send("get " + key, () -> store.get(key, range));
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
        return send("stat " + key, () -> store.stat(key));
    }

    @Override
    public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
        return send("list " + prefix, () -> store.list(prefix, cursor, maxKeys));
    }

    @Override
    public void delete(ObjectKey key) throws StorageException {
        send("delete " + key, () -> {
            store.delete(key);
            return key;
        });
    }

    @Override
    public void close() {}

    private interface Request<T> {
        T send() throws StorageException;
    }

    private <T> T send(String name, Request<T> request) throws StorageException {
        if (countdown.isOver()) {
            if (moment != Moment.BEFORE) {
                request.send();
            }
            throw new SimulatedCrash(name);
        }
        return request.send();
    }
}

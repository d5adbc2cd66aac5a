package dev.coven.engine.store;

import dev.coven.engine.SyncMeter;
import dev.coven.engine.SyncMeter.Outcome;
import dev.coven.engine.SyncMeter.Request;
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
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Measures each request that reaches a store: what came of it, how long it took, and the bytes that went and came. */
public final class MeteredStore implements ObjectStore {
    private final ObjectStore store;
    private final SyncMeter meter;
    private final LongSupplier nanos;

    /**
     * A store whose requests are measured.
     *
     * @param store the store, closed with this one
     * @param meter told of each request
     * @param nanos a clock for durations
     */
    public MeteredStore(ObjectStore store, SyncMeter meter, LongSupplier nanos) {
        this.store = store;
        this.meter = meter;
        this.nanos = nanos;
    }

    @FunctionalInterface
    private interface Call<T> {
        T send() throws StorageException;
    }

    private <T> T measured(Request request, Call<T> call, Function<T, Outcome> outcome) throws StorageException {
        long begun = nanos.getAsLong();
        Outcome ended = Outcome.FAILED;
        try {
            T answer = call.send();
            ended = outcome.apply(answer);
            return answer;
        } catch (StorageException e) {
            ended = outcome(e.kind());
            throw e;
        } finally {
            end(request, ended, begun);
        }
    }

    private void end(Request request, Outcome outcome, long begun) {
        meter.request(request, outcome, Duration.ofNanos(nanos.getAsLong() - begun));
    }

    private static Outcome outcome(StorageException.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> Outcome.NOT_FOUND;
            case DENIED -> Outcome.DENIED;
            case RATE_LIMITED -> Outcome.RATE_LIMITED;
            case UNAVAILABLE -> Outcome.UNAVAILABLE;
            case CORRUPT, UNSUPPORTED, CONFIG_INVALID, UNEXPECTED -> Outcome.FAILED;
        };
    }

    @Override
    public StoreTraits traits() {
        return store.traits();
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        Payload measured = new Payload() {
            @Override
            public long length() {
                return payload.length();
            }

            @Override
            public InputStream open() throws IOException {
                return new MeteredStream(payload.open(), meter::sent);
            }
        };
        return measured(
                Request.PUT,
                () -> store.put(key, measured, condition),
                answer -> answer instanceof PutOutcome.ConditionNotMet ? Outcome.TAKEN : Outcome.DONE);
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        long begun = nanos.getAsLong();
        try {
            ObjectBody body = store.get(key, range);
            MeteredStream stream = new MeteredStream(body.stream(), meter::received) {
                @Override
                void ended(Outcome outcome) {
                    end(Request.GET, outcome, begun);
                }
            };
            return new ObjectBody(body.stat(), stream);
        } catch (StorageException e) {
            end(Request.GET, outcome(e.kind()), begun);
            throw e;
        }
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
        return measured(
                Request.STAT, () -> store.stat(key), answer -> answer.isPresent() ? Outcome.DONE : Outcome.NOT_FOUND);
    }

    @Override
    public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
        return measured(Request.LIST, () -> store.list(prefix, cursor, maxKeys), page -> Outcome.DONE);
    }

    @Override
    public void delete(ObjectKey key) throws StorageException {
        measured(
                Request.DELETE,
                () -> {
                    store.delete(key);
                    return key;
                },
                answer -> Outcome.DONE);
    }

    @Override
    public void close() throws StorageException {
        store.close();
    }
}

package dev.coven.engine.store;

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
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import dev.coven.spi.storage.StoreTraits;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Repeats requests that failed and may be repeated, with growing pauses and jitter. A service that asks for a pause is given it,
 * up to the longest one of the policy.
 *
 * <p>A request whose outcome is unknown is repeated too: reads do no harm twice; a replacing put writes the same bytes; a
 * creating put that had landed is answered with {@link PutOutcome.ConditionNotMet}, and every caller then compares what is
 * there with what it meant to write. A repeated delete may remove what another device has made in between: only blobs are deleted, and
 * whoever makes one looks after it until no device can be about to remove it.
 */
public final class RetryingStore implements ObjectStore {
    private final ObjectStore store;
    private final RetryPolicy policy;
    private final Pause pause;
    private final DoubleSupplier jitter;

    /**
     * A store whose requests are repeated.
     *
     * @param store the store, closed with this one
     * @param policy how often and how fast
     * @param pause how to wait
     * @param jitter numbers from 0 to 1, so that many devices do not come back at once
     */
    public RetryingStore(ObjectStore store, RetryPolicy policy, Pause pause, DoubleSupplier jitter) {
        this.store = store;
        this.policy = policy;
        this.pause = pause;
        this.jitter = jitter;
    }

    @FunctionalInterface
    private interface Request<T> {
        T send() throws StorageException;
    }

    private <T> T repeat(Request<T> request) throws StorageException {
        for (int failed = 1; ; failed++) {
            try {
                return request.send();
            } catch (StorageException failure) {
                if (failure.retry() == Retry.NEVER || failed >= policy.maxAttempts()) {
                    throw failure;
                }
                waitAfter(failed, failure);
            }
        }
    }

    private void waitAfter(int failed, StorageException failure) throws StorageException {
        Duration longest = policy.pauseAfter(failed);
        long millis = (long) (longest.toMillis() * (0.5 + jitter.getAsDouble() / 2));
        long asked = failure.retryAfter().map(Duration::toMillis).orElse(0L);
        millis = Math.max(millis, Math.min(asked, policy.maxPause().toMillis()));
        try {
            pause.pause(Duration.ofMillis(millis));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StorageException(
                    Kind.UNAVAILABLE, failure.retry(), "interrupted while waiting to try again", failure);
        }
    }

    @Override
    public StoreTraits traits() {
        return store.traits();
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        return repeat(() -> store.put(key, payload, condition));
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        return repeat(() -> store.get(key, range));
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
        return repeat(() -> store.stat(key));
    }

    @Override
    public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
        return repeat(() -> store.list(prefix, cursor, maxKeys));
    }

    @Override
    public void delete(ObjectKey key) throws StorageException {
        repeat(() -> {
            store.delete(key);
            return true;
        });
    }

    @Override
    public void close() throws StorageException {
        store.close();
    }
}

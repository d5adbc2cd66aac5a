package dev.coven.engine.pull;

import dev.coven.engine.store.Transfers;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One envelope that another thread fetches before it is needed. Who needs it before that thread came to it does the work
 * itself.
 */
final class AheadFetch implements Runnable {
    private final long seq;
    private final long expectedBytes;
    private final FetchBudget budget;
    private final FutureTask<Fetched> task;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile @Nullable Fetched outcome;
    private boolean dropped;
    private boolean ended;

    /**
     * The fetch of an envelope.
     *
     * @param seq its number
     * @param expectedBytes how large it may be, by what is known
     * @param budget where its room is from
     * @param work what fetches it
     */
    AheadFetch(long seq, long expectedBytes, FetchBudget budget, Callable<Fetched> work) {
        this.seq = seq;
        this.expectedBytes = expectedBytes;
        this.budget = budget;
        this.task = new FutureTask<>(() -> {
            Fetched fetched = work.call();
            outcome = fetched;
            return fetched;
        });
    }

    long seq() {
        return seq;
    }

    /** How much room it may still take. */
    long expectedBytes() {
        return task.isDone() ? 0 : expectedBytes;
    }

    @Override
    public void run() {
        if (begun.compareAndSet(false, true)) {
            task.run();
            end();
        }
    }

    private synchronized void end() {
        ended = true;
        giveBackIfDropped();
    }

    /** Takes it over, or waits for it; empty when nobody had begun, and nobody will now. */
    Optional<Fetched> take() {
        return begun.compareAndSet(false, true) ? Optional.empty() : Optional.of(Transfers.await(task));
    }

    /** What came of it, if it is done; what it failed with is for who takes it. */
    Optional<Fetched> peek() {
        return Optional.ofNullable(outcome);
    }

    /** Nobody needs it any more. */
    synchronized void drop() {
        begun.set(true);
        dropped = true;
        giveBackIfDropped();
    }

    private void giveBackIfDropped() {
        if (dropped && ended && outcome instanceof Fetched.Here here) {
            budget.giveBack(here.bytes());
        }
    }
}

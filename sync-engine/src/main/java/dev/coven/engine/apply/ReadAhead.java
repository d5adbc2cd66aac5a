package dev.coven.engine.apply;

import dev.coven.engine.changeset.MalformedChangesetException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Takes changes from a source in a thread of its own, ahead of who merges them: inflating and decoding then cost the merge no
 * time. What is read ahead is bounded in changes and bytes; a change that is larger than that waits alone. Once closed, nothing
 * reads from the source any more.
 */
final class ReadAhead implements ChangeSource, AutoCloseable {
    private static final int BATCH_CHANGES = 500;
    private static final long BATCH_BYTES = 1L << 20;
    private static final int MAX_BATCHES = 4;

    /**
     * Changes in their order.
     *
     * @param changes some, or none
     * @param bytes how much room their texts and blobs take
     * @param isLast whether no batch follows
     * @param failure what ended the source after these changes, or null
     */
    private record Batch(
            List<StampedChange> changes,
            long bytes,
            boolean isLast,
            @Nullable Throwable failure) {
        /** How many batches of the usual size it counts for. */
        int room() {
            return (int) Math.max(1, Math.min(MAX_BATCHES, bytes / BATCH_BYTES));
        }
    }

    private final ChangeSource source;
    private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(MAX_BATCHES);
    private final Semaphore room = new Semaphore(MAX_BATCHES);
    private Batch batch = new Batch(List.of(), 0, false, null);
    private int taken;
    private volatile boolean isClosed;

    private ReadAhead(ChangeSource source) {
        this.source = source;
    }

    /** Starts reading. */
    static ReadAhead of(ChangeSource source) {
        ReadAhead ahead = new ReadAhead(source);
        Thread thread = new Thread(ahead::read, "coven-decode");
        thread.setDaemon(true);
        thread.start();
        return ahead;
    }

    private void read() {
        Batch next;
        do {
            next = readBatch();
            put(next);
        } while (!next.isLast());
    }

    private Batch readBatch() {
        List<StampedChange> changes = new ArrayList<>(BATCH_CHANGES);
        long bytes = 0;
        try {
            while (changes.size() < BATCH_CHANGES && bytes < BATCH_BYTES) {
                StampedChange change = isClosed ? null : source.next();
                if (change == null) {
                    return new Batch(changes, bytes, true, null);
                }
                changes.add(change);
                bytes += change.bytes();
            }
            return new Batch(changes, bytes, false, null);
        } catch (Throwable failure) {
            // Whatever it is, it is thrown where the changes are merged.
            return new Batch(changes, bytes, true, failure);
        }
    }

    private void put(Batch next) {
        room.acquireUninterruptibly(next.room());
        batches.add(next);
    }

    private Batch take() {
        Batch next = uninterruptibly(batches::take);
        room.release(next.room());
        return next;
    }

    @Override
    public @Nullable StampedChange next() throws IOException, MalformedChangesetException, ChangesetRefusedException {
        while (taken == batch.changes().size()) {
            if (batch.failure() != null) {
                throw rethrown(batch.failure());
            }
            if (batch.isLast()) {
                return null;
            }
            batch = take();
            taken = 0;
        }
        return batch.changes().get(taken++);
    }

    private static RuntimeException rethrown(Throwable failure)
            throws IOException, MalformedChangesetException, ChangesetRefusedException {
        if (failure instanceof IOException known) {
            throw known;
        }
        if (failure instanceof MalformedChangesetException known) {
            throw known;
        }
        if (failure instanceof ChangesetRefusedException known) {
            throw known;
        }
        if (failure instanceof Error known) {
            throw known;
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    /** Stops reading; what was read and not taken is lost. */
    @Override
    public void close() {
        isClosed = true;
        while (!batch.isLast()) {
            batch = take();
        }
        taken = batch.changes().size();
    }

    private interface Blocking<T> {
        T run() throws InterruptedException;
    }

    /** The other side always goes on, so nobody waits for long; an interrupt is kept for who can act on it. */
    private static <T> T uninterruptibly(Blocking<T> step) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return step.run();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

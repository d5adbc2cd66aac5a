package dev.coven.engine.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Talks to the store for as long as a cycle needs it: with a few threads, each of which begins with the first work there is for
 * it, or one after the other on the thread that awaits the work, in the order in which it does. Closing it drops what nobody
 * began, interrupts the rest, and waits until none is at work.
 */
public final class Transfers implements AutoCloseable {
    /** How many files are handed over at once. */
    public static final int PAGE = 256;

    /** Empty when files are moved by whoever awaits them. */
    private final Optional<ExecutorService> threads;

    private Transfers(Optional<ExecutorService> threads) {
        this.threads = threads;
    }

    /** So many threads of that name. */
    public static Transfers on(String name, int count) {
        return new Transfers(Optional.of(Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        })));
    }

    /** So many at once: with 1 there is no thread but the one that awaits. */
    public static Transfers upTo(String name, int count) {
        return count == 1 ? new Transfers(Optional.empty()) : on(name, count);
    }

    /** Starts work on each of a page of things; results come in their order. */
    public <T> List<Future<T>> start(List<? extends Callable<T>> work) {
        List<Future<T>> started = new ArrayList<>();
        for (Callable<T> one : work) {
            started.add(threads.isPresent() ? threads.get().submit(one) : new Awaited<>(one));
        }
        return started;
    }

    /** Work that is done when it is asked for, once. */
    private static final class Awaited<T> extends FutureTask<T> {
        Awaited(Callable<T> work) {
            super(work);
        }

        @Override
        public T get() throws InterruptedException, ExecutionException {
            run();
            return super.get();
        }
    }

    /** Starts work whose result is nobody's but its own; there must be threads. */
    public void start(Runnable work) {
        threads.orElseThrow().execute(work);
    }

    /** The result of work that fails with nothing but unchecked exceptions. */
    public static <T> T await(Future<T> started) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return started.get();
                } catch (InterruptedException e) {
                    // The cycle ends by itself; whoever interrupted it is told afterwards.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException("a transfer failed in a way that it should have reported", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        threads.ifPresent(Transfers::end);
    }

    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
                        return;
                    }
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

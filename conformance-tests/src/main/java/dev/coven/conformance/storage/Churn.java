package dev.coven.conformance.storage;

import dev.coven.conformance.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A writer that goes on changing a store while readers look: until both have done a fair share, however the threads are
 * scheduled.
 */
final class Churn {
    private static final int MIN_WRITES = 100;
    private static final int MIN_READS_EACH = 10;
    /** Where the writer gives up waiting for readers, which have failed then. */
    private static final int MAX_WRITES = 20_000;

    private final int minReads;
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicBoolean done = new AtomicBoolean();
    private final List<Callable<Boolean>> tasks = new ArrayList<>();

    Churn(int readers, Write write) {
        minReads = readers * MIN_READS_EACH;
        tasks.add(() -> {
            try {
                for (int i = 0; isWanted(i); i++) {
                    write.run(i);
                }
            } finally {
                done.set(true);
            }
            return true;
        });
    }

    private boolean isWanted(int writes) {
        return writes < MIN_WRITES || (reads.get() < minReads && writes < MAX_WRITES && !done.get());
    }

    void addReader(Read read) {
        tasks.add(() -> {
            try {
                do {
                    read.run();
                    reads.incrementAndGet();
                } while (!done.get());
            } finally {
                done.set(true);
            }
            return true;
        });
    }

    void run() throws Exception {
        Race.run(tasks);
    }

    /** The writer's nth step. */
    interface Write {
        void run(int step) throws Exception;
    }

    /** A reader's look. */
    interface Read {
        void run() throws Exception;
    }
}

package dev.coven.engine.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * How much memory a decoder may take for an input: a fixed sum, and so much for each byte that is really there. A length that lies
 * buys nothing. What is counted is all that was allocated, so that neither garbage collection nor the heap's size matters.
 */
final class Allowance {
    /** Buffers, a decompressor, and what a library makes once. */
    private static final long FIXED_BYTES = 16L << 20;

    /** Some hundred for the objects of a tree or a list, and as much again for checking what was read by reading it again. */
    private static final long BYTES_PER_INPUT_BYTE = 4_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allowance() {}

    /** Feeds the target and fails if that took more than the input allows. */
    static void feed(FuzzTarget target, byte[] input) throws Exception {
        long allowed = FIXED_BYTES + BYTES_PER_INPUT_BYTE * input.length;
        // The first time may load classes, which are paid for once.
        if (taken(target, input) > allowed) {
            long taken = taken(target, input);
            if (taken > allowed) {
                throw new AssertionError("%s took %d bytes of memory for an input of %d bytes, allowed are %d"
                        .formatted(target.name(), taken, input.length, allowed));
            }
        }
    }

    private static long taken(FuzzTarget target, byte[] input) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        target.feed(input);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}

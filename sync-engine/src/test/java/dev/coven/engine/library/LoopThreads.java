package dev.coven.engine.library;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The engine's own threads. */
final class LoopThreads {
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private LoopThreads() {}

    /** Those that are alive, by name. */
    static List<String> alive() {
        return threads().map(Thread::getName).toList();
    }

    /** Those that do not end: a pool counts a thread as gone a moment before it is. */
    static List<String> left() throws InterruptedException {
        for (Thread thread : threads().toList()) {
            thread.join(PATIENCE_MILLIS);
        }
        return alive();
    }

    private static Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> thread.getName().startsWith("coven-"));
    }
}

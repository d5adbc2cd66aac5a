package dev.coven.engine.library;

import java.util.List;

/** The engine's own threads. */
final class LoopThreads {
    private LoopThreads() {}

    /** Those that are alive, by name. */
    static List<String> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("coven-"))
                .toList();
    }
}

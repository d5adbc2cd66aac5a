package dev.coven.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C or a polite kill: the virtual machine's shutdown. */
final class ShutdownSignal implements StopSignal {
    private static final long MAX_CLEANUP_SECONDS = 20;

    @Override
    public Handle onStop(Runnable action) {
        CountDownLatch cleaned = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(action, cleaned), "coven-stop"));
        return cleaned::countDown;
    }

    private static void stop(Runnable action, CountDownLatch cleaned) {
        action.run();
        try {
            boolean inTime = cleaned.await(MAX_CLEANUP_SECONDS, TimeUnit.SECONDS);
            if (!inTime) {
                Runtime.getRuntime().halt(ExitCode.FAILED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

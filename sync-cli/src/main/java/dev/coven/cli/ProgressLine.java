package dev.coven.cli;

import dev.coven.engine.SyncListener;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/** One line on a terminal that tells how far a cycle is, wiped at its end. */
final class ProgressLine implements SyncListener, AutoCloseable {
    private static final String WIPE = "\r\u001b[K";
    private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final PrintStream terminal;
    private long shown = System.nanoTime();
    private boolean dirty;

    ProgressLine(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public void pullProgress(long applied, long known) {
        show("applied", applied, known);
    }

    @Override
    public void pushProgress(long pushed, long waiting) {
        show("pushed", pushed, waiting);
    }

    private synchronized void show(String what, long done, long all) {
        long now = System.nanoTime();
        if (now - shown < MIN_PAUSE_NANOS) {
            return;
        }
        shown = now;
        dirty = true;
        terminal.print(WIPE + what + " " + done + " of " + Display.count(all, "changeset"));
        terminal.flush();
    }

    @Override
    public synchronized void close() {
        if (dirty) {
            terminal.print(WIPE);
            terminal.flush();
        }
    }
}

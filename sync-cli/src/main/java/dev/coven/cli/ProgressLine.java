package dev.coven.cli;

import dev.coven.engine.SyncListener;
import dev.coven.engine.SyncStatus;
import dev.coven.engine.SyncStatus.Amount;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** One line on a terminal that tells what a cycle does and how far it is, wiped at its end. */
final class ProgressLine implements SyncListener, AutoCloseable {
    private static final String WIPE = "\r\u001b[K";
    private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final PrintStream terminal;
    private final LongSupplier nanos;
    private long shown;
    private boolean dirty;

    ProgressLine(PrintStream terminal) {
        this(terminal, System::nanoTime);
    }

    ProgressLine(PrintStream terminal, LongSupplier nanos) {
        this.terminal = terminal;
        this.nanos = nanos;
        this.shown = nanos.getAsLong();
    }

    @Override
    public void statusChanged(SyncStatus status) {
        SyncStatus.Progress progress = status.progress();
        switch (status.phase()) {
            case PULLING -> show("asking the store");
            case APPLYING -> show(amount("applied", progress.changesets(), "changeset"));
            case FETCHING_FILES -> show(amount("fetched", progress.files(), "file"));
            case PUSHING ->
                show(
                        progress.changesets().done() < progress.files().done()
                                ? amount("sent", progress.files(), "file")
                                : amount("pushed", progress.changesets(), "changeset"));
            case IDLE, OFFLINE, FAILED, CLOSED -> close();
        }
    }

    private static String amount(String what, Amount amount, String noun) {
        return what + " " + amount.done() + " of " + Display.count(amount.known(), noun);
    }

    private synchronized void show(String line) {
        long now = nanos.getAsLong();
        if (now - shown < MIN_PAUSE_NANOS) {
            return;
        }
        shown = now;
        dirty = true;
        terminal.print(WIPE + line);
        terminal.flush();
    }

    @Override
    public synchronized void close() {
        if (dirty) {
            dirty = false;
            terminal.print(WIPE);
            terminal.flush();
        }
    }
}

package dev.coven.cli;

import dev.coven.engine.Library;
import dev.coven.engine.ListenerToken;
import dev.coven.engine.SyncException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coven watch}. */
@Command(
        name = "watch",
        description =
                "Keep this copy in step until Ctrl-C. One line for each cycle that did something; on a terminal, what is at"
                        + " work.")
final class WatchCommand implements Callable<Integer> {
    private final Shell shell;
    private final StopSignal signal;

    @Mixin
    private final DatabaseArgument database = new DatabaseArgument();

    WatchCommand(Shell shell, StopSignal signal) {
        this.shell = shell;
        this.signal = signal;
    }

    @Override
    @SuppressWarnings("try") // The handle and the token are there to be closed.
    public Integer call() throws SyncException, InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        // Opened first, so closed last: the process lives until the library is closed.
        try (StopSignal.Handle handle = signal.onStop(stop::countDown);
                ProgressLine progress = new ProgressLine(shell.err());
                Library library = database.open(shell);
                ListenerToken token = library.addListener(new CyclePrinter(shell, database.path(), stop::countDown))) {
            if (shell.showsProgress()) {
                shell.complain("watching " + database.path() + ", Ctrl-C ends");
                library.addListener(progress);
            }
            library.start();
            stop.await();
        }
        return ExitCode.OK;
    }
}

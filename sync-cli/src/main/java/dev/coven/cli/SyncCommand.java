package dev.coven.cli;

import dev.coven.engine.Library;
import dev.coven.engine.ListenerToken;
import dev.coven.engine.SyncDirection;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncResult;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coven sync}. */
@Command(name = "sync", description = "Fetch and merge what others published, then publish local edits.")
final class SyncCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final DatabaseArgument database = new DatabaseArgument();

    @ArgGroup
    private Halves halves = new Halves();

    SyncCommand(Shell shell) {
        this.shell = shell;
    }

    /** At most one of them. */
    private static final class Halves {
        @Option(names = "--push-only", description = "Only publish local edits.")
        private boolean pushOnly;

        @Option(names = "--pull-only", description = "Only fetch and merge.")
        private boolean pullOnly;

        SyncDirection direction() {
            if (pushOnly) {
                return SyncDirection.PUSH_ONLY;
            }
            return pullOnly ? SyncDirection.PULL_ONLY : SyncDirection.BOTH;
        }
    }

    @Override
    public Integer call() throws SyncException {
        try (Library library = database.open(shell)) {
            SyncResult result = sync(library);
            shell.print(JsonForm.sync(result), SyncText.lines(result, database.path()));
            return ExitCode.waitingIf(result.isWaiting());
        }
    }

    @SuppressWarnings("try") // The token is there to be closed.
    private SyncResult sync(Library library) throws SyncException {
        if (!shell.showsProgress()) {
            return library.sync(halves.direction());
        }
        try (ProgressLine progress = new ProgressLine(shell.err());
                ListenerToken token = library.addListener(progress)) {
            return library.sync(halves.direction());
        }
    }
}

package dev.coven.cli;

import dev.coven.engine.Library;
import dev.coven.engine.LibraryStatus;
import dev.coven.engine.SyncException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coven status}. */
@Command(
        name = "status",
        description = "Show what this copy knows, without asking the store.",
        footer = {
            "",
            "SEQ is the number of a device's newest changeset that this copy knows of; HERE is how far this",
            "copy has that device's changesets, or, for this device itself (*), how far they are in the store."
        })
final class StatusCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final DatabaseArgument database = new DatabaseArgument();

    StatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException {
        try (Library library = database.open(shell)) {
            LibraryStatus status = library.status();
            shell.print(JsonForm.status(status), StatusText.lines(status, database.path(), shell.display()));
            return ExitCode.waitingIf(StatusText.isWaiting(status));
        }
    }
}

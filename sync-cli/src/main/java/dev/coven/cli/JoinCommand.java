package dev.coven.cli;

import dev.coven.engine.Library;
import dev.coven.engine.LibraryStatus;
import dev.coven.engine.SyncException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code coven join}. */
@Command(
        name = "join",
        description = "Make a copy of a library that this person was invited to. DB is created;%n"
                + "one that exists must have the library's tables, all of them empty.")
final class JoinCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final DatabaseArgument database = new DatabaseArgument();

    @Parameters(index = "1", paramLabel = "INVITE", description = "What 'coven invite' printed.")
    private String inviteCode = "";

    JoinCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException {
        try (Library library = shell.engine().join(database.path(), inviteCode)) {
            LibraryStatus status = library.status();
            shell.print(
                    JsonForm.library(status),
                    StatusText.welcome(database.path() + " is a copy of the library now.", status));
        }
        return ExitCode.OK;
    }
}

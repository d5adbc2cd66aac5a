package dev.coven.cli;

import dev.coven.engine.Library;
import dev.coven.engine.LibraryStatus;
import dev.coven.engine.SyncEngine;
import dev.coven.engine.SyncException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

    @Mixin
    private final DeviceNameOption deviceName = new DeviceNameOption();

    @Parameters(index = "1", paramLabel = "INVITE", description = "What 'coven invite' printed.")
    private String inviteCode = "";

    @Option(
            names = "--store",
            paramLabel = "URL",
            converter = StoreUrl.class,
            description = "Where this machine finds the library's store, if not where%n"
                    + "the inviting one does, such as a shared folder's path here.")
    private Optional<URI> store = Optional.empty();

    JoinCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException {
        try (Library library = join(deviceName.engine(shell))) {
            LibraryStatus status = library.status();
            shell.print(
                    JsonForm.library(status),
                    StatusText.welcome(database.path() + " is a copy of the library now.", status));
        }
        return ExitCode.OK;
    }

    private Library join(SyncEngine engine) throws SyncException {
        return store.isPresent()
                ? engine.join(database.path(), inviteCode, store.get())
                : engine.join(database.path(), inviteCode);
    }
}

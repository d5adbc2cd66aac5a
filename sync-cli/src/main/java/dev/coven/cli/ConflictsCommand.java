package dev.coven.cli;

import dev.coven.engine.Conflict;
import dev.coven.engine.Library;
import dev.coven.engine.SyncException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code coven conflicts} and {@code coven conflicts DB restore N}. */
@Command(
        name = "conflicts",
        description = "List values that lost to a concurrent edit, newest first;%n"
                + "'coven conflicts DB restore N' writes one back as a new edit.")
final class ConflictsCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final DatabaseArgument database = new DatabaseArgument();

    @Mixin
    private final LimitOption limit = new LimitOption();

    ConflictsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException {
        try (Library library = database.open(shell)) {
            List<Conflict> conflicts = library.conflicts(limit.limit());
            TextTable table = new TextTable("N", "NOTICED", "ROW", "COLUMN", "KEPT", "LOST");
            for (Conflict conflict : conflicts) {
                table.row(
                        conflict.number(),
                        shell.display().time(conflict.noticed()),
                        conflict.table() + " " + Display.key(conflict.key()),
                        conflict.column(),
                        conflict.kept().map(Display::value).orElse("(deleted)"),
                        Display.value(conflict.lost()));
            }
            shell.print(
                    JsonForm.array(conflicts, JsonForm::conflict),
                    conflicts.isEmpty() ? List.of("no conflicts") : table.lines());
        }
        return ExitCode.OK;
    }

    @Command(
            name = "restore",
            description = "Write a lost value back as a new edit, which then travels like any other.")
    int restore(
            @Parameters(index = "0", paramLabel = "N", description = "The conflict's number in the list.") long number)
            throws SyncException {
        try (Library library = database.open(shell)) {
            Conflict conflict = library.restoreConflict(number);
            shell.print(
                    JsonForm.conflict(conflict),
                    List.of("restored " + conflict.table() + " " + Display.key(conflict.key()) + ": "
                            + conflict.column() + " = " + Display.value(conflict.lost())));
        }
        return ExitCode.OK;
    }
}

package dev.coven.cli;

import dev.coven.engine.Library;
import dev.coven.engine.ParkedRow;
import dev.coven.engine.SyncException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coven parked}. */
@Command(
        name = "parked",
        description = "List rows that a constraint keeps out of their tables, with the reasons.%n"
                + "A row comes back by itself when the reason goes.")
final class ParkedCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final DatabaseArgument database = new DatabaseArgument();

    @Mixin
    private final LimitOption limit = new LimitOption();

    ParkedCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException {
        try (Library library = database.open(shell)) {
            List<ParkedRow> rows = library.parked(limit.limit());
            List<String> text = new ArrayList<>();
            for (ParkedRow row : rows) {
                text.add(row.table() + " " + Display.key(row.key()));
                row.reasons().forEach(reason -> text.add("    " + SyncText.reason(reason)));
                row.values().forEach((column, value) -> text.add("    " + column + " = " + Display.value(value)));
            }
            if (rows.isEmpty()) {
                text.add("no parked rows");
            }
            shell.print(JsonForm.array(rows, JsonForm::parked), text);
            return ExitCode.waitingIf(!rows.isEmpty());
        }
    }
}

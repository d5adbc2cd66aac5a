package dev.coven.cli;

import dev.coven.engine.Checkup;
import dev.coven.engine.Library;
import dev.coven.engine.SyncException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coven doctor}. */
@Command(
        name = "doctor",
        description = "Examine this copy: the database file, the triggers that capture edits, the%n"
                + "fingerprint of the merged rows, and what waits. Reads every row; does not%n"
                + "ask the store. Says of each finding what to do.")
final class DoctorCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final DatabaseArgument database = new DatabaseArgument();

    DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException {
        try (Library library = database.open(shell)) {
            Checkup checkup = library.examine();
            List<String> lines = new ArrayList<>();
            for (Checkup.Finding finding : checkup.findings()) {
                lines.add("%-8s %s: %s".formatted(word(finding.condition()), finding.subject(), finding.detail()));
                if (!finding.remedy().isEmpty()) {
                    lines.add("         " + finding.remedy());
                }
            }
            shell.print(JsonForm.checkup(checkup), lines);
            return switch (checkup.worst()) {
                case SOUND -> ExitCode.OK;
                case WAITING -> ExitCode.WAITING;
                case FAILED -> ExitCode.FAILED;
            };
        }
    }

    private static String word(Checkup.Condition condition) {
        return switch (condition) {
            case SOUND -> "ok";
            case WAITING -> "waiting";
            case FAILED -> "FAILED";
        };
    }
}

package dev.coven.cli;

import dev.coven.engine.Checkup;
import dev.coven.engine.Library;
import dev.coven.engine.SyncException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coven doctor}. */
@Command(
        name = "doctor",
        description = {
            "Examine this copy: the database file, the triggers that capture edits, the%n"
                    + "fingerprint of the merged rows, and what waits. Reads every row; does not%n"
                    + "ask the store. Says of each finding what to do.",
            "With --store, try out instead whether a store can hold a library: create,%n"
                    + "read, list, replace and delete a scratch object there."
        })
final class DoctorCommand implements Callable<Integer> {
    private final Shell shell;

    @ArgGroup(multiplicity = "1")
    private final Patient patient = new Patient();

    /** One of the two is given. */
    static final class Patient {
        @Parameters(index = "0", paramLabel = "DB", description = "The SQLite database file.")
        private @Nullable Path database;

        @Option(
                names = "--store",
                paramLabel = "URL",
                converter = StoreUrl.class,
                description = "A store's URL, such as s3://bucket/prefix.")
        private @Nullable URI store;
    }

    DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException {
        if (patient.store != null) {
            Checkup checkup = new Checkup("", shell.engine().probe(patient.store));
            shell.print(JsonForm.findings(checkup), lines(checkup));
            return exitCode(checkup);
        }
        Path database = Objects.requireNonNull(patient.database, "the command line has one of the two");
        try (Library library = DatabaseArgument.of(database).open(shell)) {
            Checkup checkup = library.examine();
            shell.print(JsonForm.checkup(checkup), lines(checkup));
            return exitCode(checkup);
        }
    }

    private static List<String> lines(Checkup checkup) {
        List<String> lines = new ArrayList<>();
        for (Checkup.Finding finding : checkup.findings()) {
            lines.add("%-8s %s: %s".formatted(word(finding.condition()), finding.subject(), finding.detail()));
            if (!finding.remedy().isEmpty()) {
                lines.add("         " + finding.remedy());
            }
        }
        return lines;
    }

    private static int exitCode(Checkup checkup) {
        return switch (checkup.worst()) {
            case SOUND -> ExitCode.OK;
            case WAITING -> ExitCode.WAITING;
            case FAILED -> ExitCode.FAILED;
        };
    }

    private static String word(Checkup.Condition condition) {
        return switch (condition) {
            case SOUND -> "ok";
            case WAITING -> "waiting";
            case FAILED -> "FAILED";
        };
    }
}

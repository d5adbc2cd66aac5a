package dev.coven.cli;

import dev.coven.engine.ChangesetInfo;
import dev.coven.engine.Library;
import dev.coven.engine.SyncException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coven changeset list}. */
@Command(name = "list", description = "List changesets of one device or of all, newest first.")
final class ChangesetListCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final DatabaseArgument database = new DatabaseArgument();

    @Mixin
    private final LimitOption limit = new LimitOption();

    @Option(names = "--device", paramLabel = "D", description = "A device's id, the start of it, or its name.")
    private @Nullable String device;

    ChangesetListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException {
        try (Library library = database.open(shell)) {
            Optional<String> chosen =
                    device == null ? Optional.empty() : Optional.of(ChangesetChoice.device(library.status(), device));
            List<ChangesetInfo> changesets = library.changesets(chosen, limit.limit());
            TextTable table = new TextTable("DEVICE", "SEQ", "TIMESTAMP", "CHANGES", "BYTES");
            for (ChangesetInfo changeset : changesets) {
                table.row(
                        Display.shortId(changeset.device()),
                        changeset.seq(),
                        changeset.timestamp(),
                        changeset.changes(),
                        changeset.bytes());
            }
            shell.print(
                    JsonForm.array(changesets, JsonForm::changeset),
                    changesets.isEmpty() ? List.of("no changesets") : table.lines());
        }
        return ExitCode.OK;
    }
}

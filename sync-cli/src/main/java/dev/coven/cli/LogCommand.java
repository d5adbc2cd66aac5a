package dev.coven.cli;

import dev.coven.engine.ChangesetInfo;
import dev.coven.engine.DeviceStatus;
import dev.coven.engine.Library;
import dev.coven.engine.SyncException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coven log}. */
@Command(name = "log", description = "List the changesets of all devices, newest first.")
final class LogCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final DatabaseArgument database = new DatabaseArgument();

    @Mixin
    private final LimitOption limit = new LimitOption();

    LogCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException {
        try (Library library = database.open(shell)) {
            List<ChangesetInfo> changesets = library.changesets(Optional.empty(), limit.limit());
            Map<String, String> names = library.status().devices().stream()
                    .collect(Collectors.toMap(DeviceStatus::deviceId, DeviceStatus::name, (first, second) -> first));
            TextTable table = new TextTable("TIME", "DEVICE", "NAME", "SEQ", "CHANGES", "SIZE");
            for (ChangesetInfo changeset : changesets) {
                table.row(
                        shell.display().time(changeset.timestamp()),
                        Display.shortId(changeset.device()),
                        names.getOrDefault(changeset.device(), ""),
                        changeset.seq(),
                        changeset.changes(),
                        Display.bytes(changeset.bytes()));
            }
            shell.print(
                    JsonForm.array(changesets, JsonForm::changeset),
                    changesets.isEmpty() ? List.of("no changesets yet") : table.lines());
        }
        return ExitCode.OK;
    }
}

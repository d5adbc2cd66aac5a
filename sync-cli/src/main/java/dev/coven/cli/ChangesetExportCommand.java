package dev.coven.cli;

import com.google.gson.JsonObject;
import dev.coven.engine.Library;
import dev.coven.engine.SyncException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coven changeset export}. */
@Command(
        name = "export",
        description = "Write one changeset as SQLite's session extension has it, to FILE or stdout.%n"
                + "sqlite3changeset_apply, _invert and _concat read it in any language.")
final class ChangesetExportCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final DatabaseArgument database = new DatabaseArgument();

    @Mixin
    private final ChangesetChoice choice = new ChangesetChoice();

    @Option(names = "--out", paramLabel = "FILE", description = "The file to write; replaced when it exists.")
    private @Nullable Path file;

    ChangesetExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException, IOException {
        if (file == null && shell.format() == Shell.Format.JSON) {
            throw new ParameterException(spec.commandLine(), "with --json, stdout is taken: name a file with --out");
        }
        try (Library library = database.open(shell)) {
            ChangesetChoice.Chosen chosen = choice.in(library);
            if (file == null) {
                library.exportChangeset(chosen.device(), chosen.seq(), shell.out());
                shell.out().flush();
            } else {
                write(library, chosen, file);
                tell(chosen, file);
            }
        }
        return ExitCode.OK;
    }

    /** A file appears whole or not at all. */
    private static void write(Library library, ChangesetChoice.Chosen chosen, Path target)
            throws SyncException, IOException {
        Path folder = target.toAbsolutePath().normalize().getParent();
        Path part =
                Files.createTempFile(folder == null ? target.toAbsolutePath().getRoot() : folder, ".coven-", ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                library.exportChangeset(chosen.device(), chosen.seq(), out);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void tell(ChangesetChoice.Chosen chosen, Path target) throws IOException {
        long bytes = Files.size(target);
        JsonObject json = new JsonObject();
        json.addProperty("device", chosen.device());
        json.addProperty("seq", chosen.seq());
        json.addProperty("bytes", bytes);
        json.addProperty("file", target.toString());
        shell.print(json, List.of("changeset " + chosen + ": " + Display.bytes(bytes) + " in " + target));
    }
}

package dev.coven.cli;

import com.google.gson.JsonArray;
import dev.coven.engine.Library;
import dev.coven.engine.SyncException;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.changeset.ChangesetReader;
import dev.coven.engine.changeset.MalformedChangesetException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coven changeset show}. */
@Command(name = "show", description = "Decode one changeset and print its changes.")
final class ChangesetShowCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final DatabaseArgument database = new DatabaseArgument();

    @Mixin
    private final ChangesetChoice choice = new ChangesetChoice();

    ChangesetShowCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException, IOException {
        Path file = Files.createTempFile("coven-", ".changeset");
        try (Library library = database.open(shell)) {
            ChangesetChoice.Chosen chosen = choice.in(library);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                library.exportChangeset(chosen.device(), chosen.seq(), out);
            }
            print(chosen, file);
        } finally {
            Files.deleteIfExists(file);
        }
        return ExitCode.OK;
    }

    private void print(ChangesetChoice.Chosen chosen, Path file) throws SyncException, IOException {
        JsonArray json = new JsonArray();
        List<String> text = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file);
                ColumnNames names = new ColumnNames(database.path())) {
            ChangesetReader reader = new ChangesetReader(in, ChangesetLimits.DEFAULT);
            for (Change change = reader.next(); change != null; change = reader.next()) {
                List<String> columns = names.of(change.table());
                json.add(ChangeForm.json(change, columns));
                text.addAll(ChangeForm.lines(change, columns));
            }
        } catch (MalformedChangesetException e) {
            throw new SyncException(
                    SyncException.Kind.STORE, "changeset " + chosen + " cannot be decoded: " + e.getMessage(), e);
        }
        shell.print(json, text);
    }
}

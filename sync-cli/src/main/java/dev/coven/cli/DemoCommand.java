package dev.coven.cli;

import com.google.gson.JsonObject;
import dev.coven.engine.SyncException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coven demo}. */
@Command(
        name = "demo",
        description = "Two people, two devices and a folder as the store, in a few seconds: edit on both%n"
                + "sides, sync, compare. Touches nothing outside its own folder.")
final class DemoCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--dir", paramLabel = "DIR", description = "Play in this new or empty folder, and keep it.")
    private @Nullable Path folder;

    DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException, SQLException, IOException {
        if (folder != null) {
            Path kept = empty(folder);
            int code = play(kept);
            shell.say("kept in " + kept);
            return code;
        }
        Path temporary = Files.createTempDirectory("coven-demo-");
        try {
            return play(temporary);
        } finally {
            delete(temporary);
        }
    }

    private int play(Path where) throws SyncException, SQLException, IOException {
        List<Demo.Check> checks = new Demo(shell, where).play();
        boolean equal = checks.stream().allMatch(Demo.Check::holds);
        if (shell.format() == Shell.Format.JSON) {
            JsonObject json = new JsonObject();
            json.addProperty("equal", equal);
            json.add("checks", JsonForm.array(checks, Demo.Check::json));
            if (folder != null) {
                json.addProperty("directory", where.toString());
            }
            shell.print(json, List.of());
        }
        return equal ? ExitCode.OK : ExitCode.FAILED;
    }

    private Path empty(Path chosen) throws IOException {
        Path absolute = chosen.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        try (Stream<Path> entries = Files.list(absolute)) {
            if (entries.findAny().isPresent()) {
                throw new ParameterException(spec.commandLine(), absolute + " is not empty; name a new folder");
            }
        }
        return absolute;
    }

    private static void delete(Path tree) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(tree)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}

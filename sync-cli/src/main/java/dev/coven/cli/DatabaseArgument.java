package dev.coven.cli;

import dev.coven.engine.Library;
import dev.coven.engine.SyncException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The database file that most commands begin with. */
final class DatabaseArgument {
    @Parameters(index = "0", paramLabel = "DB", description = "The SQLite database file.")
    private Path path = Path.of("");

    /** The same for a path that was read otherwise. */
    static DatabaseArgument of(Path path) {
        DatabaseArgument argument = new DatabaseArgument();
        argument.path = path;
        return argument;
    }

    Path path() {
        return path;
    }

    /** The library that this database is a copy of. */
    Library open(Shell shell) throws SyncException {
        Path file = existing();
        return shell.engine().open(file);
    }

    /** The path, once it is sure that a file is there: SQLite would make an empty database of a misspelt one. */
    Path existing() throws SyncException {
        if (Files.isDirectory(path)) {
            throw new SyncException(
                    SyncException.Kind.NOT_A_LIBRARY,
                    path.toAbsolutePath() + " is a directory; name the database file in it");
        }
        if (!Files.exists(path)) {
            throw new SyncException(
                    SyncException.Kind.NOT_A_LIBRARY, "there is no database at " + path.toAbsolutePath());
        }
        return path;
    }
}

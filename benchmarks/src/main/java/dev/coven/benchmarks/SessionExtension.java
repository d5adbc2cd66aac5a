package dev.coven.benchmarks;

import dev.coven.engine.database.EngineConnections;
import dev.coven.engine.database.Synchronous;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** SQLite's session extension in C, in a small program that is built here and run once for each measurement. */
final class SessionExtension {
    private final Path program;

    private SessionExtension(Path program) {
        this.program = program;
    }

    /** Builds the program; empty, with the reason on the error stream, where there is no compiler or no such library. */
    static Optional<SessionExtension> build(Path source, Path folder) throws IOException, InterruptedException {
        if (!Files.isRegularFile(source)) {
            System.err.println("no figures of C: there is no " + source);
            return Optional.empty();
        }
        Path program = folder.resolve(source.getFileName() + ".bin");
        try {
            Output output = run(List.of("cc", "-O2", "-o", program.toString(), source.toString(), "-lsqlite3"));
            if (output.status() == 0) {
                return Optional.of(new SessionExtension(program));
            }
            System.err.println("no figures of C: it cannot be built (see above)");
        } catch (IOException noCompiler) {
            System.err.println("no figures of C: " + noCompiler.getMessage());
        }
        return Optional.empty();
    }

    /** Milliseconds that {@code sqlite3changeset_apply} takes, with the page cache that the engine's connections have. */
    double millis(Path database, Path changeset) throws IOException, InterruptedException, SQLException {
        Output output =
                run(List.of(program.toString(), database.toString(), changeset.toString(), cacheSize(database)));
        if (output.status() != 0) {
            throw new IOException("the session extension met a conflict or failed, status " + output.status());
        }
        return Double.parseDouble(output.text().strip());
    }

    /**
     * What recording costs.
     *
     * @param writeMillis the host's writes, with their commits
     * @param buildMillis {@code sqlite3session_changeset}; 0 where nothing recorded
     */
    record Recording(double writeMillis, double buildMillis) {}

    /** Writes the items of one database to another in transactions of so many rows. */
    Recording record(Path database, Path items, HostWrites writes, int batch, boolean session)
            throws IOException, InterruptedException, SQLException {
        Output output = run(List.of(
                program.toString(),
                database.toString(),
                items.toString(),
                writes.name(),
                Integer.toString(batch),
                session ? "1" : "0",
                cacheSize(database)));
        if (output.status() != 0) {
            throw new IOException("the session extension failed, status " + output.status());
        }
        String[] millis = output.text().strip().split(" ", -1);
        return new Recording(Double.parseDouble(millis[0]), Double.parseDouble(millis[1]));
    }

    /** The page cache that the engine's connections have, as {@code PRAGMA cache_size} takes it. */
    static String cacheSize(Path database) throws SQLException {
        try (Connection connection = EngineConnections.open(database, Synchronous.FULL);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA cache_size")) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** What a program printed on its standard output, and how it ended. */
    record Output(int status, String text) {}

    /** Runs a program to its end. */
    static Output run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(process.waitFor(), text);
    }
}

package dev.coven.benchmarks;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Copies of databases to measure on. */
final class DatabaseFile {
    private DatabaseFile() {}

    /** A fresh copy, on the disk, so that nothing of the copying is left to do while something is measured. */
    static Path fresh(Path original, Path copy) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(copy.resolveSibling(copy.getFileName() + suffix));
        }
        Files.copy(original, copy, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return copy;
    }

    /** A copy without anything of the engine's: its rows lie where they lie in the original. */
    static Path bare(Path original, Path copy) throws IOException, SQLException {
        fresh(original, copy);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                Statement statement = connection.createStatement()) {
            List<String> drops = new ArrayList<>();
            try (ResultSet objects = statement.executeQuery("""
                    SELECT 'DROP ' || type || ' "' || name || '"' FROM sqlite_schema
                    WHERE type IN ('trigger', 'table') AND name LIKE 'coven%' ORDER BY type DESC""")) {
                while (objects.next()) {
                    drops.add(objects.getString(1));
                }
            }
            for (String drop : drops) {
                statement.execute(drop);
            }
        }
        return copy;
    }
}

package dev.coven.engine.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A database before and after some edits, as SQL, and the changeset that the session extension recorded of them; {@code
 * .ci/oracle/replay.py} makes such cases.
 *
 * @param folder where its files are
 */
record RecordedCase(Path folder) {
    private static final String ELSEWHERE = "coven.recorded";

    static List<RecordedCase> all() throws IOException, URISyntaxException {
        String elsewhere = System.getProperty(ELSEWHERE);
        Path root = elsewhere == null
                ? Path.of(RecordedCase.class.getResource("/recorded").toURI())
                : Path.of(elsewhere);
        try (Stream<Path> folders = Files.list(root)) {
            return folders.sorted().map(RecordedCase::new).toList();
        }
    }

    String base() throws IOException {
        return Files.readString(folder.resolve("base.sql"), UTF_8);
    }

    byte[] changeset() throws IOException {
        return Files.readAllBytes(folder.resolve("changes.changeset"));
    }

    String expected() throws IOException {
        return Files.readString(folder.resolve("expected.sql"), UTF_8);
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}

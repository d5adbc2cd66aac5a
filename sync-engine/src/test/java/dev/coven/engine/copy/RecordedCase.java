package dev.coven.engine.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A database before and after some edits, as SQL, and the changeset that the session extension recorded of them; {@code
 * .ci/oracle/replay.py} makes such cases.
 */
record RecordedCase(String name, String base, byte[] changeset, String expected) {
    private static final String ELSEWHERE = "coven.recorded";

    static List<RecordedCase> all() throws IOException, URISyntaxException {
        String elsewhere = System.getProperty(ELSEWHERE);
        Path root = elsewhere == null
                ? Path.of(RecordedCase.class.getResource("/recorded").toURI())
                : Path.of(elsewhere);
        List<RecordedCase> cases = new ArrayList<>();
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.sorted().toList()) {
                cases.add(new RecordedCase(
                        folder.getFileName().toString(),
                        Files.readString(folder.resolve("base.sql"), UTF_8),
                        Files.readAllBytes(folder.resolve("changes.changeset")),
                        Files.readString(folder.resolve("expected.sql"), UTF_8)));
            }
        }
        return cases;
    }

    @Override
    public String toString() {
        return name;
    }
}

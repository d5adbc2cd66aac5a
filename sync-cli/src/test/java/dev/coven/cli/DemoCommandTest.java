package dev.coven.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo must see through an engine that syncs nothing. */
class DemoCommandTest {
    @TempDir
    Path folder;

    private final CovenRun coven = new CovenRun();
    private Path play = Path.of("");

    @BeforeEach
    void playHere() {
        play = folder.resolve("play");
        coven.engine.onInit = database -> write(play.resolve("store/object"), database);
        coven.engine.onJoin = database -> write(database, play.resolve("ada/music.db"));
    }

    @Test
    void demo_engineThatSyncsNothing_failsAndSaysWhat() {
        int code = coven.run("demo", "--dir", play.toString());

        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(coven.out())
                .contains("NO   albums are equal on both sides")
                .contains("NO   no title can be read in the store's 1 file")
                .contains("yes  the new album is there")
                .contains("NOT equal")
                .endsWith("kept in " + play + "\n");
    }

    @Test
    void demo_json_isOneObject() {
        coven.run("demo", "--json", "--dir", play.toString());

        assertThat(coven.out()).hasLineCount(1);
        assertThat(coven.object().get("equal").getAsBoolean()).isFalse();
        assertThat(coven.object().get("directory").getAsString()).isEqualTo(play.toString());
    }

    @Test
    void demo_eachPerson_hasAHomeOfTheirOwn() {
        coven.environment.put("COVEN_HOME", "/not/to/be/touched");

        coven.run("demo", "--dir", play.toString());

        assertThat(coven.configs)
                .extracting(config -> config.getString("coven.home"))
                .containsExactly(
                        play.resolve("ada/coven-home").toString(),
                        play.resolve("ben/coven-home").toString());
    }

    @Test
    void demo_folderInUse_isRefusedUntouched() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.txt"), "mine");

        assertThat(coven.run("demo", "--dir", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(file).hasContent("mine");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    private static void write(Path target, Path source) {
        try {
            Files.copy(source, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

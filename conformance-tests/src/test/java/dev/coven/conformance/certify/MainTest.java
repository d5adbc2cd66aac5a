package dev.coven.conformance.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(String... args) {
        return Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    @Test
    void plugin_isCertifiedAndItsCertificateHolds() throws Exception {
        Path config = Files.writeString(folder.resolve("max.conf"), "certify.special-values = [1, 1.0]");
        assertThat(run(
                        "--plugin",
                        "max",
                        "--config",
                        config.toString(),
                        "--level",
                        "smoke",
                        "--out",
                        folder.toString()))
                .as(text(err))
                .isZero();
        assertThat(text(out)).contains("policy max is certified");
        assertThat(folder.resolve("policy-max.html")).isNotEmptyFile();
        assertThat(run("--verify", folder.resolve("policy-max.json").toString()))
                .isZero();
        assertThat(text(out))
                .containsPattern("policy-max.json holds: certified at level smoke on .*, 0 rules not claimed");
        assertThat(run("--verify", folder.resolve("policy-max.json").toString(), "--jar", config.toString()))
                .isEqualTo(1);
        assertThat(text(err)).contains("max.conf is not what was certified");
    }

    @Test
    void commandLine_thatIsWrong_endsWithTwo() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--plugin", "max")).isEqualTo(2);
        assertThat(run("--plugin", "max", "--plugin", "lww")).isEqualTo(2);
        assertThat(run("--plugin", "max", "--config", "x", "--level", "hasty")).isEqualTo(2);
        assertThat(run("--verify", "x", "--level", "smoke")).isEqualTo(2);
        assertThat(text(err)).contains("usage: certify --plugin ID");
    }

    /** What a plugin or a file says must not steer the terminal. */
    @Test
    void controlCharacters_areShownAndNotDone() throws Exception {
        assertThat(run("--plugin", "no\u001b[2J\u202esuch", "--config", "x")).isEqualTo(1);
        assertThat(text(err)).contains("no\\u001b[2J\\u202esuch").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void plugin_thatIsNotThere_endsWithOne() {
        assertThat(run("--plugin", "no-such", "--config", "x")).isEqualTo(1);
        assertThat(text(err)).contains("no plugin 'no-such'");
    }
}

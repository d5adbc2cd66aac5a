package dev.coven.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureBenchTest {
    @TempDir
    Path folder;

    @Test
    void run_withoutTheCProgram_measuresTheEngineAlone() throws Exception {
        CommandWords options = CaptureBench.options(
                "--rows", "7", "--batch", "3", "--rounds", "1", "--warm-ups", "0", "--session-source", "nowhere.c");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        CaptureBench.run(options, folder, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "INSERT x3",
                        "UPDATE x7",
                        "DELETE x7",
                        "host writes, captured",
                        "temp_store=MEMORY",
                        "whole capture")
                .doesNotContain("session_changeset");
    }

    @Test
    void options_unknownOrWithoutValue_areRefused() {
        assertThatThrownBy(() -> CaptureBench.options("--row", "5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("--row", "--rounds");
        assertThatThrownBy(() -> CaptureBench.options("--rows"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--rows");
    }
}

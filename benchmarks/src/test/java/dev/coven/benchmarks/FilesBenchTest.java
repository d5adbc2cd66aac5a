package dev.coven.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesBenchTest {
    @TempDir
    Path folder;

    @Test
    void run_oneMebibyte_measuresBothWaysBesideACopy() throws Exception {
        CommandWords options = FilesBench.options("--mib", "1", "--rounds", "1", "--warm-ups", "0");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        FilesBench.run(options, folder, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Files.copy", "push: seal", "pull: fetch");
    }
}

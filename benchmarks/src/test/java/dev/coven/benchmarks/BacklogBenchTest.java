package dev.coven.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacklogBenchTest {
    @TempDir
    Path folder;

    @Test
    void run_aSmallBacklog_isPulledByAnotherProcess() throws Exception {
        CommandWords options = BacklogBench.options("--mib", "1", "--heap-mib", "64", "--changeset-kib", "128");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        BacklogBench.run(options, folder, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("of changesets in the store", "used at most");
    }
}

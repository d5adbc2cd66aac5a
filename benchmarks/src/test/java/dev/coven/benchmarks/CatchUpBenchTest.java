package dev.coven.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatchUpBenchTest {
    @TempDir
    Path folder;

    @Test
    void run_aFewChangesets_measuresTheEngineBesideTheLoop() throws Exception {
        CommandWords options = CatchUpBench.options(
                "--changesets",
                "6",
                "--devices",
                "2",
                "--latencies",
                "0,1",
                "--sequential",
                "2",
                "--rounds",
                "1",
                "--warm-ups",
                "0",
                "--idle-devices",
                "3");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        CatchUpBench.run(options, folder, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "idle pull, 3 other devices",
                        "idle pull, 6 changesets of 2 devices",
                        "1.0 requests",
                        "sequential loop",
                        "engine, default settings")
                .contains("pull.transfers = 1");
    }
}

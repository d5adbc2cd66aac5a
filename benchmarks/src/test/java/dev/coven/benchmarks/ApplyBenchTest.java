package dev.coven.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyBenchTest {
    @TempDir
    Path folder;

    @Test
    void run_withoutTheCProgram_measuresTheEngineAlone() throws Exception {
        BenchOptions options = BenchOptions.parse(
                "--rows", "5", "--rounds", "1", "--warm-ups", "0", "--parking", "3", "--session-source", "nowhere.c");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        ApplyBench.run(options, folder, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("INSERT   engine, apply", "UPDATE   engine, pull", "new process", "3 children: parked in")
                .doesNotContain("sqlite3changeset_apply");
    }

    @Test
    void parse_unknownOption_isRefused() {
        assertThatThrownBy(() -> BenchOptions.parse("--row", "5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--row")
                .hasMessageContaining("--rounds");
    }

    @Test
    void ratioTo_rounds_isTheMedianOfTheirOwnRatios() {
        Samples quick = new Samples();
        Samples slow = new Samples();
        for (double[] round : new double[][] {{10, 20}, {10, 90}, {30, 90}}) {
            quick.add(round[0]);
            slow.add(round[1]);
        }

        assertThat(slow.ratioTo(quick)).isEqualTo(3.0);
        assertThat(slow.ratioRange(quick)).isEqualTo("2.00..9.00");
    }
}

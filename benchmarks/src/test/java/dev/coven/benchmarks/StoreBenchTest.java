package dev.coven.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StoreBenchTest {
    @Test
    void run_aFewRequests_measuresThePluginAndTheBareClients() throws Exception {
        StoreBenchOptions options =
                StoreBenchOptions.parse("--requests", "4", "--threads", "2", "--rounds", "1", "--warm-ups", "0");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        StoreBench.run(options, new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("4 KiB x1", "1024 KiB x2", "JDK's HttpClient", "S3 plugin");
    }

    @Test
    void parse_unknownOption_isRefused() {
        assertThatThrownBy(() -> StoreBenchOptions.parse("--request", "5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("--request", "--rounds");
    }
}

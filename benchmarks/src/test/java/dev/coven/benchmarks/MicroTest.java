package dev.coven.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark of JMH's works; what it measures here means nothing. */
class MicroTest {
    @Test
    void run_oneShortIterationOfEach_measuresEverything() throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("dev.coven.benchmarks")
                        .param("bytes", "1024")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(10))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();

        assertThat(results.stream().map(result -> result.getPrimaryResult().getLabel()))
                .containsExactlyInAnyOrder(
                        "read", "write", "join", "seal", "open", "sign", "verify", "insertRows", "insertRows");
    }
}

package dev.coven.engine.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Module;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.coven.engine.SyncEngine;
import dev.coven.engine.SyncMeter;
import dev.coven.engine.wiring.SyncEngines;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The Java that docs/embedding.md shows for meters: it runs, and the page shows exactly these lines. */
class EmbeddingExampleTest {
    private static final Path PAGE = Path.of("..", "docs", "embedding.md");
    private static final Path THIS = Path.of("src/test/java/dev/coven/engine/micrometer/EmbeddingExampleTest.java");

    @Test
    void example_run_makesAnEngineThatMeasures() throws Exception {
        Config settings = ConfigFactory.load();
        MeterRegistry registry = new SimpleMeterRegistry();

        // embedding.md: begin
        Module meters = binder -> binder.bind(SyncMeter.class).toInstance(new MicrometerMeter(registry));
        SyncEngine engine = SyncEngines.create(settings, meters);
        // embedding.md: end

        assertThat(engine.plugins()).isNotEmpty();
        assertThat(registry.find("coven.bytes").counters()).hasSize(2);
    }

    @Test
    void page_javaBlock_isTheCodeAbove() throws IOException {
        String code =
                between(Files.readAllLines(THIS), "        // embedding.md: begin", "        // embedding.md: end");
        String shown = between(Files.readAllLines(PAGE), "<!-- EmbeddingExampleTest -->", "<!-- end -->");
        assertThat(shown).isEqualTo("```java\n" + code.stripIndent() + "\n```");
    }

    private static String between(List<String> lines, String begin, String end) {
        assertThat(lines).contains(begin, end);
        return lines.subList(lines.indexOf(begin) + 1, lines.indexOf(end)).stream()
                .collect(Collectors.joining("\n"));
    }
}

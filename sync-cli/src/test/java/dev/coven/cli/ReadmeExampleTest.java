package dev.coven.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.coven.engine.InitOptions;
import dev.coven.engine.Library;
import dev.coven.engine.SyncEngine;
import dev.coven.engine.SyncListener;
import dev.coven.engine.wiring.SyncEngines;
import dev.coven.spi.row.RowChange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java that README.md shows: it runs, and README.md shows exactly these lines. */
class ReadmeExampleTest {
    private static final Path README = Path.of("..", "README.md");
    private static final Path THIS = Path.of("src/test/java/dev/coven/cli/ReadmeExampleTest.java");

    @TempDir
    Path folder;

    @Test
    void example_run_publishesTheHostsEdit() throws Exception {
        Path database = folder.resolve("shop.db");
        URI store = StoreUrl.folder(folder.resolve("store"));
        try (Connection host = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = host.createStatement()) {
            statement.execute("CREATE TABLE item(id TEXT PRIMARY KEY, name TEXT)");
        }
        Config settings = ConfigFactory.parseMap(
                        Map.of("coven.home", folder.resolve("keys").toString()))
                .withFallback(ConfigFactory.load());

        // README: begin
        SyncEngine engine = SyncEngines.create(settings);
        try (Library library = engine.init(database, InitOptions.of(store));
                Connection host = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            library.addListener(new SyncListener() {
                @Override
                public void rowsChanged(List<RowChange> changes) {
                    changes.forEach(change -> System.out.println(change.kind() + " " + change.table()));
                }
            });
            host.createStatement().executeUpdate("INSERT INTO item VALUES ('a1', 'bread')");
            library.sync();
        }
        // README: end

        try (Library library = engine.open(database)) {
            assertThat(library.changesets(java.util.Optional.empty(), 10))
                    .singleElement()
                    .satisfies(changeset -> assertThat(changeset.changes()).isEqualTo(1));
            assertThat(library.status().uncaptured()).isFalse();
        }
    }

    @Test
    void readme_javaBlock_isTheCodeAbove() throws IOException {
        String code = between(
                Files.readAllLines(THIS).stream().map(String::stripTrailing).toList(),
                "        // README: begin",
                "        // README: end");
        String shown = between(Files.readAllLines(README), "<!-- ReadmeExampleTest -->", "<!-- end -->");
        assertThat(shown).isEqualTo("```java\n" + code.stripIndent() + "\n```");
    }

    private static String between(List<String> lines, String begin, String end) {
        assertThat(lines).contains(begin, end);
        return lines.subList(lines.indexOf(begin) + 1, lines.indexOf(end)).stream()
                .collect(Collectors.joining("\n"));
    }
}

package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three rows of three devices: the second has a unique key in common with the first, and another one with the third. */
class UniqueChainTest {
    private static final Map<String, String> ROWS = Map.of(
            "ada", "INSERT INTO seats VALUES ('first', 1, 'X')",
            "ben", "INSERT INTO seats VALUES ('second', 2, 'X')",
            "cleo", "INSERT INTO seats VALUES ('third', 2, 'Y')");

    /** A row that lost still blocks those with a younger claim, in whatever order the rows come. */
    @ParameterizedTest
    @CsvSource({
        "b, ada ben cleo, first",
        "lower(b), ada ben cleo, first",
        "b, ada cleo ben, first third",
        "lower(b), ada cleo ben, first third",
        "b, cleo ben ada, third",
        "lower(b), cleo ben ada, third",
        "b, ben ada cleo, second",
        "lower(b), ben ada cleo, second"
    })
    void rows_inAChain_areJudgedEachByAllOthers(String term, String order, String visible, @TempDir Path folder)
            throws Exception {
        try (Fleet fleet = FleetPlan.of(
                        folder,
                        "CREATE TABLE seats(id TEXT PRIMARY KEY, a UNIQUE, b)",
                        "CREATE UNIQUE INDEX seats_b ON seats(" + term + ")")
                .found("ada")) {
            fleet.join("ben");
            fleet.join("cleo");
            for (String name : order.split(" ", -1)) {
                fleet.device(name).sql(ROWS.getOrDefault(name, ""));
            }
            fleet.syncUntilQuiet();
            fleet.requireEqual();
            assertThat(fleet.device("ada").query("SELECT id FROM seats ORDER BY id"))
                    .isEqualTo(Stream.of(visible.split(" ", -1))
                            .map(id -> "'" + id + "'")
                            .toList());
        }
    }
}

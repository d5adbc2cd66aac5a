package dev.coven.engine.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.Library;
import dev.coven.engine.micrometer.MicrometerMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole library reports to its engine's meter. */
class MeteredLibraryTest {
    @TempDir
    Path folder;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void cycles_areMeasured_requestsBytesChangesetsAndRows() throws Exception {
        InstantSource time = InstantSource.fixed(Instant.ofEpochMilli(Household.NOW_MILLIS));
        try (Household house = new Household(folder, time, pause -> {}, "", new MicrometerMeter(registry))) {
            Library ada = house.found("ada", "CREATE TABLE notes(id TEXT PRIMARY KEY, body)");
            Library ben = house.admit(ada, "ben");
            ada.sync();
            ada.sync();
            double requests = requests();
            double pulled = count("coven.changesets", "pulled");
            double rows = rows();

            ada.sync();
            assertThat(requests()).as("an idle sync is one request").isEqualTo(requests + 1);

            house.execute("ben", "INSERT INTO notes VALUES ('b1', 1), ('b2', 2)");
            double sent = count("coven.bytes", "sent");
            double pushed = count("coven.changesets", "pushed");
            ben.push();
            assertThat(count("coven.changesets", "pushed")).isEqualTo(pushed + 1);
            assertThat(count("coven.bytes", "sent")).isGreaterThan(sent);

            double received = count("coven.bytes", "received");
            ada.sync();
            assertThat(count("coven.changesets", "pulled")).isEqualTo(pulled + 1);
            assertThat(rows()).isEqualTo(rows + 2);
            assertThat(count("coven.bytes", "received")).isGreaterThan(received);
            assertThat(ada.syncStatus().progress().bytes()).isPositive();
            assertThat(registry.get("coven.devices.held").gauge().value()).isZero();
            for (String work : new String[] {"capture", "pull", "push"}) {
                assertThat(registry.get("coven.work").tag("work", work).timer().count())
                        .as(work)
                        .isPositive();
            }
        }
    }

    private double requests() {
        return registry.get("coven.requests").timers().stream()
                .mapToDouble(timer -> timer.count())
                .sum();
    }

    private double rows() {
        return registry.get("coven.rows.applied").counter().count();
    }

    private double count(String name, String direction) {
        return registry.get(name).tag("direction", direction).counter().count();
    }
}

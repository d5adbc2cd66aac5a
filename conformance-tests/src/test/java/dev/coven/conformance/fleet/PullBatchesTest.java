package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.ListenerToken;
import dev.coven.engine.SyncListener;
import dev.coven.spi.row.RowChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pull applies several changesets in one transaction. */
class PullBatchesTest extends ThreeDevices {
    @BeforeEach
    void found() throws Exception {
        found(FleetPlan.of(folder, "CREATE TABLE notes(id TEXT PRIMARY KEY, body)"));
    }

    private void writeByTurns(int rounds) throws Exception {
        for (int i = 0; i < rounds; i++) {
            for (Device device : List.of(ada, cleo)) {
                device.sql("INSERT INTO notes VALUES ('%d of %s', 'x')".formatted(i, device.id()));
                fleet.advance(Duration.ofSeconds(1));
            }
        }
        ada.push();
        cleo.push();
    }

    /** Each transaction silences the triggers of capture and lets them speak again, which moves the schema's version. */
    private long schemaMovesOfAPull() throws Exception {
        long before = Long.parseLong(ben.query("PRAGMA schema_version").get(0));
        ben.pull();
        return Long.parseLong(ben.query("PRAGMA schema_version").get(0)) - before;
    }

    @Test
    void manySmallChangesets_areAppliedInOneTransaction() throws Exception {
        ada.sql("INSERT INTO notes VALUES ('first', 'x')");
        ada.push();
        long movesOfOne = schemaMovesOfAPull();
        assertThat(movesOfOne).isPositive();
        writeByTurns(20);
        assertThat(schemaMovesOfAPull()).isEqualTo(movesOfOne);
        assertThat(ben.query("SELECT count(*) FROM notes")).containsExactly("41");
    }

    @Test
    void listeners_hearOfEveryChangesetByItself() throws Exception {
        writeByTurns(2);
        ben.takeEvents();
        List<Integer> sizes = new ArrayList<>();
        try (ListenerToken token = ben.library().addListener(new SyncListener() {
            @Override
            public void rowsChanged(List<RowChange> changes) {
                sizes.add(changes.size());
            }
        })) {
            ben.pull();
        }
        assertThat(sizes).containsExactly(1, 1, 1, 1);
    }
}

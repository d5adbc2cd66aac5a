package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.ListenerToken;
import dev.coven.engine.SyncListener;
import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.storage.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pull applies several changesets in one transaction. */
class PullBatchesTest extends ThreeDevices {
    private final WatchedStore store = new WatchedStore();
    private final ThinkingPlan plan = new ThinkingPlan();

    /** A blob plan that may take its time over every changeset. */
    private final class ThinkingPlan implements BlobPlan {
        private Duration thinking = Duration.ZERO;

        @Override
        public PluginDescriptor descriptor() {
            return PluginDescriptor.of("thinking", "Thinks", "1");
        }

        @Override
        public List<BlobUpload> blobsToPush(List<RowChange> changes) {
            return List.of();
        }

        @Override
        public List<BlobDownload> blobsToPull(List<RowChange> changes) {
            fleet.advance(thinking);
            return List.of();
        }
    }

    @BeforeEach
    void found() throws Exception {
        found(FleetPlan.of(folder, "CREATE TABLE notes(id TEXT PRIMARY KEY, body)")
                .withStore(store)
                .withBlobPlan(plan));
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

    private void writeTransactions(int count, int rows) throws Exception {
        for (int i = 0; i < count; i++) {
            ada.sql("""
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                    INSERT INTO notes SELECT 'row ' || i || ' of %d', 'x' FROM n""".formatted(rows, i));
            ada.push();
        }
    }

    /** In how many transactions a pull applies what there is. */
    private long transactionsOfAPull() throws Exception {
        long moves = schemaMovesOfAPull();
        ada.sql("INSERT INTO notes VALUES ('one more', 'x')");
        ada.push();
        long movesOfOne = schemaMovesOfAPull();
        assertThat(movesOfOne).isPositive();
        assertThat(moves % movesOfOne).isZero();
        return moves / movesOfOne;
    }

    /** Each transaction silences the triggers of capture and lets them speak again, which moves the schema's version. */
    private long schemaMovesOfAPull() throws Exception {
        long before = Long.parseLong(ben.query("PRAGMA schema_version").get(0));
        ben.pull();
        return Long.parseLong(ben.query("PRAGMA schema_version").get(0)) - before;
    }

    @ParameterizedTest
    @CsvSource({"20, 1", "128, 1", "129, 2"})
    void smallChangesets_areAppliedTogetherUpToTheirNumber(int rounds, int transactions) throws Exception {
        writeByTurns(rounds);
        assertThat(transactionsOfAPull()).isEqualTo(transactions);
        assertThat(ben.query("SELECT count(*) FROM notes")).containsExactly(String.valueOf(2 * rounds + 1));
    }

    @ParameterizedTest
    @CsvSource({"5000, 1", "5001, 2"})
    void changesets_areAppliedTogetherUpToTheirChanges(int rows, int transactions) throws Exception {
        writeTransactions(2, rows);
        assertThat(transactionsOfAPull()).isEqualTo(transactions);
    }

    /** So that what is here already does not wait for what is long in coming. */
    @Test
    void changesets_thatAreLongInComing_areAppliedAsTheyCome() throws Exception {
        writeTransactions(4, 1);
        store.watch(new WatchedStore.Watch() {
            @Override
            public void begun(ObjectKey key, int atWork) {
                fleet.advance(Duration.ofMillis(100));
            }
        });
        assertThat(transactionsOfAPull()).isEqualTo(2);
    }

    /** So that the host's writers wait for no longer than they would for one large changeset. */
    @Test
    void changesets_thatTakeLongToApply_leaveRoomForTheHost() throws Exception {
        writeTransactions(4, 1);
        plan.thinking = Duration.ofMillis(200);
        assertThat(transactionsOfAPull()).isEqualTo(2);
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

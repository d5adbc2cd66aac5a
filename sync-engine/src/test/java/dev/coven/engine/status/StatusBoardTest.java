package dev.coven.engine.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.SyncException;
import dev.coven.engine.SyncListener;
import dev.coven.engine.SyncStatus;
import dev.coven.engine.SyncStatus.Amount;
import dev.coven.engine.SyncStatus.Phase;
import dev.coven.spi.storage.StorageException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusBoardTest {
    private static final Instant NOW = Instant.ofEpochSecond(1000);

    private final List<SyncStatus> told = new ArrayList<>();
    private final Listeners listeners = new Listeners();
    private final StatusBoard board = new StatusBoard(listeners, InstantSource.fixed(NOW));

    private void listen() {
        listeners.add(new SyncListener() {
            @Override
            public void statusChanged(SyncStatus status) {
                told.add(status);
            }
        });
    }

    private static SyncException offline(String why) {
        StorageException cause =
                new StorageException(StorageException.Kind.UNAVAILABLE, StorageException.Retry.SAFE, why);
        return new SyncException(SyncException.Kind.STORE, why, cause);
    }

    @Test
    void sameStatus_isToldOnce() {
        listen();
        board.enters(Phase.PULLING);
        board.enters(Phase.PULLING);
        board.nextAttempt(NOW);
        board.moved(100);
        board.tell();
        assertThat(told).extracting(SyncStatus::phase).containsExactly(Phase.PULLING);
        assertThat(board.status().nextAttempt()).contains(NOW);
        assertThat(board.status().progress().bytes()).isEqualTo(100);
    }

    @Test
    void attemptsThatFailAlike_areToldOnce_andProgressShowsThatItGoesOn() {
        listen();
        for (int i = 0; i < 3; i++) {
            board.begun();
            board.enters(Phase.PULLING);
            board.failed(offline("no route"));
            board.tell();
        }
        board.begun();
        board.enters(Phase.PULLING);
        board.changesets(Phase.APPLYING, new Amount(1, 2));
        board.succeeded();
        board.tell();
        assertThat(told)
                .extracting(SyncStatus::phase)
                .containsExactly(Phase.PULLING, Phase.OFFLINE, Phase.APPLYING, Phase.IDLE);
        assertThat(board.status().failure()).isEmpty();
        assertThat(board.status().lastSuccess()).contains(NOW);
    }

    @Test
    void closed_isTheLastThingThatIsTold() {
        listen();
        board.closed();
        board.begun();
        board.enters(Phase.PULLING);
        board.changesets(Phase.APPLYING, new Amount(1, 2));
        board.failed(offline("no route"));
        board.succeeded();
        board.nextAttempt(NOW);
        board.tell();
        assertThat(told).extracting(SyncStatus::phase).containsExactly(Phase.CLOSED);
        assertThat(board.status().phase()).isEqualTo(Phase.CLOSED);
    }

    /** A listener that changes the status itself is told of that after it returned, and not within. */
    @Test
    void changeWithinAListener_isToldBehindIt() {
        List<String> order = new ArrayList<>();
        listeners.add(new SyncListener() {
            @Override
            public void statusChanged(SyncStatus status) {
                order.add("begin " + status.phase());
                if (status.phase() == Phase.PULLING) {
                    board.closed();
                }
                order.add("end " + status.phase());
            }
        });
        board.enters(Phase.PULLING);
        assertThat(order).containsExactly("begin PULLING", "end PULLING", "begin CLOSED", "end CLOSED");
    }

    @ParameterizedTest
    @EnumSource(SyncException.Kind.class)
    void failure_ofEachKind_comesWithWhatToDo(SyncException.Kind kind) {
        assertThat(Diagnosis.of(new SyncException(kind, "it failed")).remedy()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource(StorageException.Kind.class)
    void failureOfTheStore_ofEachKind_comesWithWhatToDo(StorageException.Kind kind) {
        StorageException cause = new StorageException(kind, StorageException.Retry.NEVER, "it failed");
        Diagnosis diagnosis = Diagnosis.of(new SyncException(SyncException.Kind.STORE, "it failed", cause));
        assertThat(diagnosis.remedy()).isNotBlank();
        assertThat(diagnosis.phase()).isIn(Phase.OFFLINE, Phase.FAILED);
    }
}

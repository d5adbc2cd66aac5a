package dev.coven.engine.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.ListenerToken;
import dev.coven.engine.SyncListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private final Listeners listeners = new Listeners();
    private final List<Long> told = new ArrayList<>();
    private final SyncListener recorder = new SyncListener() {
        @Override
        public void pullProgress(long applied, long known) {
            told.add(applied);
        }
    };

    private void tell(long number) {
        listeners.tell(listener -> listener.pullProgress(number, number));
    }

    @Test
    void token_closedTwice_endsItsOwnRegistrationAlone() {
        ListenerToken first = listeners.add(recorder);
        listeners.add(recorder);
        first.close();
        first.close();
        tell(7);
        assertThat(told).containsExactly(7L);
    }

    @Test
    void listener_thatRemovesItselfWhenTold_isToldOnce_andOthersToo() {
        List<ListenerToken> tokens = new ArrayList<>();
        List<Long> seen = new ArrayList<>();
        tokens.add(listeners.add(new SyncListener() {
            @Override
            public void pullProgress(long applied, long known) {
                seen.add(applied);
                tokens.get(0).close();
            }
        }));
        listeners.add(recorder);
        tell(1);
        tell(2);
        assertThat(seen).containsExactly(1L);
        assertThat(told).containsExactly(1L, 2L);
    }

    @Test
    void listener_removedByAnother_isToldNothingMore() {
        List<ListenerToken> tokens = new ArrayList<>();
        listeners.add(new SyncListener() {
            @Override
            public void pullProgress(long applied, long known) {
                tokens.get(0).close();
            }
        });
        tokens.add(listeners.add(recorder));
        tell(1);
        assertThat(told).isEmpty();
    }

    @Test
    void listener_thatThrows_isToldOn_andKeepsNobodyFromBeingTold() {
        List<Long> seen = new ArrayList<>();
        listeners.add(new SyncListener() {
            @Override
            public void pullProgress(long applied, long known) {
                seen.add(applied);
                throw new IllegalStateException("its own mistake");
            }
        });
        listeners.add(recorder);
        tell(1);
        tell(2);
        assertThat(seen).containsExactly(1L, 2L);
        assertThat(told).containsExactly(1L, 2L);
    }
}

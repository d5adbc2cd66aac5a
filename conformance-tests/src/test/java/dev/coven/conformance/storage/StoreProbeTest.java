package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.Checkup.Condition;
import dev.coven.engine.Checkup.Finding;
import dev.coven.engine.store.StoreProbe;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StoreTraits;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoreProbeTest {
    private final InMemoryStore store = new InMemoryStore();

    @Test
    void run_goodStore_isSoundAndLeavesNothing() throws Exception {
        assertThat(StoreProbe.run(store, "x")).hasSize(6).allMatch(finding -> finding.condition() == Condition.SOUND);
        assertThat(store.list(KeyPrefix.ALL, ListCursor.start(), 10).objects()).isEmpty();
    }

    @Test
    void run_storeThatOverwrites_failsAtCreateAndLeavesNothing() throws Exception {
        List<Finding> findings = StoreProbe.run(new Overwriting(), "x");
        assertThat(findings)
                .filteredOn(finding -> finding.condition() == Condition.FAILED)
                .extracting(Finding::subject)
                .contains("create");
        assertThat(store.list(KeyPrefix.ALL, ListCursor.start(), 10).objects()).isEmpty();
    }

    @Test
    void run_storeThatClaimsNothing_failsAtCreate() throws Exception {
        List<Finding> findings = StoreProbe.run(new InMemoryStore(new StoreTraits(Set.of(), 1000, 1000)), "x");
        assertThat(findings)
                .filteredOn(finding -> finding.condition() == Condition.FAILED)
                .extracting(Finding::subject)
                .containsExactly("create");
    }

    /** A service that takes the header of a condition for decoration. */
    private final class Overwriting extends ForwardingStore {
        Overwriting() {
            super(StoreProbeTest.this.store);
        }

        @Override
        public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
            return store.put(key, payload, PutCondition.ALWAYS);
        }
    }
}

package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.engine.Checkup.Condition;
import dev.coven.engine.Checkup.Finding;
import dev.coven.engine.store.StoreProbe;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
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
        List<Finding> findings = StoreProbe.run(new OverwritingStore(store), "x");
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

    @Test
    void run_storeThatLosesWrites_failsAtReadAndList() throws Exception {
        List<Finding> findings = StoreProbe.run(new ForgetfulStore(store), "x");
        assertThat(findings)
                .filteredOn(finding -> finding.condition() == Condition.FAILED)
                .extracting(Finding::subject)
                .contains("create", "read", "range", "list", "replace");
    }

    @Test
    void run_answerOfTheFirstCreateIsLost_isSound() throws Exception {
        ObjectStore repeating = new ForwardingStore(store) {
            @Override
            public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
                PutOutcome outcome = store.put(key, payload, condition);
                return condition == PutCondition.IF_ABSENT ? store.put(key, payload, condition) : outcome;
            }
        };
        assertThat(StoreProbe.run(repeating, "x")).allMatch(finding -> finding.condition() == Condition.SOUND);
    }

    @Test
    void run_storeThatBreaksDown_saysWhatBrokeFirst() {
        ObjectStore denying = new ForwardingStore(store) {
            @Override
            public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
                throw new StorageException(Kind.DENIED, Retry.NEVER, "get: denied");
            }

            @Override
            public void delete(ObjectKey key) throws StorageException {
                throw new StorageException(Kind.DENIED, Retry.NEVER, "delete: denied");
            }
        };
        assertThatThrownBy(() -> StoreProbe.run(denying, "x")).hasMessage("get: denied");
    }
}

package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.conformance.fleet.Fleet;
import dev.coven.conformance.fleet.FleetPlan;
import dev.coven.engine.SyncException;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StoreTraits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that cannot hold a library are refused by name before anything is made of it. */
class UnfitStoreTest {
    private static final String DDL = "CREATE TABLE item(id TEXT PRIMARY KEY, name TEXT)";

    @TempDir
    Path folder;

    @Test
    void init_storeThatOverwrites_isRefusedAndNothingIsMade() throws Exception {
        InMemoryStore memory = new InMemoryStore();
        assertThat(refusal(new OverwritingStore(memory)))
                .contains("fleet:library", "overwrites an object that it should refuse", "--store");
        assertThat(memory.list(KeyPrefix.ALL, ListCursor.start(), 10).objects()).isEmpty();
    }

    @Test
    void init_storeThatClaimsNothing_isRefusedInThePluginsWords() throws Exception {
        assertThat(refusal(new InMemoryStore(new StoreTraits(Set.of(), 1 << 20, 1000))))
                .contains("fleet:library", "does not claim CREATE_IF_ABSENT", "--store");
    }

    @Test
    void init_storeThatLosesWrites_isRefusedAndNothingIsMade() throws Exception {
        assertThat(refusal(new ForgetfulStore(new InMemoryStore()))).contains("what was written is not read back");
    }

    @Test
    void join_storeThatBeganToOverwrite_isRefusedAndNothingIsMade() throws Exception {
        Turning store = new Turning(new InMemoryStore());
        FleetPlan plan = FleetPlan.of(folder, DDL).withStore(store);
        try (Fleet fleet = plan.found("founder")) {
            store.overwrites = true;
            SyncException failure = catchThrowableOfType(SyncException.class, () -> fleet.join("other"));
            assertThat(failure.kind()).isEqualTo(SyncException.Kind.CONFIGURATION);
            assertThat(failure).hasMessageContainingAll("overwrites", "--store");
            assertThat(files()).filteredOn(name -> name.contains("other.db")).isEmpty();
        }
    }

    /** What is said, on one line; nothing stands beside the database then. */
    private String refusal(ObjectStore store) throws IOException {
        FleetPlan plan = FleetPlan.of(folder, DDL).withStore(store);
        SyncException failure = catchThrowableOfType(SyncException.class, () -> plan.found("founder"));
        assertThat(failure.kind()).isEqualTo(SyncException.Kind.CONFIGURATION);
        assertThat(files()).as("what is there beside the database").allMatch(name -> name.endsWith(".db"));
        assertThat(failure.getMessage()).doesNotContain("\n");
        return failure.getMessage();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    /** A service that is good at first. */
    private static final class Turning extends ForwardingStore {
        private boolean overwrites;

        Turning(ObjectStore store) {
            super(store);
        }

        @Override
        public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
            return store.put(key, payload, overwrites ? PutCondition.ALWAYS : condition);
        }
    }
}

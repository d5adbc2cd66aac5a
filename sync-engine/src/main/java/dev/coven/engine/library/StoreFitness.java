package dev.coven.engine.library;

import dev.coven.engine.Checkup.Condition;
import dev.coven.engine.Checkup.Finding;
import dev.coven.engine.SyncException;
import dev.coven.engine.store.StoreProbe;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Whether a store can hold a library: what is tried out, and that one which cannot is refused before anything is made. */
final class StoreFitness {
    private final ObjectStore store;
    private final URI location;
    private final RandomGenerator random;

    StoreFitness(ObjectStore store, URI location, RandomGenerator random) {
        this.store = store;
        this.location = location;
        this.random = random;
    }

    /** One finding for each thing that a library needs. */
    List<Finding> examine() throws SyncException, StorageException {
        try {
            return StoreProbe.run(store, Long.toHexString(random.nextLong()));
        } catch (IOException e) {
            throw new SyncException(
                    SyncException.Kind.STORE, "the store at " + location + " broke off: " + e.getMessage(), e);
        }
    }

    /** Refuses a store that lacks something. */
    void require() throws SyncException, StorageException {
        List<Finding> failed = examine().stream()
                .filter(finding -> finding.condition() == Condition.FAILED)
                .toList();
        if (!failed.isEmpty()) {
            throw new SyncException(
                    SyncException.Kind.CONFIGURATION,
                    "the store at " + location + " cannot hold a library: "
                            + failed.stream().map(Finding::detail).collect(Collectors.joining("; "))
                            + "; name another store (--store URL)");
        }
    }
}

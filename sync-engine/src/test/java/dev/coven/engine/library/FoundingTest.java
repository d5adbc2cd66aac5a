package dev.coven.engine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coven.engine.Library;
import dev.coven.engine.SyncException;
import dev.coven.spi.storage.StorageException;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Founding that is cut short: it goes on later, unless the place is taken by then. */
class FoundingTest {
    private static final String[] NOTES = {
        "CREATE TABLE t(id TEXT PRIMARY KEY, v) WITHOUT ROWID", "INSERT INTO t VALUES ('old', 1)"
    };

    @TempDir
    private Path folder;

    private Household house;

    @BeforeEach
    void open() {
        house = new Household(folder);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** The store is away after so many puts of the library itself; what was tried out before it stays possible. */
    private void foundWithStoreAwayAfter(int puts) {
        int[] left = {puts};
        house.store.watch(request -> {
            if (request.startsWith("PUT index/") && left[0]-- <= 0) {
                throw new StorageException(
                        StorageException.Kind.UNAVAILABLE, StorageException.Retry.NEVER, "the store is away");
            }
        });
        assertThatExceptionOfType(SyncException.class).isThrownBy(() -> house.found("ada", NOTES));
        house.store.watch(request -> {});
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void init_cutShort_goesOnWithTheNextSync(int puts) throws Exception {
        foundWithStoreAwayAfter(puts);
        Library ada = house.open("ada");
        ada.sync();
        house.admit(ada, "ben");
        assertThat(house.ask("ben", "SELECT v FROM t")).isEqualTo("1");
    }

    /** Whoever was slower must not leave anything in the library of the other. */
    @Test
    void init_cutShortAndThePlaceTakenMeanwhile_isRefusedAndLeavesNothing() throws Exception {
        foundWithStoreAwayAfter(0);
        Library ben = house.found("ben", NOTES);
        ben.sync();
        var before = new TreeMap<>(house.store.objects);
        assertThatExceptionOfType(SyncException.class)
                .isThrownBy(() -> house.open("ada").sync())
                .satisfies(e -> assertThat(e.kind()).isEqualTo(SyncException.Kind.TRUST))
                .withMessageContaining("another library");
        assertThat(house.store.objects.keySet()).isEqualTo(before.keySet());
        ben.sync();
        house.admit(ben, "cleo");
        assertThat(house.ask("cleo", "SELECT v FROM t")).isEqualTo("1");
    }
}

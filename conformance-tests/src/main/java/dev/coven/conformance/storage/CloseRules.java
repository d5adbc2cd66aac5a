package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StoreTraits;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What {@code close} and {@code traits} keep. */
abstract class CloseRules extends ConcurrencyRules {
    CloseRules() {}

    /** A store that is used after its end is a bug of its user, and says so at once, whatever is asked. */
    @Test
    void calls_afterClose_areIllegal() throws Exception {
        ObjectStore store = client();
        put(store, "object", bytes(1, 1));
        store.close();
        List<ThrowingCallable> calls = List.of(
                store::traits,
                () -> put(store, "object", bytes(1, 2)),
                () -> store.get(key("object"), ByteRange.ALL),
                () -> store.stat(key("object")),
                () -> store.list(KeyPrefix.ALL, ListCursor.start(), 1),
                () -> store.delete(key("object")));
        for (int i = 0; i < calls.size(); i++) {
            assertThat(catchThrowable(calls.get(i)))
                    .as("call %s of %s of a closed store", i + 1, calls.size())
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    /** Closing twice is closing once, and takes nothing from other clients of the store. */
    @Test
    void close_twice_isHarmlessToOthers() throws Exception {
        ObjectStore store = client();
        ObjectStore other = client();
        put(store, "object", bytes(10, 1));
        store.close();
        store.close();
        assertThat(get(other, "object")).isEqualTo(bytes(10, 1));
    }

    /** Traits are constant: the engine plans by them once. */
    @Test
    void traits_ofOneStore_areConstant() throws Exception {
        ObjectStore store = client();
        StoreTraits before = store.traits();
        put(store, "object", bytes(10, 1));
        assertThat(store.traits()).as("traits after a put").isEqualTo(before);
        assertThat(client().traits()).as("traits of another client").isEqualTo(before);
    }
}

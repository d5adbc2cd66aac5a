package dev.coven.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coven.engine.layout.StoreLayout;
import dev.coven.spi.storage.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The names that a store lists. Each is some entry or none, and an entry has one name only. */
final class NameTarget implements FuzzTarget {
    @Override
    public String name() {
        return "name";
    }

    @Override
    public List<byte[]> seeds() {
        List<ObjectKey> keys = List.of(
                StoreLayout.library(),
                StoreLayout.schema(Long.MAX_VALUE),
                StoreLayout.head("ab".repeat(16)),
                StoreLayout.snapshotPointer("01".repeat(16)),
                StoreLayout.member("cd".repeat(20), 12),
                StoreLayout.wrappedKey("ef".repeat(20), 1),
                StoreLayout.changeset("ab".repeat(16), 255));
        List<byte[]> seeds = new ArrayList<>();
        keys.forEach(key -> seeds.add(key.value().getBytes(StandardCharsets.UTF_8)));
        return seeds;
    }

    @Override
    public void feed(byte[] input) {
        String name = new String(input, StandardCharsets.ISO_8859_1);
        if (!ObjectKey.isValid(name)) {
            assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey(name));
            return;
        }
        ObjectKey key = new ObjectKey(name);
        assertThat(StoreLayout.parse(key).key()).isEqualTo(key);
    }
}

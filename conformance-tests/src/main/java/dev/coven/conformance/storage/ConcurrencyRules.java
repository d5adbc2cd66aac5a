package dev.coven.conformance.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.Race;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.ObjectVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store keeps while many use it. */
abstract class ConcurrencyRules extends ListRules {
    private static final int THREADS = 8;
    private static final int READERS = 3;
    private static final int CONTENTS = 100;
    private static final int STABLE_KEYS = 150;

    ConcurrencyRules() {}

    /** One client serves many threads. Look at state kept between the parts of one call. */
    @Test
    void calls_fromManyThreads_doNotMixUp() throws Exception {
        ObjectStore store = client();
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            tasks.add(() -> {
                for (int round = 0; round < 10; round++) {
                    String key = "thread-" + thread + "/object-" + round;
                    byte[] bytes = bytes(5000 + thread, round);
                    put(store, key, bytes);
                    assertThat(get(store, key)).as(key).isEqualTo(bytes);
                    assertThat(keys(store, "thread-" + thread + "/")).hasSize(round + 1);
                }
                return true;
            });
        }
        Race.run(tasks);
        assertThat(keys(store, "")).hasSize(THREADS * 10);
    }

    /**
     * Whoever reads while an object is replaced gets one whole object, and one version never stands for two contents.
     * Look at writes in place, and at a version read apart from the bytes.
     */
    @Test
    void get_whileReplaced_seesOneWholeObject() throws Exception {
        ObjectStore writer = client();
        Map<ObjectVersion, Byte> contents = new ConcurrentHashMap<>();
        contents.put(put(writer, "object", uniform(0)), (byte) 0);
        Churn churn = new Churn(READERS, i -> {
            byte content = (byte) (i % CONTENTS);
            contentIs(contents, put(writer, "object", uniform(content)), content);
        });
        for (int reader = 0; reader < READERS; reader++) {
            ObjectStore store = client();
            churn.addReader(() -> readWhole(store, contents));
        }
        churn.run();
    }

    /**
     * What is there all the time is listed exactly once, in order, while other objects are created, replaced and deleted
     * beside it, and while it is replaced itself. Look at directory reads that race with renames.
     */
    @Test
    void list_whileOthersChange_showsWhatStaysExactlyOnce() throws Exception {
        ObjectStore writer = client();
        List<String> stable = IntStream.range(0, STABLE_KEYS)
                .mapToObj(i -> String.format("d/%04d", i))
                .toList();
        for (String key : stable) {
            put(writer, key, bytes(10, 1));
        }
        Churn churn = new Churn(1, i -> {
            put(writer, stable.get(i % STABLE_KEYS), bytes(10, i));
            put(writer, "d/" + i % CONTENTS + "-passing", bytes(1, i));
            if (i % 2 == 0) {
                writer.delete(key("d/" + i % CONTENTS + "-passing"));
            }
        });
        ObjectStore reader = client();
        churn.addReader(() -> {
            for (int maxKeys : new int[] {1000, 37}) {
                List<String> listed = listAll(reader, "d/", maxKeys).stream()
                        .map(stat -> stat.key().value())
                        .toList();
                assertThat(new TreeSet<>(listed))
                        .as("keys of a listing, in order and once")
                        .containsExactlyElementsOf(listed);
                assertThat(new HashSet<>(listed).containsAll(stable))
                        .as("a listing in pages of %s has all that was there all the time: %s", maxKeys, listed)
                        .isTrue();
            }
        });
        churn.run();
    }

    private static void readWhole(ObjectStore store, Map<ObjectVersion, Byte> contents) throws Exception {
        try (ObjectBody body = store.get(key("object"), ByteRange.ALL)) {
            byte[] bytes = body.stream().readAllBytes();
            ObjectStat stat = body.stat();
            assertThat(bytes).as("a whole object").isNotEmpty();
            assertThat(Arrays.equals(bytes, uniform(bytes[0])))
                    .as("%s bytes that begin with content %s are that content", bytes.length, bytes[0])
                    .isTrue();
            assertThat(stat.size()).as("the size told before reading").isEqualTo(bytes.length);
            contentIs(contents, stat.version(), bytes[0]);
        }
    }

    private static void contentIs(Map<ObjectVersion, Byte> contents, ObjectVersion version, byte content) {
        Byte known = contents.putIfAbsent(version, content);
        assertThat(known == null || known == content)
                .as("version %s stands for content %s and for %s", version, content, known)
                .isTrue();
    }

    private static int sizeOf(int content) {
        return 20_000 + content * 1000;
    }

    private static byte[] uniform(int content) {
        byte[] bytes = new byte[sizeOf(content)];
        Arrays.fill(bytes, (byte) content);
        return bytes;
    }
}

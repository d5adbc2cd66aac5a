package dev.coven.conformance.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.Race;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ListPage;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code list} keeps, and which keys a store must be able to hold. */
abstract class ListRules extends ConditionRules {
    /** More than S3 and its kin give in one page. */
    private static final int MANY_KEYS = 1050;

    private static final int WRITERS = 16;

    ListRules() {}

    /** An empty store, or a prefix that nothing lies below, gives one empty page and no error. */
    @Test
    void list_nothingThere_isEmpty() throws Exception {
        ObjectStore store = client();
        assertThat(keys(store, "")).isEmpty();
        put(store, "a/b", bytes(1, 1));
        assertThat(keys(store, "b/")).isEmpty();
        assertThat(keys(store, "a/b/")).isEmpty();
    }

    /**
     * Keys come in the order of their characters, whole keys compared: {@code a-b} before {@code a/b} before {@code a0}.
     * Look at orders by folder or by locale.
     */
    @Test
    void list_keys_areInOrderOfTheirCharacters() throws Exception {
        ObjectStore store = client();
        List<String> ordered = List.of(
                "a", "a-b", "a.b", "a/-", "a/b", "a/b-c/d", "a/b.c", "a/b/c", "a/b/c/d", "a/b0", "a/bc", "a0", "a=",
                "aB", "a_", "aa", "b");
        for (int i = 0; i < ordered.size(); i++) {
            put(store, ordered.get((i * 7) % ordered.size()), bytes(1, i));
        }
        assertThat(keys(store, "")).containsExactlyElementsOf(ordered);
    }

    /**
     * Pages of any size, put together, give each key once, in order. A page may be short, even empty, as long as it names
     * the next. Look at cursors that include or skip the key they stand on.
     */
    @Test
    void list_smallPages_giveEachKeyOnce() throws Exception {
        ObjectStore store = client();
        List<String> keys = List.of("a", "a/1", "a/2/x", "a/2/y", "a/3", "a0", "b/1", "b/1/2");
        for (String key : keys) {
            put(store, key, bytes(1, 1));
        }
        for (int maxKeys = 1; maxKeys <= keys.size() + 1; maxKeys++) {
            assertThat(listAll(store, "", maxKeys))
                    .as("pages of " + maxKeys)
                    .extracting(stat -> stat.key().value())
                    .containsExactlyElementsOf(keys);
            assertThat(listAll(store, "a/", maxKeys))
                    .as("pages of " + maxKeys + " below a/")
                    .extracting(stat -> stat.key().value())
                    .containsExactly("a/1", "a/2/x", "a/2/y", "a/3");
        }
    }

    /** More keys than fit in a page of the service, asked for as many at once as there are. Look at a lost truncation mark. */
    @Test
    void list_manyKeys_areAllThere() throws Exception {
        ObjectStore store = client();
        List<String> keys = IntStream.range(0, MANY_KEYS)
                .mapToObj(i -> String.format("many/%016x", i))
                .toList();
        putAtOnce(store, keys);
        assertThat(listAll(store, "", Integer.MAX_VALUE))
                .extracting(stat -> stat.key().value())
                .containsExactlyElementsOf(keys);
        assertThat(store.list(KeyPrefix.ALL, ListCursor.start(), Integer.MAX_VALUE)
                        .objects())
                .as("one page is no longer than the traits say")
                .hasSizeLessThanOrEqualTo(store.traits().maxPageKeys());
    }

    /** A prefix selects whole segments: {@code a/} has neither {@code a} nor {@code ab/c} nor {@code x/a/b}. */
    @Test
    void list_prefix_selectsWhatLiesBelowIt() throws Exception {
        ObjectStore store = client();
        for (String key : new String[] {"a", "a/b", "a/b/c", "a/b-", "ab/c", "a-/c", "a./c", "A/b", "x/a/b"}) {
            put(store, key, bytes(1, 1));
        }
        assertThat(keys(store, "a/")).containsExactly("a/b", "a/b-", "a/b/c");
        assertThat(keys(store, "a/b/")).containsExactly("a/b/c");
        assertThat(keys(store, "A/")).containsExactly("A/b");
    }

    /**
     * Every character that a key may have is kept, case too, and keys that only look like special names are ordinary.
     * Look at URL encoding, hidden files, and file systems that fold case.
     */
    @Test
    void keys_wholeAlphabet_areKeptApart() throws Exception {
        ObjectStore store = client();
        List<String> keys = new ArrayList<>(List.of(
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                "abcdefghijklmnopqrstuvwxyz",
                "0123456789",
                "._=-",
                "-",
                "_",
                "=",
                "...",
                ".hidden",
                "..x",
                "x..",
                "x.",
                "Ab",
                "aB",
                "AB",
                "ab",
                "con",
                "nul.txt",
                "COM1",
                "a/.b/c.",
                "-/-",
                "=/="));
        for (String key : keys) {
            put(store, key, key.getBytes(UTF_8));
        }
        for (String key : keys) {
            assertThat(get(store, key)).as(key).isEqualTo(key.getBytes(UTF_8));
        }
        keys.sort(null);
        assertThat(keys(store, "")).containsExactlyElementsOf(keys);
    }

    /**
     * Keys up to the longest one work and keep their order: in one segment, in many, around the length of a file name.
     * Look at the 255 bytes of a name on most file systems.
     */
    @Test
    void keys_ofEveryLength_areHeldAndOrdered() throws Exception {
        ObjectStore store = client();
        int max = ObjectKey.MAX_CHARS;
        List<String> keys = new ArrayList<>(List.of(
                "x".repeat(max),
                "X".repeat(max),
                "x/".repeat(max / 2 - 1) + "xx",
                "x".repeat(99),
                "x".repeat(100),
                "x".repeat(100) + "-",
                "x".repeat(100) + "/a",
                "x".repeat(100) + "0",
                "x".repeat(101),
                "x".repeat(200),
                "x".repeat(200) + "/" + "y".repeat(199),
                "x".repeat(255),
                "x".repeat(256),
                "Q".repeat(128),
                "Q".repeat(255)));
        for (String key : keys) {
            put(store, key, bytes(1, key.length()));
        }
        for (String key : keys) {
            assertThat(get(store, key)).as(key).isEqualTo(bytes(1, key.length()));
        }
        keys.sort(null);
        for (int maxKeys : new int[] {1, 4, 100}) {
            assertThat(listAll(store, "", maxKeys))
                    .as("pages of " + maxKeys)
                    .extracting(stat -> stat.key().value())
                    .containsExactlyElementsOf(keys);
        }
        assertThat(keys(store, "x".repeat(100) + "/")).containsExactly("x".repeat(100) + "/a");
    }

    /** What one client put or deleted, another one's listing shows at once. Look at caches and eventual consistency. */
    @Test
    void list_byAnotherClient_showsEveryChange() throws Exception {
        ObjectStore writer = client();
        ObjectStore reader = client();
        for (int i = 0; i < 20; i++) {
            put(writer, "a/" + i, bytes(i, i));
            assertThat(keys(reader, "a/"))
                    .as("what another client lists after put %s", i + 1)
                    .containsExactly("a/" + i);
            ObjectStat replaced = new ObjectStat(key("a/" + i), 30, put(writer, "a/" + i, bytes(30, i)));
            assertThat(listAll(reader, "a/", 10))
                    .as("what another client lists after it was replaced")
                    .containsExactly(replaced);
            writer.delete(key("a/" + i));
        }
        assertThat(keys(reader, "")).as("what another client lists in the end").isEmpty();
    }

    /**
     * A cursor outlives the object it stands on: what was there all the time is listed once, though others come and go
     * between the pages. Look at cursors that count positions.
     */
    @Test
    void list_objectsComeAndGoBetweenPages_othersAreListedOnce() throws Exception {
        ObjectStore store = client();
        for (int i = 10; i < 20; i++) {
            put(store, "k/" + i, bytes(1, i));
        }
        ListPage first = store.list(new KeyPrefix("k/"), ListCursor.start(), 4);
        ObjectKey lastSeen = first.objects().get(first.objects().size() - 1).key();
        store.delete(key("k/10"));
        store.delete(lastSeen);
        put(store, "k/100", bytes(1, 1));
        List<String> rest = new ArrayList<>();
        for (var cursor = first.next(); cursor.isPresent(); ) {
            ListPage page = store.list(new KeyPrefix("k/"), cursor.get(), 4);
            page.objects().forEach(stat -> rest.add(stat.key().value()));
            cursor = page.next();
        }
        List<String> expected = IntStream.range(10, 20)
                .mapToObj(i -> "k/" + i)
                .filter(key -> key.compareTo(lastSeen.value()) > 0)
                .toList();
        assertThat(rest).containsExactlyElementsOf(expected);
    }

    /** Empty objects, put by a few threads as one alone would take long against a distant service. */
    private static void putAtOnce(ObjectStore store, List<String> keys) throws Exception {
        int share = (keys.size() + WRITERS - 1) / WRITERS;
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += share) {
            List<String> part = keys.subList(from, Math.min(keys.size(), from + share));
            writers.add(() -> {
                for (String key : part) {
                    put(store, key, new byte[0]);
                }
                return part.size();
            });
        }
        Race.run(writers);
    }
}

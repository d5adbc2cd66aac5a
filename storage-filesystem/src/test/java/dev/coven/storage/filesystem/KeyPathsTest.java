package dev.coven.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.Seed;
import dev.coven.spi.storage.ObjectKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPathsTest {
    private static final Path ROOT = Path.of("/root/of/store");
    private static final String ALPHABET = "ABZabz09._=-./";
    private static final int MAX_NAME_BYTES = 255;
    private static final int KEYS = 50_000;

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b@",
        "a/b/c, a/b/c@",
        "Photo-1.JPG, @photo-1.@j@p@g@",
        "x., x@1@",
        "con/nul.txt, @2con/@2nul.txt@",
        "CON, @c@o@n@",
        "..., ..@1@"
    })
    void fileOf_key_isTheDocumentedPath(String key, String path) {
        assertThat(KeyPaths.fileOf(ROOT, new ObjectKey(key))).isEqualTo(ROOT.resolve(path));
    }

    @Test
    void fileOf_longSegment_isCutIntoNestedPieces() {
        ObjectKey key = new ObjectKey("k/" + "x".repeat(250));
        assertThat(KeyPaths.fileOf(ROOT, key))
                .isEqualTo(ROOT.resolve("k/" + "x".repeat(100) + "/," + "x".repeat(100) + "/," + "x".repeat(50) + "@"));
    }

    @Test
    void fileOf_anyKeys_isInsideTheRootAndDistinctWhateverTheCase() {
        Seed seed = Seed.ofThisRun();
        Random random = seed.random();
        Map<String, ObjectKey> keyOf = new HashMap<>();
        for (int i = 0; i < KEYS; i++) {
            ObjectKey key = randomKey(random);
            Path file = KeyPaths.fileOf(ROOT, key);
            assertThat(file.normalize()).as("%s; %s", key, seed).isEqualTo(file);
            assertThat(file.startsWith(ROOT)).as("%s; %s", key, seed).isTrue();
            for (Path name : ROOT.relativize(file)) {
                assertThat(name.toString().length()).isLessThanOrEqualTo(MAX_NAME_BYTES);
            }
            ObjectKey other = keyOf.putIfAbsent(file.toString().toLowerCase(Locale.ROOT), key);
            assertThat(other == null || other.equals(key))
                    .as("%s and %s; %s", key, other, seed)
                    .isTrue();
            assertThat(KeyPaths.folderOf(ROOT, key)).isEqualTo(file.getParent());
        }
    }

    @Test
    void entryOf_namesOfStrangers_areNoEntries() {
        List<String> names = List.of(
                "",
                "@",
                ",",
                ",@",
                "A",
                "Ab@",
                "a@@",
                "a@@@",
                "@3x",
                "x@1y",
                "a.",
                "con",
                "nul.x@",
                "a b",
                "ä",
                "a~",
                "@2x",
                "x".repeat(101),
                Staging.FOLDER,
                "lost+found",
                "@eaDir");
        for (String name : names) {
            assertThat(KeyPaths.entryOf(name)).as(name).isEmpty();
        }
    }

    private static ObjectKey randomKey(Random random) {
        while (true) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(10) == 0 ? 1 + random.nextInt(ObjectKey.MAX_CHARS) : 1 + random.nextInt(4);
            boolean oneSegment = random.nextInt(3) == 0;
            for (int i = 0; i < length; i++) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length() - (oneSegment ? 1 : 0))));
            }
            if (ObjectKey.isValid(text.toString())) {
                return new ObjectKey(text.toString());
            }
        }
    }
}

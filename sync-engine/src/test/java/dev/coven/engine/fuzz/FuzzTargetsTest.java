package dev.coven.engine.fuzz;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every target with its kept inputs, and with some made from them. Kept are those by which {@code fuzz/run} reached what no other
 * input did, and those that once broke something. A failure prints the input; {@code fuzz/run NAME} looks for more.
 */
class FuzzTargetsTest {
    private static final long SEED = 20_261_123;
    private static final int MUTATIONS = 2_000;
    /** A merge into a database is hundreds of times dearer than a look at some bytes. */
    private static final int DEAR_MUTATIONS = 60;

    /** So long that only an input that never ends gets there. */
    private static final Duration ENDLESS = Duration.ofMinutes(5);

    static List<String> targets() {
        return FuzzTargets.all().stream().map(FuzzTarget::name).toList();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void target_keptInputs_holds(String name) throws Exception {
        FuzzTarget target = FuzzTargets.named(name);
        List<byte[]> inputs = inputs(target);
        assertTimeoutPreemptively(ENDLESS, () -> inputs.forEach(input -> feed(target, input, "kept")));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void target_inputsMadeFromThem_holds(String name) throws Exception {
        FuzzTarget target = FuzzTargets.named(name);
        Mutator mutator = new Mutator(SEED, inputs(target));
        int mutations = name.equals("apply") || name.equals("ddl") ? DEAR_MUTATIONS : MUTATIONS;
        assertTimeoutPreemptively(ENDLESS, () -> {
            for (int i = 0; i < mutations; i++) {
                feed(target, mutator.next(), "number " + i + " of seed " + SEED);
            }
        });
    }

    private static List<byte[]> inputs(FuzzTarget target) throws Exception {
        List<byte[]> inputs = new ArrayList<>(target.seeds());
        URL folder = FuzzTargetsTest.class.getResource("/fuzz/" + target.name());
        if (folder != null) {
            try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
                for (Path file : files.sorted().toList()) {
                    inputs.add(read(file));
                }
            }
        }
        return inputs;
    }

    private static byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    private static void feed(FuzzTarget target, byte[] input, String which) {
        try {
            Allowance.feed(target, input);
        } catch (Throwable e) {
            fail(
                    "%s broke with an input (%s): %s"
                            .formatted(target.name(), which, HexFormat.of().formatHex(input)),
                    e);
        }
    }
}

package dev.coven.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What to measure.
 *
 * @param rows how many rows a changeset holds
 * @param rounds how often each apply is measured
 * @param warmUps how often each is run before that, unmeasured
 * @param parking for each number, so many children are applied before their parent
 * @param sessionSource the C program to measure against; where it is not, C is left out
 */
record BenchOptions(int rows, int rounds, int warmUps, List<Integer> parking, Path sessionSource) {
    static final String USAGE =
            "options: --rows N  --rounds N  --warm-ups N  --parking N,N,..|none  --session-source FILE.c";

    /** The options of a command line. */
    static BenchOptions parse(String... words) {
        BenchOptions options = new BenchOptions(
                100_000, 5, 2, List.of(1_000, 10_000, 100_000), Path.of("benchmarks/oracle/session_apply.c"));
        if (words.length % 2 != 0) {
            throw new IllegalArgumentException(USAGE);
        }
        for (int i = 0; i < words.length; i += 2) {
            options = options.with(words[i], words[i + 1]);
        }
        return options;
    }

    private BenchOptions with(String name, String value) {
        return switch (name) {
            case "--rows" -> new BenchOptions(Integer.parseInt(value), rounds, warmUps, parking, sessionSource);
            case "--rounds" -> new BenchOptions(rows, Integer.parseInt(value), warmUps, parking, sessionSource);
            case "--warm-ups" -> new BenchOptions(rows, rounds, Integer.parseInt(value), parking, sessionSource);
            case "--parking" -> new BenchOptions(rows, rounds, warmUps, numbers(value), sessionSource);
            case "--session-source" -> new BenchOptions(rows, rounds, warmUps, parking, Path.of(value));
            default -> throw new IllegalArgumentException("unknown option " + name + "; " + USAGE);
        };
    }

    private static List<Integer> numbers(String value) {
        return value.equals("none")
                ? List.of()
                : Arrays.stream(value.split(",", -1)).map(Integer::valueOf).toList();
    }
}

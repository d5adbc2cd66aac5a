package dev.coven.benchmarks;

/**
 * How much to measure.
 *
 * @param requests how many reads a round has
 * @param threads how many read at once where several do
 * @param rounds how often each client is measured
 * @param warmUps how often before that, unmeasured
 */
record StoreBenchOptions(int requests, int threads, int rounds, int warmUps) {
    static final String USAGE = "options: --requests N  --threads N  --rounds N  --warm-ups N";

    /** The options of a command line. */
    static StoreBenchOptions parse(String... words) {
        StoreBenchOptions options = new StoreBenchOptions(1000, 8, 7, 3);
        if (words.length % 2 != 0) {
            throw new IllegalArgumentException(USAGE);
        }
        for (int i = 0; i < words.length; i += 2) {
            options = options.with(words[i], Integer.parseInt(words[i + 1]));
        }
        return options;
    }

    private StoreBenchOptions with(String name, int value) {
        return switch (name) {
            case "--requests" -> new StoreBenchOptions(value, threads, rounds, warmUps);
            case "--threads" -> new StoreBenchOptions(requests, value, rounds, warmUps);
            case "--rounds" -> new StoreBenchOptions(requests, threads, value, warmUps);
            case "--warm-ups" -> new StoreBenchOptions(requests, threads, rounds, value);
            default -> throw new IllegalArgumentException("unknown option " + name + "; " + USAGE);
        };
    }
}

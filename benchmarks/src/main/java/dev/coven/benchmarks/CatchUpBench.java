package dev.coven.benchmarks;

import dev.coven.engine.PullResult;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.spi.plugin.PluginConfig;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures how fast a device that was away catches up with many small changesets of several devices, over a store in memory that
 * waits before it serves a request, beside {@link SequentialLoop} over the same store. And what a pull costs that finds nothing.
 */
public final class CatchUpBench {
    private static final Map<String, String> OPTIONS = Map.of(
            "--changesets", "10000",
            "--devices", "8",
            "--latencies", "0,20,100",
            "--sequential", "400",
            "--rounds", "3",
            "--warm-ups", "1",
            "--idle-devices", "1,500");
    private static final int IDLE_PULLS = 20;
    private static final String LINE = "%-8s %-34s %10s %9s %12s %6s  %s%n";

    private final CommandWords options;
    private final Backlog backlog;

    private CatchUpBench(CommandWords options, Backlog backlog) {
        this.options = options;
        this.backlog = backlog;
    }

    /**
     * Runs it; the options are {@code --changesets --devices --latencies --sequential --rounds --warm-ups --idle-devices}, each
     * with a value.
     */
    public static void main(String[] arguments) throws Exception {
        CommandWords options = options(arguments);
        WorkFolder.use(folder -> run(options, folder, System.out));
    }

    static CommandWords options(String... words) {
        return CommandWords.parse(OPTIONS, words);
    }

    static void run(CommandWords options, Path folder, PrintStream out) throws Exception {
        List<Integer> latencies = options.numbers("--latencies");
        for (int devices : options.numbers("--idle-devices")) {
            IdlePull.run(folder.resolve("idle-" + devices), devices, IDLE_PULLS, latencies, out);
        }
        Backlog backlog =
                new Backlog(folder.resolve("backlog"), options.number("--devices"), options.number("--changesets"));
        CatchUpBench bench = new CatchUpBench(options, backlog);
        out.printf(LINE, "latency", "", "changesets", "ms", "changesets/s", "ratio", "range");
        for (int latency : latencies) {
            bench.measure(latency, out);
        }
        bench.idle(latencies, out);
    }

    /** What a history that was read costs a pull that finds nothing new. */
    private void idle(List<Integer> latencies, PrintStream out) throws Exception {
        try (BenchDevice reader = backlog.reader(Map.of())) {
            reader.library().pull();
            String what = String.format(
                    Locale.ROOT, "%d changesets of %d devices", backlog.changesets(), options.number("--devices"));
            IdlePull.measure(what, reader.library(), backlog.stores(), IDLE_PULLS, latencies, out);
        }
    }

    /** Milliseconds for one changeset. */
    private record Measured(long changesets, double millis) {
        double each() {
            return millis / changesets;
        }
    }

    private void measure(int latency, PrintStream out) throws Exception {
        int devices = options.number("--devices");
        // Without latency both sides do all of it. With latency the loop's time for one changeset is the same for each.
        long mostOfEach = latency == 0 ? Long.MAX_VALUE : Math.max(1, options.number("--sequential") / devices);
        Samples sequential = new Samples();
        Samples engine = new Samples();
        Samples oneTransfer = new Samples();
        long sequentialChangesets = 0;
        for (int round = -options.number("--warm-ups"); round < options.number("--rounds"); round++) {
            boolean loopFirst = round % 2 == 0;
            Optional<Measured> first = loopFirst ? Optional.of(sequential(latency, mostOfEach)) : Optional.empty();
            Measured pulled = pull(latency, Map.of());
            Measured loop = first.isPresent() ? first.get() : sequential(latency, mostOfEach);
            sequentialChangesets = loop.changesets();
            if (round >= 0) {
                sequential.add(loop.each());
                engine.add(pulled.each());
            }
            if (latency == 0) {
                Measured one = pull(latency, Map.of("pull.transfers", "1"));
                if (round >= 0) {
                    oneTransfer.add(one.each());
                }
            }
        }
        line(out, latency, "sequential loop", sequentialChangesets, sequential, sequential);
        line(out, latency, "engine, pull.transfers = 1", backlog.changesets(), oneTransfer, sequential);
        line(out, latency, "engine, default settings", backlog.changesets(), engine, sequential);
    }

    private Measured sequential(int latency, long mostOfEach) throws Exception {
        Path database;
        Path home;
        String libraryId;
        try (BenchDevice reader = backlog.reader(Map.of())) {
            database = reader.database();
            home = reader.home();
            libraryId = reader.library().status().libraryId();
        }
        try (LibraryCopy copy = EngineApply.open(database)) {
            SequentialLoop loop = new SequentialLoop(
                    copy, home, libraryId, backlog.stores().open(PluginConfig.of(SlowStores.LOCATION, Map.of())));
            return timed(latency, () -> loop.pull(mostOfEach));
        }
    }

    private Measured pull(int latency, Map<String, String> settings) throws Exception {
        try (BenchDevice reader = backlog.reader(settings)) {
            return timed(latency, () -> {
                PullResult result = reader.library().pull();
                if (result.changesetsApplied() != backlog.changesets()) {
                    throw new IllegalStateException("not everything was pulled: " + result);
                }
                return result.changesetsApplied();
            });
        }
    }

    private interface Work {
        long changesets() throws Exception;
    }

    private Measured timed(int latency, Work work) throws Exception {
        backlog.stores().setLatencyMillis(latency);
        try {
            long start = System.nanoTime();
            long changesets = work.changesets();
            return new Measured(changesets, (System.nanoTime() - start) / 1e6);
        } finally {
            backlog.stores().setLatencyMillis(0);
        }
    }

    private static void line(
            PrintStream out, int latency, String what, long changesets, Samples each, Samples sequential) {
        if (each.isEmpty()) {
            return;
        }
        boolean isBase = each == sequential;
        out.printf(
                LINE,
                latency + " ms",
                what,
                changesets,
                String.format(Locale.ROOT, "%.0f", changesets * each.median()),
                String.format(Locale.ROOT, "%.0f", 1000 / each.median()),
                isBase ? "" : String.format(Locale.ROOT, "%.1f", sequential.ratioTo(each)),
                isBase ? "" : sequential.ratioRange(each));
    }
}

package dev.coven.engine.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Jazzer calls, with inputs that it steers towards code that none has reached yet; see {@code fuzz/run}. */
public final class CoverageFuzz {
    private static final FuzzTarget TARGET = FuzzTargets.named(System.getProperty("coven.fuzz.target", ""));

    private CoverageFuzz() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Allowance.feed(TARGET, input);
    }

    /** Writes the target's first inputs into a folder; without an argument, names all targets. */
    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            FuzzTargets.all().forEach(target -> System.out.println(target.name()));
            return;
        }
        Path folder = Files.createDirectories(Path.of(args[0]));
        List<byte[]> seeds = TARGET.seeds();
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(folder.resolve("seed-" + i), seeds.get(i));
        }
    }
}

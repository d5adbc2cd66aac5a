package dev.coven.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How much a listing shows. */
final class LimitOption {
    private static final int MAX = 1_000_000;

    @Spec(Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private int limit = 50;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Show at most N (default: ${DEFAULT-VALUE}).")
    void limit(int chosen) {
        if (chosen < 1 || chosen > MAX) {
            throw new ParameterException(command.commandLine(), "--limit takes 1 to " + MAX + ", not " + chosen);
        }
        limit = chosen;
    }

    int limit() {
        return limit;
    }
}

package dev.coven.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code coven certify}. */
@Command(
        name = "certify",
        description = {
            "Ask a plugin on the class path for every rule of its kind, and write what came of it%n"
                    + "as a certificate: KIND-ID.json for programs, KIND-ID.html for people.",
            "With --verify, examine a certificate instead: is it whole, and of the plugin at hand?"
        })
final class CertifyCommand implements Callable<Integer> {
    private static final List<String> OF_PLUGIN = List.of("--config", "--kind", "--level", "--seed", "--out");
    private static final String KIT = "dev.coven.conformance.certify.Certification";

    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private final Task task = new Task();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "What the plugin needs, as HOCON; see docs/write-a-plugin.md.")
    private @Nullable Path config;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "storage, signature, policy or blobplan, where several plugins have the id.")
    private @Nullable String kind;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "full",
            description = "How long to look: smoke, full (the default) or soak.")
    private String level = "full";

    @Option(names = "--seed", paramLabel = "N", description = "Where random values come from, to repeat a run.")
    private @Nullable Long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where the certificate goes; here if not given.")
    private Path out = Path.of(".");

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "With --verify: the plugin's jar, if it is not on the class path.")
    private @Nullable Path jar;

    /** One of the two is given. */
    static final class Task {
        @Option(names = "--plugin", paramLabel = "ID", description = "The plugin's id, as coven plugins shows it.")
        private @Nullable String plugin;

        @Option(names = "--verify", paramLabel = "FILE", description = "A certificate's JSON.")
        private @Nullable Path verify;
    }

    CertifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        requireOptionsOfTheTask();
        requireKit();
        if (task.verify != null) {
            return KitRunner.verify(shell, task.verify, Optional.ofNullable(jar));
        }
        if (config == null) {
            throw new ParameterException(spec.commandLine(), "--plugin needs --config FILE");
        }
        try {
            return KitRunner.certify(
                    shell,
                    Objects.requireNonNull(task.plugin, "the command line has one of the two"),
                    new KitRunner.Choices(config, Optional.ofNullable(kind), level, Optional.ofNullable(seed), out));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "" + e.getMessage(), e);
        }
    }

    /** An option of the other task would be ignored, and its user would believe what was not done. */
    private void requireOptionsOfTheTask() {
        for (String option : task.verify == null ? List.of("--jar") : OF_PLUGIN) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        spec.commandLine(),
                        task.verify == null
                                ? "--jar goes with --verify; the plugin of --plugin is the one on the class path"
                                : option + " goes with --plugin; --verify takes --jar only");
            }
        }
    }

    /** A distribution need not carry the kit along. */
    private void requireKit() {
        try {
            Class.forName(KIT, false, getClass().getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "this distribution has no conformance kit; put coven-conformance-tests and what it needs on the class path",
                    e);
        }
    }
}

package dev.coven.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code coven} itself: what all commands share. */
@Command(
        name = "coven",
        description = "Keeps copies of one SQLite database in step across devices and people,%n"
                + "over storage they already have.",
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but something waits.",
            "'coven demo' shows it all in a few seconds."
        },
        versionProvider = Coven.Version.class)
final class Coven implements Runnable {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Coven(Shell shell) {
        this.shell = shell;
    }

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Answer in JSON, one value per line.")
    void json(boolean chosen) {
        shell.use(chosen ? Shell.Format.JSON : Shell.Format.TEXT);
    }

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    void help(boolean asked) {
        // picocli acts on the option itself.
    }

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    void version(boolean asked) {
        // picocli acts on the option itself.
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }

    /** The version that the jar was built as. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CommandLine.class.getPackage() == null
                    ? null
                    : Main.class.getPackage().getImplementationVersion();
            return new String[] {"coven " + (version == null ? "(unpackaged)" : version)};
        }
    }
}

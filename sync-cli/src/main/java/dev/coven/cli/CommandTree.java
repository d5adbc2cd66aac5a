package dev.coven.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;

/** Puts the commands together and runs one of them. */
final class CommandTree {
    private static final int USAGE_WIDTH = 100;

    private CommandTree() {}

    static int run(Shell shell, StopSignal stop, String... args) {
        CommandLine line = new CommandLine(new Coven(shell))
                .addSubcommand(new InitCommand(shell))
                .addSubcommand(new IdentityCommand(shell))
                .addSubcommand(new InviteCommand(shell))
                .addSubcommand(new JoinCommand(shell))
                .addSubcommand(new MembersCommand(shell))
                .addSubcommand(new SyncCommand(shell))
                .addSubcommand(new WatchCommand(shell, stop))
                .addSubcommand(new StatusCommand(shell))
                .addSubcommand(new LogCommand(shell))
                .addSubcommand(new ConflictsCommand(shell))
                .addSubcommand(new ParkedCommand(shell))
                .addSubcommand(new CommandLine(new ChangesetCommand())
                        .addSubcommand(new ChangesetListCommand(shell))
                        .addSubcommand(new ChangesetShowCommand(shell))
                        .addSubcommand(new ChangesetExportCommand(shell)))
                .addSubcommand(new PluginsCommand(shell))
                .addSubcommand(new DoctorCommand(shell))
                .addSubcommand(new CertifyCommand(shell))
                .addSubcommand(new DemoCommand(shell));
        Failures failures = new Failures(shell, Arrays.asList(args).contains("--json"));
        line.setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(USAGE_WIDTH)
                .setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8));
        int code = line.execute(args);
        shell.err().flush();
        // A reader that went away or a full disk: the answer did not arrive, and there is nobody to tell.
        boolean delivered = !shell.out().checkError();
        return code == ExitCode.OK && !delivered ? ExitCode.FAILED : code;
    }
}

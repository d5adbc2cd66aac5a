package dev.coven.cli;

import dev.coven.engine.Library;
import dev.coven.engine.MemberRole;
import dev.coven.engine.SyncException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coven invite}. */
@Command(
        name = "invite",
        description = "Admit the person behind a member code, and print the invite code for them.%nIt holds no secret.")
final class InviteCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final DatabaseArgument database = new DatabaseArgument();

    @Parameters(index = "1", paramLabel = "CODE", description = "What 'coven identity' printed for that person.")
    private String memberCode = "";

    @Option(names = "--role", paramLabel = "owner|member", description = "An owner may admit others (default: member).")
    private MemberRole role = MemberRole.MEMBER;

    InviteCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException {
        try (Library library = database.open(shell)) {
            String code = library.invite(memberCode, role);
            shell.print(JsonForm.object("inviteCode", code), List.of(code));
        }
        return ExitCode.OK;
    }
}

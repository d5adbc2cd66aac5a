package dev.coven.cli;

import dev.coven.engine.SyncException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code coven identity}. */
@Command(
        name = "identity",
        description = "Print this person's member code, for an owner who is to invite them.%nIt holds no secret.")
final class IdentityCommand implements Callable<Integer> {
    private final Shell shell;

    IdentityCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException {
        String code = shell.engine().memberCode();
        shell.print(JsonForm.object("memberCode", code), List.of(code));
        return ExitCode.OK;
    }
}

package dev.coven.cli;

import dev.coven.engine.Library;
import dev.coven.engine.MemberInfo;
import dev.coven.engine.SyncException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code coven members}. */
@Command(name = "members", description = "List the library's members, as of the last pull.")
final class MembersCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final DatabaseArgument database = new DatabaseArgument();

    MembersCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException {
        try (Library library = database.open(shell)) {
            List<MemberInfo> members = library.members();
            TextTable table = new TextTable("NAME", "ROLE", "MEMBER", "SCHEME");
            for (MemberInfo member : members) {
                table.row(member.name(), Display.word(member.role()), member.memberId(), member.schemeId());
            }
            shell.print(JsonForm.array(members, JsonForm::member), table.lines());
        }
        return ExitCode.OK;
    }
}

package dev.coven.cli;

import dev.coven.engine.SyncException;
import dev.coven.engine.identity.InvalidCodeException;
import dev.coven.engine.identity.MemberCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coven identity}. */
@Command(
        name = "identity",
        description = "Print this person's member code, for an owner who is to invite them.%nIt holds no secret.")
final class IdentityCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            converter = OneLineName.class,
            description = "What other members see of this person. It is given once, when the%n"
                    + "identity is made, which is at its first use (default: the login name).")
    private Optional<String> name = Optional.empty();

    IdentityCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException {
        Map<String, String> settings =
                name.map(chosen -> Map.of("coven.identity.name", chosen)).orElse(Map.of());
        String code = shell.engine(settings).memberCode();
        if (name.isPresent()) {
            requireName(code, name.get());
        }
        shell.print(JsonForm.object("memberCode", code), List.of(code));
        return ExitCode.OK;
    }

    private static void requireName(String code, String chosen) throws SyncException {
        String present;
        try {
            present = MemberCode.parse(code).name();
        } catch (InvalidCodeException e) {
            throw new SyncException(SyncException.Kind.KEYS, "" + e.getMessage(), e);
        }
        if (!present.equals(chosen)) {
            throw new SyncException(
                    SyncException.Kind.REFUSED,
                    "this person's identity was made before, with the name '" + present
                            + "', and a name never changes; another COVEN_HOME holds another identity");
        }
    }
}

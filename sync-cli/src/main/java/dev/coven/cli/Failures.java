package dev.coven.cli;

import com.google.gson.JsonObject;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncStatus;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong: one line on stderr, an error object on stdout when JSON is asked for. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /** A word that is spelled with a capital only because a sentence began with it. */
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Z][a-z]*[ ,:]");

    /** Known by its name alone: its class is not on every class path. */
    private static final String REFUSED_BY_THE_KIT = "CertificationException";

    private final Shell shell;
    private final boolean jsonAsked;

    /** @param jsonAsked whether {@code --json} stands on the command line, which counts even if the rest is wrong */
    Failures(Shell shell, boolean jsonAsked) {
        this.shell = shell;
        this.jsonAsked = jsonAsked;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (shell.debugs()) {
            failure.printStackTrace(shell.err());
        }
        report(shell, kind(failure), message(failure));
        return ExitCode.FAILED;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        if (jsonAsked) {
            shell.use(Shell.Format.JSON);
        }
        String name = failure.getCommandLine().getCommandSpec().qualifiedName();
        report(shell, "usage", problem(failure) + " (" + name + " --help shows how)");
        return ExitCode.USAGE;
    }

    private static String problem(ParameterException failure) {
        boolean misspelt = failure instanceof UnmatchedArgumentException
                && !failure.getCommandLine().getSubcommands().isEmpty();
        if (!misspelt) {
            return fragment(oneLine(text(failure)));
        }
        UnmatchedArgumentException unmatched = (UnmatchedArgumentException) failure;
        List<String> near = unmatched.getSuggestions();
        return "there is no '" + unmatched.getUnmatched().get(0) + "' here"
                + (near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?");
    }

    /** Reports a failure that does not end the command. */
    static void report(Shell shell, SyncStatus.Failure failure) {
        String message = fragment(oneLine(failure.message()));
        shell.complain(message + " (" + failure.remedy() + ")");
        JsonObject json = JsonForm.error(Display.word(failure.kind()), message);
        json.getAsJsonObject("error").addProperty("remedy", failure.remedy());
        shell.print(json, List.of());
    }

    private static void report(Shell shell, String kind, String message) {
        shell.complain(message);
        shell.print(JsonForm.error(kind, message), List.of());
    }

    private static String kind(Exception failure) {
        if (failure instanceof SyncException known) {
            return Display.word(known.kind());
        }
        if (failure.getClass().getSimpleName().equals(REFUSED_BY_THE_KIT)) {
            return "configuration";
        }
        return failure instanceof IOException ? "io" : "internal";
    }

    private static String message(Exception failure) {
        String text = text(failure);
        if (failure instanceof SyncException) {
            return fragment(oneLine(text));
        }
        String name = failure.getClass().getSimpleName();
        if (name.equals(REFUSED_BY_THE_KIT)) {
            return fragment(oneLine(text));
        }
        if (failure instanceof IOException) {
            return oneLine(name + ": " + text);
        }
        return oneLine("internal error, " + name + ": " + text + " (COVEN_DEBUG=1 shows where)");
    }

    private static String text(Exception failure) {
        String text = failure.getMessage();
        return text == null ? failure.getClass().getSimpleName() : text;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** As it stands after {@code coven:}, in lower case unless it begins with a name, and without a stop. */
    private static String fragment(String text) {
        String begun = PLAIN_WORD.matcher(text).lookingAt()
                ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1)
                : text;
        return begun.endsWith(".") && !begun.endsWith("..") ? begun.substring(0, begun.length() - 1) : begun;
    }
}

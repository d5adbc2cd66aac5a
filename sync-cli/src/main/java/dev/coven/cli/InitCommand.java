package dev.coven.cli;

import com.google.gson.JsonObject;
import dev.coven.engine.HostTriggerInfo;
import dev.coven.engine.InitOptions;
import dev.coven.engine.InitOptions.ForeignKeys;
import dev.coven.engine.InitOptions.IntegerKeys;
import dev.coven.engine.Library;
import dev.coven.engine.LibraryStatus;
import dev.coven.engine.SyncException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coven init}. */
@Command(
        name = "init",
        description = "Make a library of an existing database. Its tables stay as they are;%n"
                + "from now on every program's edits to them are captured.")
final class InitCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final DatabaseArgument database = new DatabaseArgument();

    @Mixin
    private final DeviceNameOption deviceName = new DeviceNameOption();

    @Option(
            names = "--store",
            required = true,
            paramLabel = "URL",
            converter = StoreUrl.class,
            description = "Where changes travel through: a folder (file:///path or a plain%n"
                    + "path), a bucket (s3://bucket/prefix, gs://bucket/prefix), or a%n"
                    + "URL of another installed storage plugin ('coven plugins' lists%n"
                    + "them).")
    private URI store = URI.create("");

    @Option(names = "--tables", split = ",", paramLabel = "NAME", description = "Sync only these tables.")
    private List<String> tables = new ArrayList<>();

    @Option(
            names = "--allow-integer-keys",
            description = "Take tables whose key SQLite picks itself. Two devices can pick%n"
                    + "the same number for different rows, which then become one.")
    private boolean integerKeys;

    @Option(
            names = "--foreign-keys",
            paramLabel = "respect|ignore",
            description = "Whether a row whose parent is missing waits for it (default: respect).")
    private ForeignKeys foreignKeys = ForeignKeys.RESPECT;

    @Option(
            names = "--policy",
            paramLabel = "TABLE=POLICY",
            converter = TablePolicy.Reader.class,
            description = "A table's conflict policy, which all of its columns follow: lww (the%n"
                    + "later write of each column, the default), lww-row (the later%n"
                    + "row as a whole), max (the larger value), json-set (the union%n"
                    + "of JSON arrays), or a plugin's.")
    private List<TablePolicy> policies = new ArrayList<>();

    InitCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SyncException {
        Path path = database.existing();
        Map<String, String> policyOf = new LinkedHashMap<>();
        policies.forEach(chosen -> policyOf.put(chosen.table(), chosen.policy()));
        InitOptions options = InitOptions.of(store)
                .withTables(tables)
                .with(integerKeys ? IntegerKeys.ALLOW : IntegerKeys.REFUSE)
                .with(foreignKeys)
                .withPolicies(policyOf);
        try (Library library = deviceName.engine(shell).init(path, options)) {
            LibraryStatus status = library.status();
            List<HostTriggerInfo> triggers = library.hostTriggers();
            JsonObject json = JsonForm.library(status);
            json.add("hostTriggers", JsonForm.array(triggers, JsonForm::hostTrigger));
            List<String> lines = new ArrayList<>(StatusText.welcome(path + " is a library now.", status));
            lines.addAll(StatusText.triggers(triggers));
            shell.print(json, lines);
        }
        return ExitCode.OK;
    }
}

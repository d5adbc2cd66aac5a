package dev.coven.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.typesafe.config.Config;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands against a fake engine and holds what came of them. */
final class CovenRun {
    final FakeEngine engine = new FakeEngine();
    final Map<String, String> environment = new HashMap<>();
    final List<Config> configs = new ArrayList<>();
    Shell.Progress progress = Shell.Progress.SILENT;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Runs one command; one that waits is told to stop at once. */
    int run(String... args) {
        out.reset();
        err.reset();
        return runTo(new PrintStream(out, false, StandardCharsets.UTF_8), args);
    }

    int runTo(PrintStream stdout, String... args) {
        Shell shell = new Shell(
                config -> {
                    configs.add(config);
                    return engine;
                },
                stdout,
                new PrintStream(err, false, StandardCharsets.UTF_8),
                environment,
                ZoneOffset.UTC,
                progress);
        return CommandTree.run(
                shell,
                action -> {
                    action.run();
                    return () -> {};
                },
                args);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    byte[] outBytes() {
        return out.toByteArray();
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    JsonElement json() {
        return JsonParser.parseString(out());
    }

    JsonObject object() {
        return json().getAsJsonObject();
    }

    JsonArray array() {
        return json().getAsJsonArray();
    }
}

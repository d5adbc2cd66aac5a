package dev.coven.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.typesafe.config.ConfigFactory;
import dev.coven.engine.SyncEngine;
import dev.coven.engine.SyncException;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a command has around it: streams, environment, engines. */
final class Shell {
    /** Whether progress is shown on stderr. */
    enum Progress {
        SHOWN,
        SILENT
    }

    /** What is written to stdout. */
    enum Format {
        TEXT,
        JSON
    }

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private final EngineFactory engines;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Display display;
    private final Progress progress;
    private Format format = Format.TEXT;

    Shell(
            EngineFactory engines,
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            ZoneId zone,
            Progress progress) {
        this.engines = engines;
        this.out = out;
        this.err = err;
        this.environment = Map.copyOf(environment);
        this.display = new Display(zone);
        this.progress = progress;
    }

    SyncEngine engine() throws SyncException {
        return engine(Map.of());
    }

    /** An engine with settings that go before all others. */
    SyncEngine engine(Map<String, String> settings) throws SyncException {
        Map<String, String> all = new HashMap<>();
        String home = environment.getOrDefault("COVEN_HOME", "");
        if (!home.isEmpty()) {
            all.put("coven.home", home);
        }
        all.putAll(settings);
        return engines.create(
                ConfigFactory.parseMap(all, "the command line's environment").withFallback(ConfigFactory.load()));
    }

    void use(Format chosen) {
        format = chosen;
    }

    Format format() {
        return format;
    }

    Display display() {
        return display;
    }

    boolean showsProgress() {
        return progress == Progress.SHOWN;
    }

    boolean debugs() {
        return environment.getOrDefault("COVEN_DEBUG", "").equals("1");
    }

    /** Says one thing in the chosen form: one JSON value on one line, or lines of text. */
    void print(JsonElement json, List<String> text) {
        if (format == Format.JSON) {
            out.println(GSON.toJson(json));
        } else {
            text.forEach(line -> out.println(Display.printable(line)));
        }
        out.flush();
    }

    /** Lines for people only, as the work goes on. */
    void say(String... lines) {
        if (format == Format.TEXT) {
            for (String line : lines) {
                out.println(Display.printable(line));
            }
            out.flush();
        }
    }

    /** One line on stderr. */
    void complain(String message) {
        err.println(Display.printable("coven: " + message));
        err.flush();
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }
}

package dev.coven.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.coven.engine.wiring.SyncEngines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Runs commands on the real engine with the plugins of the distribution, as one person, and holds all that they say. */
final class RealCoven implements AutoCloseable {
    private final Path home;
    private final Config settings;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StringBuilder said = new StringBuilder();
    private final Log log = new Log();

    /**
     * A person at a machine.
     *
     * @param home where the person's keys are
     * @param settings go before those of {@code reference.conf}
     */
    RealCoven(Path home, Map<String, String> settings) {
        this.home = home;
        this.settings = ConfigFactory.parseMap(settings);
        Logger.getLogger("").addHandler(log);
    }

    /** Runs one command and gives its exit code. */
    int run(String... args) {
        out.reset();
        err.reset();
        Shell shell = new Shell(
                config -> SyncEngines.create(settings.withFallback(config)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                Map.of("COVEN_HOME", home.toString()),
                ZoneOffset.UTC,
                Shell.Progress.SILENT);
        int code = CommandTree.run(
                shell,
                action -> {
                    action.run();
                    return () -> {};
                },
                args);
        said.append(out()).append(err());
        return code;
    }

    /** Runs one command that must do its work, and gives what it printed. */
    String print(String... args) {
        int code = run(args);
        if (code != ExitCode.OK) {
            throw new AssertionError(String.join(" ", args) + " ended with " + code + ": " + err());
        }
        return out().strip();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** All that was printed and logged, by whatever library. */
    String everythingSaid() {
        return said + String.join("\n", log.lines);
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(log);
    }

    private static final class Log extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        Log() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

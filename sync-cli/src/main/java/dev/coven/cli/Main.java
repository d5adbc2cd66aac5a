package dev.coven.cli;

import dev.coven.engine.wiring.SyncEngines;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;

/** The {@code coven} command's entry point. */
public final class Main {
    private static final int BUFFER_BYTES = 1 << 16;

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintStream out = utf8(new FileOutputStream(FileDescriptor.out));
        PrintStream err = utf8(new FileOutputStream(FileDescriptor.err));
        Map<String, String> environment = System.getenv();
        Shell shell = new Shell(SyncEngines::create, out, err, environment, ZoneId.systemDefault(), terminal());
        System.exit(CommandTree.run(shell, new ShutdownSignal(), args));
    }

    /** UTF-8 whatever the locale: what a program reads from us must not depend on it. */
    private static PrintStream utf8(FileOutputStream stream) {
        return new PrintStream(new BufferedOutputStream(stream, BUFFER_BYTES), false, StandardCharsets.UTF_8);
    }

    /** Only the launcher knows whether stderr is a terminal; Java sees no more than stdin and stdout. */
    private static Shell.Progress terminal() {
        return Boolean.getBoolean("coven.terminal") ? Shell.Progress.SHOWN : Shell.Progress.SILENT;
    }
}

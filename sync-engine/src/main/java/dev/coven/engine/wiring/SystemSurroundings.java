package dev.coven.engine.wiring;

import dev.coven.engine.config.EngineSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/** The real process: its environment, its user, its machine. */
final class SystemSurroundings implements EngineSettings.Surroundings {
    private static final int MAX_CHARS = 80;

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }

    @Override
    public Path userHome() {
        return Path.of(System.getProperty("user.home"));
    }

    @Override
    public String userName() {
        return oneLine(System.getProperty("user.name", ""), "someone");
    }

    @Override
    public String hostName() {
        try {
            return oneLine(InetAddress.getLocalHost().getHostName(), "device");
        } catch (UnknownHostException e) {
            return "device";
        }
    }

    private static String oneLine(String text, String otherwise) {
        String plain = text.replaceAll("[^\\p{Print}]", "").strip();
        String line = plain.length() > MAX_CHARS ? plain.substring(0, MAX_CHARS) : plain;
        return line.isEmpty() ? otherwise : line;
    }
}

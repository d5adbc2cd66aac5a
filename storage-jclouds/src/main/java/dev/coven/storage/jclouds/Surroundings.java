package dev.coven.storage.jclouds;

import java.nio.file.Path;
import java.util.Optional;

/** What the process runs in, for settings that are not given; tests give another. */
public interface Surroundings {
    /** An environment variable, if it is set and not empty. */
    Optional<String> variable(String name);

    /** The user's home directory. */
    Path userHome();

    /** Those of this process. */
    static Surroundings ofProcess() {
        return new Surroundings() {
            @Override
            public Optional<String> variable(String name) {
                return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
            }

            @Override
            public Path userHome() {
                return Path.of(System.getProperty("user.home"));
            }
        };
    }
}

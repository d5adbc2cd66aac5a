package dev.coven.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import dev.coven.engine.SyncException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder beside a database, {@code DATABASE.coven}: its configuration and its lock. Never a secret. */
public final class LibraryFolder {
    private static final String SUFFIX = ".coven";
    private static final String CONFIGURATION = "coven.conf";

    private final Path folder;

    /** The folder beside this database. */
    public LibraryFolder(Path database) {
        this.folder = database.resolveSibling(database.getFileName() + SUFFIX);
    }

    /** The folder. */
    public Path path() {
        return folder;
    }

    /** Makes the folder if it is not there. */
    public void create() throws SyncException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new SyncException(
                    SyncException.Kind.CONFIGURATION, "cannot create " + folder + ": check its parent's rights", e);
        }
    }

    /** The configuration of this database, over a base for what it does not say. */
    public Config configuration(Config base) throws SyncException {
        Path file = folder.resolve(CONFIGURATION);
        if (!Files.exists(file)) {
            return base;
        }
        try {
            return ConfigFactory.parseString(Files.readString(file, StandardCharsets.UTF_8))
                    .withFallback(base)
                    .resolve();
        } catch (IOException | ConfigException e) {
            throw new SyncException(SyncException.Kind.CONFIGURATION, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether the folder is there. */
    public boolean exists() {
        return Files.exists(folder);
    }

    /** Removes a folder that holds nothing but the configuration. */
    public void delete() throws SyncException {
        try {
            Files.deleteIfExists(folder.resolve(CONFIGURATION));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new SyncException(SyncException.Kind.CONFIGURATION, "cannot remove " + folder, e);
        }
    }

    /** Writes where the store is, unless there is a configuration already that says so. */
    public void writeStore(URI store, Config base) throws SyncException {
        create();
        Path file = folder.resolve(CONFIGURATION);
        if (Files.exists(file)
                && configuration(base).getString("coven.store.url").equals(store.toString())) {
            return;
        }
        String text = """
                # Where this library is stored. Settings of the storage plugin go to coven.store.settings.
                coven.store.url = %s
                """.formatted(ConfigUtil.quoteString(store.toString()));
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SyncException(
                    SyncException.Kind.CONFIGURATION, "cannot write " + file + ": check the folder's rights", e);
        }
    }
}

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
import java.nio.file.StandardOpenOption;

/** The folder beside a database, {@code DATABASE.coven}: its configuration, its lock, and its files where no other place is set. Never a secret. */
public final class LibraryFolder {
    private static final String SUFFIX = ".coven";
    private static final String CONFIGURATION = "coven.conf";
    private static final String BLOBS = "blobs";
    private static final String STORE_URL = "coven.store.url";
    private static final String DEVICE_NAME = "coven.device.name";

    private final Path folder;

    /** The folder beside this database. */
    public LibraryFolder(Path database) {
        this.folder = database.resolveSibling(database.getFileName() + SUFFIX);
    }

    /** The folder. */
    public Path path() {
        return folder;
    }

    /**
     * The folder that files of rows are in.
     *
     * @param setting an absolute path, or one beside the database; empty for {@code blobs} in this folder
     */
    public Path blobs(String setting) {
        return setting.isEmpty() ? folder.resolve(BLOBS) : folder.resolveSibling(setting);
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

    /**
     * Writes where the store is, and the device's name when the base configuration gives one. What the file says already
     * stays; a later line of it counts.
     */
    public void writeStore(URI store, Config base) throws SyncException {
        create();
        Path file = folder.resolve(CONFIGURATION);
        StringBuilder text = new StringBuilder();
        if (!Files.exists(file)) {
            text.append("# This copy's configuration. Settings of the storage plugin go to coven.store.settings.\n");
        }
        Config present = configuration(base);
        if (!present.getString(STORE_URL).equals(store.toString())) {
            text.append(line(STORE_URL, store.toString()));
        }
        String name = base.getString(DEVICE_NAME);
        if (!name.isEmpty() && !Files.exists(file)) {
            text.append(line(DEVICE_NAME, name));
        }
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new SyncException(
                    SyncException.Kind.CONFIGURATION, "cannot write " + file + ": check the folder's rights", e);
        }
    }

    private static String line(String path, String value) {
        return path + " = " + ConfigUtil.quoteString(value) + "\n";
    }
}

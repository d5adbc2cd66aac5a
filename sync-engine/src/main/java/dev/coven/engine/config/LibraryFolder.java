package dev.coven.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import dev.coven.engine.SyncException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
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

    /**
     * What was there before {@link #writeStore}.
     *
     * @param folder whether the folder was there
     * @param configuration the configuration file's length, -1 when there was none
     */
    public record Before(boolean folder, long configuration) {}

    /** What is there now. */
    public Before look() throws SyncException {
        Path file = folder.resolve(CONFIGURATION);
        try {
            return new Before(Files.exists(folder), Files.exists(file) ? Files.size(file) : -1);
        } catch (IOException e) {
            throw new SyncException(SyncException.Kind.CONFIGURATION, "cannot read " + file, e);
        }
    }

    /**
     * Writes where the store is, and the device's name when the base configuration gives one. What the file says already
     * stays; a later line of it counts.
     */
    public void writeStore(URI store, Config base) throws SyncException {
        create();
        Path file = folder.resolve(CONFIGURATION);
        boolean existed = Files.exists(file);
        StringBuilder text = new StringBuilder();
        if (!existed) {
            text.append("# This copy's configuration. Settings of the storage plugin go to coven.store.settings.\n");
        }
        Config present = configuration(base);
        if (!present.getString(STORE_URL).equals(store.toString())) {
            text.append(line(STORE_URL, store.toString()));
        }
        String name = base.getString(DEVICE_NAME);
        if (!name.isEmpty() && !existed) {
            text.append(line(DEVICE_NAME, name));
        }
        try {
            // What people write does not always end with its line.
            String between = existed && !text.isEmpty() && !endsWithItsLine(file) ? "\n" : "";
            Files.writeString(
                    file,
                    between + text,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new SyncException(
                    SyncException.Kind.CONFIGURATION, "cannot write " + file + ": check the folder's rights", e);
        }
        if (!configuration(base).getString(STORE_URL).equals(store.toString())) {
            throw new SyncException(
                    SyncException.Kind.CONFIGURATION,
                    file + " has something at its end that lets no other line follow: end it properly, or remove it");
        }
    }

    private static boolean endsWithItsLine(Path file) throws IOException {
        return Files.size(file) == 0
                || Files.readString(file, StandardCharsets.UTF_8).endsWith("\n");
    }

    /** Takes back what {@link #writeStore} wrote. */
    public void restore(Before before) throws SyncException {
        Path file = folder.resolve(CONFIGURATION);
        try {
            if (before.configuration() < 0) {
                Files.deleteIfExists(file);
            } else {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(before.configuration());
                    channel.force(true);
                }
            }
            if (!before.folder()) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new SyncException(
                    SyncException.Kind.CONFIGURATION, "cannot put " + file + " back as it was: look at its end", e);
        }
    }

    private static String line(String path, String value) {
        return path + " = " + ConfigUtil.quoteString(value) + "\n";
    }
}

package dev.coven.benchmarks;

import com.google.inject.AbstractModule;
import com.typesafe.config.ConfigFactory;
import dev.coven.crypto.ed25519.Ed25519Scheme;
import dev.coven.engine.InitOptions;
import dev.coven.engine.Library;
import dev.coven.engine.MemberRole;
import dev.coven.engine.SyncEngine;
import dev.coven.engine.SyncException;
import dev.coven.engine.merge.LastWriterWins;
import dev.coven.engine.plugin.PluginCatalog;
import dev.coven.engine.wiring.SyncEngines;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.storage.StorageProvider;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A device as an application has it: default settings but for those given, the real clock, real keys, its own host connection. */
final class BenchDevice implements AutoCloseable {
    /**
     * What the devices of a library share.
     *
     * @param provider opens the store
     * @param location where the library is
     * @param blobPlans at hand
     * @param settings by their path below {@code coven}, in place of the defaults
     */
    record Surroundings(
            StorageProvider provider, URI location, List<BlobPlan> blobPlans, Map<String, String> settings) {
        Surroundings with(String path, String value) {
            Map<String, String> more = new HashMap<>(settings);
            more.put(path, value);
            return new Surroundings(provider, location, blobPlans, more);
        }
    }

    private final Path folder;
    private final SyncEngine engine;
    private @Nullable Library library;
    private @Nullable Connection host;

    private BenchDevice(Path folder, Surroundings surroundings) throws SyncException {
        this.folder = folder;
        Map<String, String> settings = new HashMap<>();
        settings.put("coven.home", home().toString());
        settings.put("coven.passphrase", "");
        settings.put("coven.identity.name", "bench");
        settings.put("coven.device.name", "bench");
        surroundings.settings().forEach((path, value) -> settings.put("coven." + path, value));
        PluginCatalog plugins = new PluginCatalog(
                List.of(surroundings.provider()),
                List.of(new Ed25519Scheme()),
                List.of(LastWriterWins.perColumn(), LastWriterWins.perRow()),
                surroundings.blobPlans());
        this.engine = SyncEngines.create(
                ConfigFactory.parseMap(settings)
                        .withFallback(ConfigFactory.defaultReference())
                        .resolve(),
                new AbstractModule() {
                    @Override
                    protected void configure() {
                        bind(PluginCatalog.class).toInstance(plugins);
                    }
                });
    }

    /** The first device of a library with these tables. */
    static BenchDevice found(Path folder, Surroundings surroundings, List<String> ddl) throws Exception {
        Files.createDirectories(folder);
        BenchDevice device = new BenchDevice(folder, surroundings);
        for (String sql : ddl) {
            try (Statement statement = device.host().createStatement()) {
                statement.execute(sql);
            }
        }
        device.library = device.engine.init(device.database(), InitOptions.of(surroundings.location()));
        device.library().push();
        return device;
    }

    /** A new member's device, invited by this one. */
    BenchDevice invite(Path newFolder, Surroundings surroundings) throws Exception {
        Files.createDirectories(newFolder);
        BenchDevice device = new BenchDevice(newFolder, surroundings);
        String code = library().invite(device.engine.memberCode(), MemberRole.MEMBER);
        device.library = device.engine.join(device.database(), code);
        device.library().sync();
        return device;
    }

    /** A device that was here before. */
    static BenchDevice open(Path folder, Surroundings surroundings) throws Exception {
        BenchDevice device = new BenchDevice(folder, surroundings);
        device.library = device.engine.open(device.database());
        return device;
    }

    Path database() {
        return folder.resolve("library.db");
    }

    /** Where the files of its rows are. */
    Path files() {
        return folder.resolve("library.db.coven").resolve("blobs");
    }

    Path home() {
        return folder.resolve("home");
    }

    Library library() {
        if (library == null) {
            throw new IllegalStateException("the device in " + folder + " has no library yet");
        }
        return library;
    }

    /** The host's connection. */
    Connection host() throws SQLException {
        if (host == null) {
            host = DriverManager.getConnection("jdbc:sqlite:" + database());
            try (Statement statement = host.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA foreign_keys = ON");
            }
        }
        return host;
    }

    @Override
    public void close() throws SQLException {
        if (library != null) {
            library.close();
        }
        if (host != null) {
            host.close();
        }
    }
}

package dev.coven.engine.library;

import com.typesafe.config.ConfigFactory;
import dev.coven.engine.InitOptions;
import dev.coven.engine.Library;
import dev.coven.engine.MemberRole;
import dev.coven.engine.SyncMeter;
import dev.coven.engine.config.EngineSettings;
import dev.coven.engine.crypto.ObjectCipher;
import dev.coven.engine.document.Author;
import dev.coven.engine.document.FakeSchemes;
import dev.coven.engine.identity.FileVault;
import dev.coven.engine.identity.Identity;
import dev.coven.engine.merge.LastWriterWins;
import dev.coven.engine.plugin.PluginCatalog;
import dev.coven.engine.store.LibraryStore;
import dev.coven.engine.store.Pause;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** People with one database each, and a store that anyone may tamper with. The first person founds the library. */
final class Household implements AutoCloseable {
    static final long NOW_MILLIS = 1_700_000_000_000L;
    private static final URI PLACE = URI.create("map:here");

    final MapStore store = new MapStore();
    private final Path folder;
    private final InstantSource time;
    private final Pause pause;
    private final String settings;
    private final SyncMeter meter;
    private final List<Library> open = new ArrayList<>();

    Household(Path folder) {
        this(folder, InstantSource.fixed(Instant.ofEpochMilli(NOW_MILLIS)), pause -> {}, "", SyncMeter.NONE);
    }

    /** Everybody has this time, waits like this, and has these settings and this meter. */
    Household(Path folder, InstantSource time, Pause pause, String settings, SyncMeter meter) {
        this.meter = meter;
        this.folder = folder;
        this.time = time;
        this.pause = pause;
        this.settings = settings;
    }

    private Libraries engine(String person) throws Exception {
        String own =
                "coven { home = \"%s\", identity { name = %s, scheme = fake }, device.name = %s-laptop, database.synchronous = OFF }"
                        .formatted(folder.resolve(person), person, person);
        PluginCatalog plugins = new PluginCatalog(
                List.of(store),
                List.of(FakeSchemes.plugin()),
                List.of(LastWriterWins.perColumn(), LastWriterWins.perRow()),
                List.of());
        return new Libraries(new EngineParts(
                ConfigFactory.parseString(settings)
                        .withFallback(ConfigFactory.parseString(own))
                        .withFallback(ConfigFactory.load())
                        .resolve(),
                plugins,
                time,
                pause,
                new SecureRandom(),
                new Nowhere(),
                meter));
    }

    private record Nowhere() implements EngineSettings.Surroundings {
        @Override
        public Optional<String> variable(String name) {
            return Optional.empty();
        }

        @Override
        public Path userHome() {
            throw new IllegalStateException("tests set their home");
        }

        @Override
        public String userName() {
            return "someone";
        }

        @Override
        public String hostName() {
            return "somewhere";
        }
    }

    /** Opens a person's database anew; only one copy of it is open at a time. */
    Library open(String person) throws Exception {
        Library library = engine(person).open(database(person));
        open.add(library);
        return library;
    }

    Path database(String person) {
        return folder.resolve(person + ".db");
    }

    /** Makes a library of a database with these statements' tables and rows. */
    Library found(String person, String... sql) throws Exception {
        execute(person, sql);
        Library library = engine(person).init(database(person), InitOptions.of(PLACE));
        open.add(library);
        return library;
    }

    /** Lets someone into another's library. */
    Library admit(Library by, String person) throws Exception {
        Library library =
                engine(person).join(database(person), by.invite(engine(person).memberCode(), MemberRole.MEMBER));
        open.add(library);
        return library;
    }

    /** Lets someone into another's library who finds the store elsewhere. */
    Library admit(Library by, String person, URI store) throws Exception {
        String invite = by.invite(engine(person).memberCode(), MemberRole.MEMBER);
        Library library = engine(person).join(database(person), invite, store);
        open.add(library);
        return library;
    }

    void execute(String person, String... sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database(person));
                Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }

    /** One text. */
    String ask(String person, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database(person));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    String libraryId(String person) throws SQLException {
        return ask(person, "SELECT value FROM coven_state WHERE upper(name) = 'LIBRARY'");
    }

    /** What a person can sign with. */
    Author author(String person) throws Exception {
        Identity identity = new FileVault(folder.resolve(person)).identity().orElseThrow();
        return new Author(
                identity.schemeId(),
                identity.signing().publicKey(),
                FakeSchemes.plugin().signer(identity.signing().secretKey()));
    }

    /** The store as a person who holds the library key can write to it, past the engine. */
    LibraryStore insider(String person) throws Exception {
        String libraryId = libraryId(person);
        return new LibraryStore(
                store,
                new ObjectCipher(
                        new FileVault(folder.resolve(person)).keyring(libraryId).orElseThrow(), libraryId));
    }

    @Override
    public void close() {
        open.forEach(Library::close);
    }
}

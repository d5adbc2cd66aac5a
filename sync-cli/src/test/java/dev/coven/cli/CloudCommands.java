package dev.coven.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library in a bucket by the commands alone: two people sync rows and files, and nothing shows a secret or changes in vain. */
abstract class CloudCommands {
    private static final String SECRET_FREE = "what holds the secret";

    @TempDir
    Path folder;

    /** Where a library can be, at an address. */
    abstract String store(URI endpoint);

    /** A bucket that is not there. */
    abstract String missingBucket(URI endpoint);

    /** Where the server is. */
    abstract URI endpoint();

    /** Settings of the storage plugin that reach that address. Credentials come from the environment. */
    abstract Map<String, String> settings(URI endpoint);

    /** Settings whose credentials are wrong. */
    abstract Map<String, String> wrongSettings(URI endpoint);

    /** Every secret that is used here. */
    abstract List<String> secrets();

    /** How a line says what to correct when the credentials are wrong. */
    abstract String secretSetting();

    /** How a line says what to correct when nothing is at the address. */
    abstract String endpointSetting();

    @Test
    void twoPeople_bySyncCommands_endWithEqualRowsAndFiles() throws Exception {
        Path a = database("a");
        Path b = folder.resolve("b.db");
        try (RealCoven ada = coven("ada", settings(endpoint()));
                RealCoven ben = coven("ben", settings(endpoint()))) {
            for (Path db : List.of(a, b)) {
                Path conf = Files.createDirectories(Path.of(db + ".coven")).resolve("coven.conf");
                Files.writeString(conf, "coven.blobs.plan = content-addressed\n");
            }
            addFile(a, "first", 3_000_000);
            ada.print("init", a.toString(), "--store", store(endpoint()));
            String invite = ada.print("invite", a.toString(), ben.print("identity"));
            ben.print("join", b.toString(), invite);
            addFile(b, "second", 10);
            addFile(a, "third", 200_000);
            sql(a, "UPDATE picture SET title = 'by ada' WHERE id = 'first'");
            ben.print("sync", b.toString());
            ada.print("sync", a.toString());
            sql(b, "INSERT INTO picture VALUES ('bare', 'by ben', NULL)");
            ben.print("sync", b.toString());
            ada.print("sync", a.toString());

            assertThat(rows(a)).hasSize(4).isEqualTo(rows(b)).contains("bare|by ben|null");
            assertThat(files(blobs(a))).hasSize(3).isEqualTo(files(blobs(b)));
            for (String secret : secrets()) {
                assertThat(ada.everythingSaid() + ben.everythingSaid())
                        .as(SECRET_FREE)
                        .doesNotContain(secret);
                try (Stream<Path> all = Files.walk(folder)) {
                    assertThat(all.filter(Files::isRegularFile).filter(file -> holds(file, secret)))
                            .as(SECRET_FREE)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void wrongSecret_isOneLineThatNamesTheSetting() throws Exception {
        assertRefused(store(endpoint()), wrongSettings(endpoint()), secretSetting());
    }

    @Test
    void unknownBucket_isOneLineThatNamesTheUrl() throws Exception {
        assertRefused(missingBucket(endpoint()), settings(endpoint()), "the bucket in the store's URL");
    }

    @Test
    void unreachableHost_isOneLineThatNamesTheSetting() throws Exception {
        URI nobody;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + taken.getLocalPort());
        }
        assertRefused(store(nobody), settings(nobody), endpointSetting());
    }

    /** By init of a database, and by join from a good library; of each nothing is left, and no byte changed. */
    private void assertRefused(String store, Map<String, String> settings, String setting) throws Exception {
        Path good = database("good");
        Path other = database("other");
        Path fresh = folder.resolve("fresh.db");
        try (RealCoven sound = coven("ada", settings(endpoint()));
                RealCoven wrong = coven("ada", settings)) {
            sound.print("init", good.toString(), "--store", store(endpoint()));
            String invite = sound.print("invite", good.toString(), sound.print("identity"));
            Map<String, String> before = files(folder);
            for (String[] command : new String[][] {
                {"init", other.toString(), "--store", store}, {"join", fresh.toString(), invite, "--store", store}
            }) {
                assertThat(wrong.run(command)).as(command[0] + " ends with").isEqualTo(ExitCode.FAILED);
                assertThat(wrong.out()).isEmpty();
                assertThat(wrong.err().strip())
                        .startsWith("coven: ")
                        .contains(setting)
                        .doesNotContain("\n")
                        .doesNotContain(secrets());
                assertThat(files(folder)).isEqualTo(before);
            }
        }
    }

    private RealCoven coven(String person, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        settings.forEach((name, value) -> all.put("coven.store.settings." + name, value));
        all.put("coven.store.first-pause", "1 ms");
        all.put("coven.store.max-pause", "1 ms");
        return new RealCoven(folder.resolve("home-" + person), all);
    }

    private Path database(String name) throws SQLException {
        Path database = folder.resolve(name + ".db");
        sql(database, "CREATE TABLE picture(id TEXT PRIMARY KEY, title TEXT, file TEXT)");
        return database;
    }

    private static void sql(Path database, String sql) throws SQLException {
        try (Connection host = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = host.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(Path database) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection host = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement query = host.createStatement();
                ResultSet rows = query.executeQuery("SELECT id, title, file FROM picture ORDER BY id")) {
            while (rows.next()) {
                found.add(rows.getString(1) + "|" + rows.getString(2) + "|" + rows.getString(3));
            }
        }
        return found;
    }

    /** A file by its content, and the row that names it. */
    private static void addFile(Path database, String id, int size) throws Exception {
        byte[] content = id.repeat(size / id.length() + 1).getBytes(StandardCharsets.US_ASCII);
        String hash = hash(content);
        Path file = blobs(database).resolve(Path.of("objects", hash.substring(0, 2), hash));
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        sql(database, "INSERT INTO picture VALUES ('%s', 'new', 'sha256:%s')".formatted(id, hash));
    }

    private static Path blobs(Path database) {
        return Path.of(database + ".coven", "blobs");
    }

    /** What is below a folder: path to hash. */
    private static Map<String, String> files(Path folder) throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), hash(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    private static String hash(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

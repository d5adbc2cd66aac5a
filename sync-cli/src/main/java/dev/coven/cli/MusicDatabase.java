package dev.coven.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteConfig;

/** The demo's application: a small music database, used with plain JDBC and no knowledge of Coven. */
final class MusicDatabase {
    /** Every title that the demo stores somewhere, at some time. */
    static final List<String> TITLES = List.of("Blue Train", "Giant Steps", "Kind of Blue", "Pastel Blues");

    private static final Map<String, String> CONTENT = content();

    private final Path file;

    MusicDatabase(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** Makes the tables with a few rows. */
    void create() throws SQLException {
        run(
                "CREATE TABLE artists (id TEXT PRIMARY KEY, name TEXT NOT NULL)",
                """
                CREATE TABLE albums (
                    id TEXT PRIMARY KEY,
                    artist TEXT NOT NULL REFERENCES artists (id),
                    title TEXT NOT NULL,
                    year INTEGER,
                    rating INTEGER)""",
                "CREATE TABLE covers (album TEXT PRIMARY KEY, picture TEXT NOT NULL)",
                "INSERT INTO artists VALUES ('coltrane', 'John Coltrane'), ('davis', 'Miles Davis')",
                """
                INSERT INTO albums VALUES
                    ('train', 'coltrane', 'Blue Train', 1957, NULL),
                    ('steps', 'coltrane', 'Giant Steps', 1960, 4),
                    ('kind', 'davis', 'Kind of Blue', 1959, 5)""");
    }

    /** One transaction of an application that has never heard of Coven. */
    void run(String... statements) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
            connection.commit();
        }
    }

    /** All rows of all tables with their storage classes, by table. */
    Map<String, List<String>> content(String... tables) throws SQLException {
        Map<String, List<String>> content = new LinkedHashMap<>();
        for (String table : tables) {
            content.put(table, rows(CONTENT.getOrDefault(table, "")));
        }
        return content;
    }

    /** The albums as people see them. */
    List<String> albums() throws SQLException {
        TextTable table = new TextTable("artist", "title", "year", "rating");
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT artists.name, title, year, ifnull(rating, '-')
                        FROM albums JOIN artists ON artists.id = albums.artist
                        ORDER BY year""")) {
            while (rows.next()) {
                table.row(rows.getString(1), rows.getString(2), rows.getInt(3), rows.getString(4));
            }
        }
        return table.lines();
    }

    private List<String> rows(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private Connection open() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    /** {@code quote} shows every value with its storage class. */
    private static Map<String, String> content() {
        return Map.of("artists", "SELECT quote(id) || ', ' || quote(name) FROM artists ORDER BY id", "albums", """
                SELECT quote(id) || ', ' || quote(artist) || ', ' || quote(title) || ', ' || quote(year)
                    || ', ' || quote(rating)
                FROM albums ORDER BY id""");
    }
}

package dev.coven.conformance.fleet;

import java.util.List;
import java.util.Random;

/** Random statements on three ugly tables: odd names, odd keys, odd values, and foreign keys of every action. */
final class RandomWriter {
    static final String[] DDL = {
        "CREATE TABLE artists(id TEXT PRIMARY KEY, name TEXT COLLATE NOCASE, born REAL)",
        """
        CREATE TABLE albums(artist TEXT REFERENCES artists(id) ON DELETE CASCADE, n, title, length ANY, \
        PRIMARY KEY(artist, n)) WITHOUT ROWID""",
        """
        CREATE TABLE "odd ""tracks\"""("the key" BLOB PRIMARY KEY, "a b" INTEGER, artist TEXT, n, \
        "up" BLOB REFERENCES "odd ""tracks\"""("the key"), \
        FOREIGN KEY(artist, n) REFERENCES albums(artist, n) ON DELETE SET NULL ON UPDATE CASCADE)""",
        "INSERT INTO artists VALUES ('a0', 'Before', 1.5)",
        "INSERT INTO albums VALUES ('a0', 0, 'Also before', NULL)"
    };

    private static final List<String> VALUES = List.of(
            "NULL",
            "0",
            "1",
            "1.0",
            "-0.5",
            "''",
            "'x'",
            "'X'",
            "'O''Hara'",
            "x''",
            "x'00ff'",
            "9223372036854775807",
            "'1'");
    private static final List<String> ARTISTS = List.of("'a0'", "'a1'", "'A1'", "'a2'", "''");
    private static final List<String> NUMBERS = List.of("0", "1", "'1'", "x'01'");
    private static final List<String> TRACKS = List.of("x'00'", "x'01'", "x'02'", "'text'");

    private final Random random;

    RandomWriter(Random random) {
        this.random = random;
    }

    String statement() {
        return switch (random.nextInt(12)) {
            case 0, 1 -> "%s INTO artists VALUES (%s, %s, %s)".formatted(insert(), artist(), value(), value());
            case 2 -> "UPDATE artists SET name = %s WHERE id = %s".formatted(value(), artist());
            case 3 -> "DELETE FROM artists WHERE id = " + artist();
            case 4, 5 ->
                "%s INTO albums VALUES (%s, %s, %s, %s)".formatted(insert(), artist(), number(), value(), value());
            case 6 ->
                "UPDATE albums SET %s = %s WHERE n = %s".formatted(one(List.of("title", "length")), value(), number());
            case 7 -> "UPDATE albums SET n = %s WHERE artist = %s AND n = %s".formatted(number(), artist(), number());
            case 8 -> "DELETE FROM albums WHERE n = " + number();
            case 9 ->
                "%s INTO \"odd \"\"tracks\"\"\" VALUES (%s, %s, %s, %s, %s)"
                        .formatted(insert(), track(), value(), artistOrNull(), number(), trackOrNull());
            case 10 ->
                "UPDATE \"odd \"\"tracks\"\"\" SET \"a b\" = %s, \"up\" = %s WHERE \"the key\" = %s"
                        .formatted(value(), trackOrNull(), track());
            default -> "DELETE FROM \"odd \"\"tracks\"\"\" WHERE \"the key\" = " + track();
        };
    }

    private String insert() {
        return one(List.of("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "REPLACE"));
    }

    private String value() {
        return one(VALUES);
    }

    private String artist() {
        return one(ARTISTS);
    }

    private String artistOrNull() {
        return random.nextBoolean() ? "NULL" : artist();
    }

    private String number() {
        return one(NUMBERS);
    }

    private String track() {
        return one(TRACKS);
    }

    private String trackOrNull() {
        return random.nextInt(3) == 0 ? track() : "NULL";
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}

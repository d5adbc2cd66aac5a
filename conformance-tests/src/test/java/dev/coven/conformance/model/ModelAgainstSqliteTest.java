package dev.coven.conformance.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.Seed;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Where the rule says no more than one database that gets its rows in the order of their stamps: one unique key, and references
 * to it. There SQLite tells what is right.
 */
class ModelAgainstSqliteTest {
    private static final int ROUNDS = 150;
    private static final int PARENTS = 25;
    private static final List<String> TYPES = List.of("", "INTEGER", "TEXT", "REAL", "NUMERIC", "BLOB", "VARCHAR(9)");
    private static final List<String> COLLATIONS = List.of("", " COLLATE NOCASE", " COLLATE RTRIM", " COLLATE BINARY");
    private static final List<String> EXPRESSION_INDEXES = List.of(
            "lower(u)",
            "u COLLATE NOCASE",
            "u COLLATE RTRIM) WHERE (typeof(u) <> 'integer'",
            "typeof(u), length(u)",
            "g",
            "g, u",
            "abs(u), v) WHERE (u > 'A'",
            "u || v COLLATE NOCASE",
            "coalesce(u, v)",
            "u, coalesce(v, 'none') DESC) WHERE (v IS NOT 1");
    private static final List<SqlValue> VALUES = List.of(
            SqlValue.NULL,
            SqlValue.of(0),
            SqlValue.of(1),
            SqlValue.of(1.0),
            SqlValue.text("1"),
            SqlValue.text("01"),
            SqlValue.text("1.0"),
            SqlValue.text("1 "),
            SqlValue.of(0.5),
            SqlValue.text(".5"),
            SqlValue.text("0.50"),
            SqlValue.text("a"),
            SqlValue.text("A"),
            SqlValue.text("a "),
            SqlValue.text(" a"),
            SqlValue.text(""),
            SqlValue.text("ä"),
            SqlValue.text("Ä"),
            SqlValue.blob(new byte[0]),
            SqlValue.blob(new byte[] {'1'}),
            SqlValue.blob(new byte[] {'a'}),
            SqlValue.of(9007199254740993L),
            SqlValue.of(9007199254740992L),
            SqlValue.of(9007199254740992.0),
            SqlValue.of(Long.MIN_VALUE),
            SqlValue.of(-0.0),
            SqlValue.of(1e300));

    private final Seed seed = Seed.ofThisRun();
    private final Random random = seed.random();

    @Test
    void references_ofRandomTypesAndCollations_findTheParentsThatSqliteFinds() {
        for (int round = 0; round < ROUNDS; round++) {
            boolean isKey = random.nextBoolean();
            String first = "u " + any(TYPES) + any(COLLATIONS);
            String second = "v " + any(TYPES) + any(COLLATIONS);
            String key = (isKey ? "PRIMARY KEY" : "UNIQUE") + "(u, v)";
            String parent = isKey
                    ? "CREATE TABLE p(id, %s NOT NULL, %s NOT NULL, %s)".formatted(first, second, key)
                    : "CREATE TABLE p(id TEXT PRIMARY KEY, %s, %s, %s)".formatted(first, second, key);
            String child = "CREATE TABLE c(id TEXT PRIMARY KEY, a %s%s, b %s%s, FOREIGN KEY(a, b) REFERENCES p%s)"
                    .formatted(any(TYPES), any(COLLATIONS), any(TYPES), any(COLLATIONS), isKey ? "" : "(u, v)");
            compare(List.of(parent, child), List.of("p", "c"));
        }
    }

    @Test
    void uniqueIndexes_ofAllKinds_keepOutWhatSqliteKeepsOut() {
        for (int round = 0; round < ROUNDS; round++) {
            String table = "CREATE TABLE p(id TEXT PRIMARY KEY, u %s%s, v %s%s, g %s AS (upper(u)) %s)"
                    .formatted(
                            any(TYPES),
                            any(COLLATIONS),
                            any(TYPES),
                            any(COLLATIONS),
                            any(TYPES),
                            any(List.of("STORED", "VIRTUAL")));
            compare(List.of(table, "CREATE UNIQUE INDEX i ON p(" + any(EXPRESSION_INDEXES) + ")"), List.of("p"));
        }
    }

    /** Gives random rows to a database and to a model. What the database refuses is what the model keeps out. */
    private void compare(List<String> ddl, List<String> tables) {
        ModelCase model = new ModelCase(ddl.toArray(new String[0]));
        boolean keyed = ddl.get(0).contains("PRIMARY KEY(u, v)");
        Set<List<SqlValue>> keys = new HashSet<>();
        try (ScratchDatabase database = ScratchDatabase.of(ddl);
                ScratchDatabase forms = ScratchDatabase.of(ddl)) {
            int time = 0;
            for (String table : tables) {
                for (int i = 0; i < PARENTS; i++) {
                    List<SqlValue> row = List.of(SqlValue.text(table + i), any(VALUES), any(VALUES));
                    List<String> columns = table.equals("p") ? List.of("id", "u", "v") : List.of("id", "a", "b");
                    if (!keyed || !table.equals("p") || isNewKey(forms, keys, row.subList(1, 3))) {
                        time++;
                        database.insert(table, columns, row);
                        model.insert("a", time, table, row.toArray());
                    }
                }
            }
            for (List<SqlValue> orphan : database.query("PRAGMA foreign_key_check")) {
                database.query("DELETE FROM c WHERE rowid = ? RETURNING 1", orphan.get(1));
            }
            for (String table : tables) {
                List<String> rows = new ArrayList<>();
                for (List<SqlValue> row : database.query("SELECT * FROM " + table)) {
                    rows.add(row.stream().map(SqlValue::toString).collect(Collectors.joining(", ")));
                }
                model.requiresInOrder(found -> assertThat(found.tables().get(table))
                        .as("rows of %s in %s; %s", table, ddl, seed)
                        .containsExactlyInAnyOrderElementsOf(rows));
            }
        }
    }

    /** Whether a row with this key can be, and none with the very same key, as it is stored, was before. */
    private static boolean isNewKey(ScratchDatabase forms, Set<List<SqlValue>> keys, List<SqlValue> key) {
        if (key.contains(SqlValue.NULL)) {
            return false;
        }
        forms.insert("p", List.of("u", "v"), key);
        List<SqlValue> stored = forms.query("SELECT u, v FROM p").get(0);
        forms.run("DELETE FROM p");
        return keys.add(stored);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}

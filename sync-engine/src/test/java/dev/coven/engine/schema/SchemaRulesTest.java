package dev.coven.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaRulesTest {
    @TempDir
    Path directory;

    private List<String> refusals(Set<SchemaChoice> choices, List<String> names, String... schema) throws Exception {
        try (HostDatabase db = new HostDatabase(directory.resolve("host.db"), schema)) {
            return SchemaRules.refusals(db.connection, names, choices);
        }
    }

    private void assertRefused(String words, String... schema) throws Exception {
        assertThat(refusals(Set.of(), List.of(), schema))
                .singleElement()
                .asString()
                .contains(words);
    }

    @Test
    void fittingTables_areNotRefused() throws Exception {
        assertThat(refusals(
                        Set.of(),
                        List.of(),
                        "CREATE TABLE p(id TEXT PRIMARY KEY)",
                        "CREATE TABLE c(id TEXT PRIMARY KEY, p TEXT REFERENCES p)"))
                .isEmpty();
    }

    @Test
    void tableWithoutKey_isRefused() throws Exception {
        assertRefused("Table \"t\" has no primary key", "CREATE TABLE t(a)");
    }

    @Test
    void integerKey_isRefusedUnlessChosen() throws Exception {
        String schema = "CREATE TABLE t(id INTEGER PRIMARY KEY)";
        assertRefused("two devices can give the same number", schema);
        try (HostDatabase db = new HostDatabase(directory.resolve("host.db"))) {
            assertThat(SchemaRules.refusals(db.connection, List.of(), Set.of(SchemaChoice.INTEGER_KEYS)))
                    .isEmpty();
        }
    }

    @Test
    void nullInKey_isRefused() throws Exception {
        assertRefused(
                "NULL in the primary key",
                "CREATE TABLE t(a TEXT, b TEXT, PRIMARY KEY(a, b))",
                "INSERT INTO t VALUES('x', NULL)");
    }

    @Test
    void parentThatIsNotSynced_isRefusedUnlessForeignKeysAreIgnored() throws Exception {
        String[] schema = {
            "CREATE TABLE p(id TEXT PRIMARY KEY)", "CREATE TABLE c(id TEXT PRIMARY KEY, p TEXT REFERENCES P)"
        };
        assertThat(refusals(Set.of(), List.of("c"), schema))
                .singleElement()
                .asString()
                .contains("\"c\" refers to table \"p\"");
        try (HostDatabase db = new HostDatabase(directory.resolve("host.db"))) {
            assertThat(SchemaRules.refusals(db.connection, List.of("c"), Set.of(SchemaChoice.IGNORE_FOREIGN_KEYS)))
                    .isEmpty();
        }
    }

    @Test
    void danglingRow_isRefusedUnlessForeignKeysAreIgnored() throws Exception {
        assertRefused(
                "finds no parent",
                "CREATE TABLE p(id TEXT PRIMARY KEY)",
                "CREATE TABLE \"c's\"(id TEXT PRIMARY KEY, p TEXT REFERENCES p)",
                "INSERT INTO \"c's\" VALUES('1', 'nobody')");
        try (HostDatabase db = new HostDatabase(directory.resolve("host.db"))) {
            assertThat(SchemaRules.refusals(db.connection, List.of(), Set.of(SchemaChoice.IGNORE_FOREIGN_KEYS)))
                    .isEmpty();
        }
    }

    @Test
    void unknownTable_isRefused() throws Exception {
        assertThat(refusals(Set.of(), List.of("x", "t"), "CREATE TABLE t(id TEXT PRIMARY KEY)"))
                .containsExactly("There is no table \"x\" that can be synced; name one of \"t\".");
    }

    @Test
    void emptyDatabase_isRefused() throws Exception {
        assertRefused("no table that can be synced");
    }

    @Test
    void otherEncoding_isRefused() throws Exception {
        assertRefused("UTF-16le", "PRAGMA encoding = 'UTF-16le'", "CREATE TABLE t(id TEXT PRIMARY KEY)");
    }

    @Test
    void foreignKey_overAGeneratedColumn_isRefused() throws Exception {
        assertRefused(
                "which is generated",
                "CREATE TABLE p(id TEXT PRIMARY KEY, low TEXT AS (lower(id)) STORED UNIQUE)",
                "CREATE TABLE c(id TEXT PRIMARY KEY, p TEXT REFERENCES p(low))");
    }

    @Test
    void tableNamedLikeATriggersRow_isRefused() throws Exception {
        assertRefused("named like a row", "CREATE TABLE \"New\"(id TEXT PRIMARY KEY)");
    }

    @Test
    void columns_atTheLimitPass_onePastIsRefused() throws Exception {
        assertThat(refusals(Set.of(), List.of(), wide("fits", SchemaRules.MAX_COLUMNS)))
                .isEmpty();
        assertRefused("has 901 columns", wide("wide", SchemaRules.MAX_COLUMNS + 1));
    }

    @Test
    void keyColumns_atTheLimitPass_onePastIsRefused() throws Exception {
        assertThat(refusals(Set.of(), List.of(), keyed("fits", SchemaRules.MAX_KEY_COLUMNS)))
                .isEmpty();
        assertRefused("has 65 columns in its primary key", keyed("wide", SchemaRules.MAX_KEY_COLUMNS + 1));
    }

    private static String keyed(String name, int columns) {
        String key =
                IntStream.range(0, columns).mapToObj(column -> "c" + column).collect(Collectors.joining(", "));
        return "CREATE TABLE " + name + "(" + key + ", PRIMARY KEY (" + key + "))";
    }

    private static String wide(String name, int columns) {
        return IntStream.range(1, columns)
                .mapToObj(column -> "c" + column)
                .collect(Collectors.joining(", ", "CREATE TABLE " + name + "(id TEXT PRIMARY KEY, ", ")"));
    }
}

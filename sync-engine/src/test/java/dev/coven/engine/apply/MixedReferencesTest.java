package dev.coven.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.apply.AppliedDatabase.Stamped;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** References from a column of one type to a column of another: a child finds its parent in whichever order they come. */
class MixedReferencesTest {
    private static final int RUNS = 150;
    private static final int PARENTS = 8;
    private static final int CHILDREN = 8;
    private static final int ORDERS = 4;

    private static final ChangesetTable PARENT = AppliedDatabase.table("p", 1, 0);
    private static final ChangesetTable CHILD = AppliedDatabase.table("c", 1, 0);

    private static final List<String> TYPES = List.of("", "TEXT", "INTEGER", "REAL", "NUMERIC");
    private static final List<String> COLLATIONS = List.of("", " COLLATE NOCASE", " COLLATE RTRIM");

    private static final List<SqlValue> VALUES = List.of(
            SqlValue.of(0),
            SqlValue.of(-0.0),
            SqlValue.of(5),
            SqlValue.of(5.0),
            SqlValue.text("5"),
            SqlValue.text("5.0"),
            SqlValue.text("05"),
            SqlValue.text(" 5 "),
            SqlValue.of(0.5),
            SqlValue.text("0.5"),
            SqlValue.text("0.5 "),
            SqlValue.text(".50"),
            SqlValue.of(0.3),
            SqlValue.of(0.1 + 0.2),
            SqlValue.text("0.3"),
            SqlValue.of(3.9999999999999996),
            SqlValue.text("4.0"),
            SqlValue.of(1e20),
            SqlValue.text("1.0e+20"),
            SqlValue.text("1.0E+20"),
            SqlValue.of(9007199254740993L),
            SqlValue.of(9007199254740992.0),
            SqlValue.text("9007199254740993"),
            SqlValue.of(Double.POSITIVE_INFINITY),
            SqlValue.of(Double.NEGATIVE_INFINITY),
            SqlValue.text("inf"),
            SqlValue.text("Inf"),
            SqlValue.of(Double.MIN_VALUE),
            SqlValue.text("4.94065645841247e-324"),
            SqlValue.text(new byte[] {'5', 0, 'x'}),
            SqlValue.text("a"),
            SqlValue.text("A"),
            SqlValue.text(""),
            SqlValue.blob(new byte[] {'5'}),
            SqlValue.blob(new byte[] {'a'}));

    static LongStream seeds() {
        return LongStream.rangeClosed(1, RUNS);
    }

    @Test
    void childWithoutAType_thatComesBeforeItsParent_isThereWithIt() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(
                "CREATE TABLE p(id TEXT PRIMARY KEY, v)", "CREATE TABLE c(id TEXT PRIMARY KEY, q REFERENCES p(id))")) {
            database.apply(
                    AppliedDatabase.ADA,
                    new Stamped(100, Change.insert(CHILD, List.of(SqlValue.text("child"), SqlValue.of(0.5)))));
            database.apply(
                    AppliedDatabase.EVE,
                    new Stamped(101, Change.insert(PARENT, List.of(SqlValue.text("0.5"), SqlValue.NULL))));

            assertThat(database.rows("SELECT * FROM c")).containsExactly("'child', 0.5");
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void changes_inAnyOrder_leaveTheSameChildren(long seed) throws Exception {
        Random random = new Random(seed);
        String[] ddl = {
            "CREATE TABLE p(id %s PRIMARY KEY%s NOT NULL, v)".formatted(keyType(random), any(random, COLLATIONS)),
            "CREATE TABLE c(id TEXT PRIMARY KEY, q %s%s REFERENCES p(id)%s)"
                    .formatted(
                            any(random, TYPES),
                            any(random, COLLATIONS),
                            random.nextInt(3) == 0 ? " ON DELETE SET NULL" : ""),
            random.nextBoolean() ? "CREATE INDEX by_parent ON c(q)" : "CREATE TABLE other(id TEXT PRIMARY KEY)"
        };
        List<Stamped> changes = changes(random);
        List<String> first = null;
        for (int order = 0; order < ORDERS; order++) {
            List<String> found = apply(ddl, changes, random);
            if (first == null) {
                first = found;
            } else {
                assertThat(found)
                        .as("seed %d: %s, %s", seed, List.of(ddl), changes)
                        .isEqualTo(first);
            }
            Collections.shuffle(changes, random);
        }
    }

    /** INT is not INTEGER: any number is a key, not only what can number a row. */
    private static String keyType(Random random) {
        String type = any(random, TYPES);
        return type.equals("INTEGER") ? "INT" : type;
    }

    private static List<Stamped> changes(Random random) {
        List<SqlValue> keys = new ArrayList<>();
        for (int i = 0; i < PARENTS; i++) {
            keys.add(any(random, VALUES));
        }
        List<Stamped> changes = new ArrayList<>();
        long time = 100;
        for (SqlValue key : keys) {
            changes.add(new Stamped(time++, Change.insert(PARENT, List.of(key, SqlValue.of(time)))));
            if (random.nextInt(3) == 0) {
                changes.add(new Stamped(time++, Change.delete(PARENT, List.of(key, SqlValue.NULL))));
            }
        }
        for (int i = 0; i < CHILDREN; i++) {
            changes.add(new Stamped(
                    time++, Change.insert(CHILD, List.of(SqlValue.text("c" + i), any(random, VALUES)))));
        }
        return changes;
    }

    private static List<String> apply(String[] ddl, List<Stamped> changes, Random random) throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(ddl)) {
            for (int next = 0; next < changes.size(); ) {
                int end = Math.min(changes.size(), next + 1 + random.nextInt(3));
                database.apply(AppliedDatabase.ADA, changes.subList(next, end).toArray(new Stamped[0]));
                next = end;
                assertThat(database.rows("PRAGMA foreign_key_check"))
                        .as(List.of(ddl) + " " + changes)
                        .isEmpty();
            }
            List<String> found = new ArrayList<>(database.rows("SELECT * FROM p ORDER BY typeof(id), hex(id)"));
            found.addAll(database.rows("SELECT * FROM c ORDER BY id"));
            found.addAll(database.rows("SELECT tbl, key, kind FROM coven_parked ORDER BY 1, 2"));
            return found;
        }
    }

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}

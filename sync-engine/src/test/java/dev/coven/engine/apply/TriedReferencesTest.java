package dev.coven.engine.apply;

import static dev.coven.engine.apply.AppliedDatabase.ADA;
import static dev.coven.engine.apply.AppliedDatabase.EVE;
import static dev.coven.engine.apply.AppliedDatabase.table;
import static dev.coven.engine.apply.AppliedDatabase.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.apply.AppliedDatabase.Stamped;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where a row must be tried to know whether it may read NULL, each set of its references is: of more than four references,
 * none may.
 */
class TriedReferencesTest {
    private static final int MAX_TRIED = 4;
    private static final String PARENTS = "CREATE TABLE p(id TEXT PRIMARY KEY)";
    private static final String CHECK = ", CHECK (id <> 'bad')";

    private static String children(int references, String constraint) {
        StringJoiner columns = new StringJoiner(", ");
        for (int i = 1; i <= references; i++) {
            columns.add("r" + i + " REFERENCES p ON DELETE SET NULL");
        }
        return "CREATE TABLE c(id TEXT PRIMARY KEY, " + columns + constraint + ")";
    }

    /** A row that refers to this many parents by the first of its columns. */
    private static Stamped child(int columns, int references) {
        List<SqlValue> row = new ArrayList<>(List.of(text("c")));
        List<Integer> ordinals = new ArrayList<>(List.of(1));
        for (int i = 1; i <= columns; i++) {
            ordinals.add(0);
            row.add(i <= references ? text("p" + i) : SqlValue.NULL);
        }
        return new Stamped(50, Change.insert(new ChangesetTable("c", ordinals), row));
    }

    private static Stamped parent(int number) {
        return new Stamped(20 + number, Change.insert(table("p", 1), List.of(text("p" + number))));
    }

    @Test
    void row_withAsManyReferencesAsAreTried_readsNull() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(PARENTS, children(MAX_TRIED, CHECK))) {
            database.apply(EVE, parent(1), child(MAX_TRIED, MAX_TRIED));
            assertThat(database.rows("SELECT * FROM c")).containsExactly("'c', 'p1', NULL, NULL, NULL");
            assertThat(database.rows("SELECT kind FROM coven_parked")).containsExactly("'NULLED'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"child first", "parents first"})
    void row_withMoreReferencesThanAreTried_waitsForAllItsParents(String order) throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(PARENTS, children(MAX_TRIED + 1, CHECK))) {
            Stamped child = child(MAX_TRIED + 1, MAX_TRIED + 1);
            if (order.equals("child first")) {
                database.apply(EVE, child);
                database.apply(ADA, parent(1), parent(2), parent(3), parent(4));
            } else {
                database.apply(ADA, parent(1), parent(2), parent(3), parent(4));
                database.apply(EVE, child);
            }
            assertThat(database.rows("SELECT * FROM c")).isEmpty();
            assertThat(database.rows("SELECT kind FROM coven_parked")).containsExactly("'ORPHAN'");
            database.apply(ADA, parent(5));
            assertThat(database.rows("SELECT * FROM c")).containsExactly("'c', 'p1', 'p2', 'p3', 'p4', 'p5'");
            assertThat(database.rows("SELECT * FROM coven_parked")).isEmpty();
        }
    }

    /** References that are NULL already are none. */
    @Test
    void row_withMoreColumnsThanAreTriedAndFewReferences_readsNull() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(PARENTS, children(MAX_TRIED + 1, CHECK))) {
            database.apply(EVE, child(MAX_TRIED + 1, MAX_TRIED));
            assertThat(database.rows("SELECT * FROM c")).containsExactly("'c', NULL, NULL, NULL, NULL, NULL");
        }
    }

    @Test
    void row_withManyReferencesAndNothingToTry_readsNull() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(PARENTS, children(MAX_TRIED + 1, ""))) {
            database.apply(EVE, child(MAX_TRIED + 1, MAX_TRIED + 1));
            assertThat(database.rows("SELECT * FROM c")).containsExactly("'c', NULL, NULL, NULL, NULL, NULL");
        }
    }
}

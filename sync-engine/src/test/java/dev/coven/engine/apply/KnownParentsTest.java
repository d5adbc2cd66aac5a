package dev.coven.engine.apply;

import static dev.coven.engine.apply.AppliedDatabase.EVE;
import static dev.coven.engine.apply.AppliedDatabase.table;
import static dev.coven.engine.apply.AppliedDatabase.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.apply.AppliedDatabase.Stamped;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.engine.constraint.ForeignKeyLink;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parents that were seen are asked for no more, and there is a limit to how many are kept in mind. */
class KnownParentsTest {
    private static final int MAX_KNOWN = 10_000;

    private AppliedDatabase database;
    private ForeignKeyLink link;

    @BeforeEach
    void makeTables() throws Exception {
        database = new AppliedDatabase(
                "CREATE TABLE p(id TEXT PRIMARY KEY)", "CREATE TABLE c(id TEXT PRIMARY KEY, p REFERENCES p)");
        link = database.merge("c").constraints().references().get(0);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private void makeParents(int count) throws Exception {
        database.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT " + count + ")"
                + " INSERT INTO p SELECT 'p' || i FROM n");
    }

    private static List<SqlValue> parent(int number) {
        return List.of(text("p" + number));
    }

    private KnownParents seen(int count) throws Exception {
        KnownParents parents = new KnownParents();
        for (int i = 1; i <= count; i++) {
            assertThat(parents.isVisible(link, parent(i))).isTrue();
        }
        return parents;
    }

    @Test
    void isVisible_upToTheLimit_asksOnce() throws Exception {
        makeParents(MAX_KNOWN);
        KnownParents parents = seen(MAX_KNOWN);
        database.execute("DELETE FROM p");
        assertThat(parents.isVisible(link, parent(1))).isTrue();
        assertThat(parents.isVisible(link, parent(MAX_KNOWN))).isTrue();
        parents.forget();
        assertThat(parents.isVisible(link, parent(1))).isFalse();
    }

    @Test
    void isVisible_beyondTheLimit_asksAgain() throws Exception {
        makeParents(MAX_KNOWN + 1);
        KnownParents parents = seen(MAX_KNOWN + 1);
        database.execute("DELETE FROM p");
        assertThat(parents.isVisible(link, parent(1))).isFalse();
        assertThat(parents.isVisible(link, parent(MAX_KNOWN + 1))).isTrue();
    }

    @Test
    void apply_ofChildrenOfMoreParentsThanAreKeptInMind_parksThoseWithoutAnyAlone() throws Exception {
        makeParents(MAX_KNOWN + 1);
        ChangesetTable children = table("c", 1, 0);
        List<Stamped> changes = new ArrayList<>();
        for (int i = 0; i <= MAX_KNOWN + 2; i++) {
            changes.add(new Stamped(20 + i, Change.insert(children, List.of(text("c" + i), text("p" + i)))));
        }
        database.apply(EVE, changes.toArray(Stamped[]::new));
        assertThat(database.rows("SELECT count(*) FROM c")).containsExactly("" + (MAX_KNOWN + 1));
        assertThat(database.rows("SELECT c0 FROM coven_waiting_2 ORDER BY c0"))
                .containsExactly("'c0'", "'c" + (MAX_KNOWN + 2) + "'");
    }
}

package dev.coven.engine.apply;

import static dev.coven.engine.apply.AppliedDatabase.EVE;
import static dev.coven.engine.apply.AppliedDatabase.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.apply.AppliedDatabase.Stamped;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.engine.schema.SchemaRules;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows are read many at a time; the widest key that a table may have still fits. */
class WideKeysTest {
    private static final int KEY = SchemaRules.MAX_KEY_COLUMNS;
    private static final int ROWS = 250;

    private static final ChangesetTable T = new ChangesetTable(
            "t",
            IntStream.rangeClosed(1, KEY + 1).mapToObj(i -> i <= KEY ? i : 0).toList());

    @Test
    void rowsOfTheWidestKey_areUpdatedTogether() throws Exception {
        String key = IntStream.range(0, KEY).mapToObj(column -> "c" + column).collect(Collectors.joining(", "));
        try (AppliedDatabase database =
                new AppliedDatabase("CREATE TABLE t(" + key + ", v, PRIMARY KEY (" + key + "))")) {
            List<Stamped> changes = new ArrayList<>();
            for (int row = 0; row < ROWS; row++) {
                changes.add(new Stamped(20 + row, Change.insert(T, row(row, text("old")))));
            }
            for (int row = 0; row < ROWS; row++) {
                List<@Nullable SqlValue> after = new ArrayList<>();
                IntStream.range(0, KEY).forEach(column -> after.add(null));
                after.add(text("new"));
                changes.add(new Stamped(1_000 + row, Change.update(T, row(row, text("old")), after)));
            }
            database.apply(EVE, changes.toArray(Stamped[]::new));
            assertThat(database.rows("SELECT count(*), v FROM t GROUP BY v")).containsExactly(ROWS + ", 'new'");
        }
    }

    private static List<SqlValue> row(int number, SqlValue value) {
        List<SqlValue> row = new ArrayList<>();
        IntStream.range(0, KEY).forEach(column -> row.add(text("k" + column + " of " + number)));
        row.add(value);
        return row;
    }
}

package dev.coven.engine.apply;

import static dev.coven.engine.apply.AppliedDatabase.EVE;
import static dev.coven.engine.apply.AppliedDatabase.table;
import static dev.coven.engine.apply.AppliedDatabase.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.apply.AppliedDatabase.Stamped;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** UPDATEs find rows by their numbers, where these can be asked for and mean the same row still. */
class RowNumbersTest {
    private static final int ROWS = 150;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t(id TEXT PRIMARY KEY, v TEXT)",
                "CREATE TABLE t(id TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID",
                "CREATE TABLE t(id TEXT PRIMARY KEY, rowid TEXT)",
                "CREATE TABLE t(id TEXT PRIMARY KEY, ROWID TEXT, oid AS (7), _rowid_ AS (8))",
                "CREATE TABLE t(id TEXT PRIMARY KEY COLLATE NOCASE, column1 TEXT)"
            })
    void updates_whateverNumbersTheTableHas_changeTheRowsOfTheirKeys(String ddl) throws Exception {
        try (AppliedDatabase database = new AppliedDatabase(ddl.split("; "))) {
            database.apply(EVE, rows("new"));

            List<Stamped> updates = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                updates.add(update(1_000 + i, key(i), "new", "changed " + i));
            }
            database.apply(EVE, updates.toArray(Stamped[]::new));

            List<String> expected = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                expected.add(SqlValue.text(key(i)) + ", 'changed " + i + "'");
            }
            List<String> found = new ArrayList<>();
            for (String row : database.rows("SELECT * FROM t")) {
                found.add(String.join(", ", Arrays.asList(row.split(", ")).subList(0, 2)));
            }
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void update_ofARowThatATriggerGaveAnotherNumber_isDone() throws Exception {
        try (AppliedDatabase database = new AppliedDatabase("CREATE TABLE t(id TEXT PRIMARY KEY, v TEXT)", """
                CREATE TRIGGER moves AFTER UPDATE ON t WHEN NEW.v = 'changed 0' BEGIN
                  UPDATE t SET rowid = rowid + 1000000 WHERE id <> NEW.id;
                END""")) {
            database.apply(EVE, rows("new"));

            List<Stamped> updates = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                updates.add(update(1_000 + i, key(i), "new", "changed " + i));
            }
            database.apply(EVE, updates.toArray(Stamped[]::new));

            assertThat(database.rows("SELECT count(*) FROM t WHERE v LIKE 'changed %'"))
                    .containsExactly(Integer.toString(ROWS));
        }
    }

    private static Stamped[] rows(String value) {
        Stamped[] rows = new Stamped[ROWS];
        for (int i = 0; i < ROWS; i++) {
            rows[i] = new Stamped(20 + i, Change.insert(header(), List.of(text(key(i)), text(value))));
        }
        return rows;
    }

    private static Stamped update(long time, String key, String before, String after) {
        List<@Nullable SqlValue> to = Arrays.asList(null, text(after));
        return new Stamped(time, Change.update(header(), List.of(text(key), text(before)), to));
    }

    private static ChangesetTable header() {
        return table("t", 1, 0);
    }

    /** Keys whose order is not that of their insertion. */
    private static String key(int i) {
        return "key " + (i * 7919 % 1000) + " " + i;
    }
}

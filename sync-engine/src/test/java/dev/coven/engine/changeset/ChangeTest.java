package dev.coven.engine.changeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private static final SqlValue ONE = SqlValue.of(1);
    private static final SqlValue TWO = SqlValue.of(2);
    private static final SqlValue THREE = SqlValue.of(3);
    private static final ChangesetTable TABLE = new ChangesetTable("t", List.of(2, 0, 1));

    @Test
    void key_ofOrdinals_standsInKeyOrder() {
        assertThat(Change.insert(TABLE, List.of(ONE, TWO, THREE)).key()).containsExactly(THREE, ONE);
        assertThat(Change.delete(TABLE, List.of(ONE, TWO, THREE)).key()).containsExactly(THREE, ONE);
        assertThat(update().key()).containsExactly(THREE, ONE);
    }

    @Test
    void key_ofOnesOnly_standsInColumnOrder() {
        ChangesetTable table = new ChangesetTable("t", List.of(1, 0, 1));

        assertThat(Change.insert(table, List.of(ONE, TWO, THREE)).key()).containsExactly(ONE, THREE);
    }

    @Test
    void insert_hasNoValuesBefore() {
        Change change = Change.insert(TABLE, List.of(ONE, TWO, THREE));

        assertThat(change.kind()).isEqualTo(ChangeKind.INSERT);
        assertThat(change.indirection()).isEqualTo(Indirection.DIRECT);
        assertThat(change.before(1)).isNull();
        assertThat(change.after(1)).isEqualTo(TWO);
    }

    @Test
    void delete_hasNoValuesAfter() {
        Change change = Change.delete(TABLE, List.of(ONE, TWO, THREE));

        assertThat(change.kind()).isEqualTo(ChangeKind.DELETE);
        assertThat(change.before(1)).isEqualTo(TWO);
        assertThat(change.after(1)).isNull();
    }

    @Test
    void update_inverted_keepsKeyAndTradesTheRest() {
        assertThat(update().invert())
                .isEqualTo(Change.update(TABLE, Arrays.asList(ONE, THREE, THREE), Arrays.asList(null, TWO, null)));
    }

    @Test
    void insert_inverted_isTheDeleteOfTheSameRow() {
        List<SqlValue> row = List.of(ONE, TWO, THREE);

        assertThat(Change.insert(TABLE, row)
                        .withIndirection(Indirection.INDIRECT)
                        .invert())
                .isEqualTo(Change.delete(TABLE, row).withIndirection(Indirection.INDIRECT));
    }

    @Test
    void change_afterItsListsChanged_isTheSame() {
        List<SqlValue> row = new ArrayList<>(List.of(ONE, TWO, THREE));
        Change change = Change.insert(TABLE, row);
        row.set(1, SqlValue.NULL);

        assertThat(change.after(1)).isEqualTo(TWO);
    }

    @Test
    void column_outOfRange_isRefused() {
        Change change = Change.insert(TABLE, List.of(ONE, TWO, THREE));

        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> change.before(3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> change.after(-1));
    }

    @Test
    void wholeRow_thatBreaksARule_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Change.insert(TABLE, List.of(ONE, TWO)));
        assertThatIllegalArgumentException().isThrownBy(() -> Change.delete(TABLE, List.of(ONE, TWO, THREE, ONE)));
        assertThatIllegalArgumentException().isThrownBy(() -> Change.insert(TABLE, Arrays.asList(ONE, null, THREE)));
        assertThatIllegalArgumentException().isThrownBy(() -> Change.delete(TABLE, List.of(SqlValue.NULL, TWO, THREE)));
    }

    @Test
    void update_thatBreaksARule_isRefused() {
        refused(Arrays.asList(ONE, TWO, null), Arrays.asList(null, THREE, null));
        refused(Arrays.asList(ONE, TWO, SqlValue.NULL), Arrays.asList(null, THREE, null));
        refused(Arrays.asList(ONE, TWO, THREE), Arrays.asList(ONE, THREE, null));
        refused(Arrays.asList(ONE, null, THREE), Arrays.asList(null, THREE, null));
        refused(Arrays.asList(ONE, TWO, THREE), Arrays.asList(null, null, null));
        refused(Arrays.asList(ONE, null, THREE), Arrays.asList(null, null, null));
    }

    @Test
    void toString_tellsKeyAndNoOtherValue() {
        assertThat(update()).hasToString("UPDATE t[3, 1]");
    }

    @Test
    void table_thatBreaksARule_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangesetTable("", List.of(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangesetTable("a\0b", List.of(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangesetTable("\uD800", List.of(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangesetTable("t", List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangesetTable("t", List.of(0, 0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangesetTable("t", List.of(1, 256)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangesetTable("t", List.of(1, -1)));
    }

    private static Change update() {
        return Change.update(TABLE, Arrays.asList(ONE, TWO, THREE), Arrays.asList(null, THREE, null));
    }

    private static void refused(List<SqlValue> before, List<SqlValue> after) {
        assertThatIllegalArgumentException().isThrownBy(() -> Change.update(TABLE, before, after));
    }
}

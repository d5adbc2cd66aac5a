package dev.coven.spi.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowChangeTest {
    private static final List<String> COLUMNS = List.of("id", "name");
    private static final List<SqlValue> KEY = List.of(SqlValue.of(1L));
    private static final List<SqlValue> OLD = List.of(SqlValue.of(1L), SqlValue.text("old"));
    private static final List<SqlValue> NEW = List.of(SqlValue.of(1L), SqlValue.text("new"));

    @Test
    void kinds_haveTheRowsTheyName() {
        RowChange inserted = RowChange.inserted("t", COLUMNS, KEY, NEW);
        RowChange updated = RowChange.updated("t", COLUMNS, KEY, OLD, NEW);
        RowChange deleted = RowChange.deleted("t", COLUMNS, KEY, OLD);
        assertThat(inserted.kind()).isEqualTo(RowChange.Kind.INSERT);
        assertThat(inserted.before()).isEmpty();
        assertThat(inserted.after()).contains(NEW);
        assertThat(updated.kind()).isEqualTo(RowChange.Kind.UPDATE);
        assertThat(updated.before()).contains(OLD);
        assertThat(updated.after()).contains(NEW);
        assertThat(deleted.kind()).isEqualTo(RowChange.Kind.DELETE);
        assertThat(deleted.before()).contains(OLD);
        assertThat(deleted.after()).isEmpty();
    }

    @Test
    void value_byColumn_isThereIfTheRowAndColumnAre() {
        RowChange updated = RowChange.updated("t", COLUMNS, KEY, OLD, NEW);
        assertThat(updated.before("name")).contains(SqlValue.text("old"));
        assertThat(updated.after("name")).contains(SqlValue.text("new"));
        assertThat(updated.after("NAME")).isEmpty();
        assertThat(RowChange.inserted("t", COLUMNS, KEY, NEW).before("name")).isEmpty();
    }

    @Test
    void row_ofAnotherWidth_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowChange.inserted("t", COLUMNS, KEY, KEY))
                .withMessageContaining("1 values for 2 columns");
    }
}

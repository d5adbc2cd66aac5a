package dev.coven.spi.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SqlValueTest {
    @Test
    void equality_isOfClassAndBytes() {
        assertThat(SqlValue.of(1L)).isEqualTo(SqlValue.of(1L)).isNotEqualTo(SqlValue.of(1.0));
        assertThat(SqlValue.of(0.0)).isNotEqualTo(SqlValue.of(-0.0));
        assertThat(SqlValue.text("a"))
                .isEqualTo(SqlValue.text(new byte[] {'a'}))
                .isNotEqualTo(SqlValue.text("A"));
        assertThat(SqlValue.blob(new byte[] {'a'})).isNotEqualTo(SqlValue.text("a"));
        assertThat(SqlValue.text("a")).hasSameHashCodeAs(SqlValue.text("a"));
        assertThat(new SqlValue.Null()).isEqualTo(SqlValue.NULL);
    }

    @Test
    void real_notANumber_isNull() {
        assertThat(SqlValue.of(Double.NaN)).isEqualTo(SqlValue.NULL);
        assertThatIllegalArgumentException().isThrownBy(() -> new SqlValue.Real(Double.NaN));
    }

    @Test
    void bytes_areCopiedBothWays() {
        byte[] bytes = {1, 2};
        SqlValue.Blob blob = (SqlValue.Blob) SqlValue.blob(bytes);
        SqlValue.Text text = (SqlValue.Text) SqlValue.text(bytes);
        bytes[0] = 9;
        blob.bytes()[0] = 9;
        text.utf8()[0] = 9;
        assertThat(blob.bytes()).containsExactly(1, 2);
        assertThat(text.utf8()).containsExactly(1, 2);
        assertThat(blob.length()).isEqualTo(2);
        assertThat(text.length()).isEqualTo(2);
    }

    @Test
    void text_thatIsNotUtf8_keepsItsBytes() {
        SqlValue.Text text = (SqlValue.Text) SqlValue.text(new byte[] {(byte) 0xFF});
        assertThat(text.string()).isEqualTo("\uFFFD");
        assertThat(text.utf8()).containsExactly(0xFF);
    }

    @Test
    void literals_areOfSql() {
        assertThat(SqlValue.text("it's")).hasToString("'it''s'");
        assertThat(SqlValue.blob(new byte[] {1, (byte) 0xAB})).hasToString("x'01ab'");
        assertThat(SqlValue.NULL).hasToString("NULL");
        assertThat(SqlValue.of(-5L)).hasToString("-5");
    }
}

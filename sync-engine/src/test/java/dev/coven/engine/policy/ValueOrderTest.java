package dev.coven.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.capture.RowValues;
import dev.coven.spi.row.SqlValue;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueOrderTest {
    private static final List<SqlValue> VALUES = List.of(
            SqlValue.NULL,
            SqlValue.of(Double.NEGATIVE_INFINITY),
            SqlValue.of(-0x1p64),
            SqlValue.of(Long.MIN_VALUE),
            SqlValue.of(-0x1p63),
            SqlValue.of(Long.MIN_VALUE + 1),
            SqlValue.of(-1L),
            SqlValue.of(-0.5),
            SqlValue.of(0L),
            SqlValue.of(0.0),
            SqlValue.of(Double.MIN_VALUE),
            SqlValue.of(1L),
            SqlValue.of(1.0),
            SqlValue.of(1.5),
            SqlValue.of(9007199254740992.0),
            SqlValue.of(9007199254740993L),
            SqlValue.of(Long.MAX_VALUE),
            SqlValue.of(0x1p63),
            SqlValue.of(Double.POSITIVE_INFINITY),
            SqlValue.text(""),
            SqlValue.text("10"),
            SqlValue.text("9"),
            SqlValue.text("A"),
            SqlValue.text("a"),
            SqlValue.text("\uFFFF"),
            SqlValue.text("\uD83D\uDE00"),
            SqlValue.text(new byte[] {(byte) 0xFF}),
            SqlValue.blob(new byte[0]),
            SqlValue.blob(new byte[] {0}),
            SqlValue.blob(new byte[] {(byte) 0x80}));

    /** Whoever asks SQLite for its largest value gets the one that the policy keeps. */
    @Test
    void order_isThatOfSqlite() throws Exception {
        List<SqlValue> shuffled = new ArrayList<>(VALUES);
        Collections.shuffle(shuffled, new Random(1));
        List<SqlValue> sorted = new ArrayList<>();
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            memory.createStatement().execute("CREATE TABLE t(v)");
            for (SqlValue value : shuffled) {
                try (PreparedStatement insert =
                        memory.prepareStatement("INSERT INTO t VALUES (" + RowValues.placeholder(value) + ")")) {
                    RowValues.bind(insert, 1, value);
                    insert.executeUpdate();
                }
            }
            // SQLite sorts equal numbers as it finds them; here the integer comes first.
            try (ResultSet rows = memory.createStatement()
                    .executeQuery("SELECT v FROM t ORDER BY v, typeof(v) = 'real', typeof(v)")) {
                while (rows.next()) {
                    sorted.add(RowValues.read(rows, 1));
                }
            }
        }
        assertThat(sorted).containsExactlyElementsOf(VALUES);
        shuffled.sort(new ValueOrder());
        assertThat(shuffled).containsExactlyElementsOf(VALUES);
    }

    @Test
    void compare_isZeroForEqualValuesOnly() {
        for (SqlValue left : VALUES) {
            for (SqlValue right : VALUES) {
                assertThat(new ValueOrder().compare(left, right) == 0)
                        .as("%s and %s", left, right)
                        .isEqualTo(left.equals(right));
            }
        }
        assertThat(new ValueOrder().compare(SqlValue.of(-0.0), SqlValue.of(0.0)))
                .isNegative();
    }
}

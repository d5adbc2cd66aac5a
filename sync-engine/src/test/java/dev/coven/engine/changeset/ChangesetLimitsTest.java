package dev.coven.engine.changeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.coven.spi.row.SqlValue;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every limit, at it and one past it; and lengths that lie. */
class ChangesetLimitsTest {
    private static final ChangesetTable TABLE = new ChangesetTable("name", List.of(1, 0));
    private static final Change CHANGE =
            Change.insert(TABLE, List.of(SqlValue.text("0123456789"), SqlValue.blob(new byte[10])));
    private static final int CHANGE_BYTES = 1 + 1 + 2 + 5 + 2 + 12 + 12;

    @Test
    void bytes_atTheLimit_areTaken() throws Exception {
        assertThat(read(CHANGE, ChangesetLimits.DEFAULT.withMaxBytes(CHANGE_BYTES)))
                .containsExactly(CHANGE);
    }

    @Test
    void bytes_onePastTheLimit_areRefused() {
        assertThatThrownBy(() -> read(CHANGE, ChangesetLimits.DEFAULT.withMaxBytes(CHANGE_BYTES - 1)))
                .isInstanceOf(MalformedChangesetException.class)
                .hasMessageContaining("limit of " + (CHANGE_BYTES - 1) + " bytes");
    }

    @Test
    void bytes_pastTheLimitAfterAWholeChange_areRefused() throws Exception {
        byte[] bytes = Codec.write(List.of(CHANGE, CHANGE));

        assertThatThrownBy(() ->
                        Codec.read(new ByteArrayInputStream(bytes), ChangesetLimits.DEFAULT.withMaxBytes(CHANGE_BYTES)))
                .isInstanceOf(MalformedChangesetException.class)
                .hasMessageContaining("limit");
    }

    @Test
    void columns_atTheLimit_areTaken() throws Exception {
        assertThat(read(CHANGE, new ChangesetLimits(1_000, 2, 100, 100))).containsExactly(CHANGE);
    }

    @Test
    void columns_onePastTheLimit_areRefused() {
        assertThatThrownBy(() -> read(CHANGE, new ChangesetLimits(1_000, 1, 100, 100)))
                .isInstanceOf(MalformedChangesetException.class)
                .hasMessageContaining("2 columns, not 1 to 1");
    }

    @Test
    void columns_ofSqlitesLargestTable_areTaken() throws Exception {
        List<Integer> ordinals = new ArrayList<>(Collections.nCopies(ChangesetTable.MAX_COLUMNS, 0));
        ordinals.set(ChangesetTable.MAX_COLUMNS - 1, 1);
        Change change = Change.delete(
                new ChangesetTable("t", ordinals), Collections.nCopies(ChangesetTable.MAX_COLUMNS, SqlValue.of(7)));

        assertThat(read(change, new ChangesetLimits(1 << 20, ChangesetTable.MAX_COLUMNS, 100, 100)))
                .containsExactly(change);
    }

    @Test
    void name_atTheLimit_isTaken() throws Exception {
        assertThat(read(CHANGE, new ChangesetLimits(1_000, 10, 4, 100))).containsExactly(CHANGE);
    }

    @Test
    void name_onePastTheLimit_isRefused() {
        assertThatThrownBy(() -> read(CHANGE, new ChangesetLimits(1_000, 10, 3, 100)))
                .isInstanceOf(MalformedChangesetException.class)
                .hasMessageContaining("more than 3 bytes");
    }

    @Test
    void value_atTheLimit_isTaken() throws Exception {
        assertThat(read(CHANGE, new ChangesetLimits(1_000, 10, 10, 20))).containsExactly(CHANGE);
    }

    @Test
    void value_onePastTheLimit_isRefused() {
        assertThatThrownBy(() -> read(CHANGE, new ChangesetLimits(1_000, 10, 10, 19)))
                .isInstanceOf(ChangeTooLargeException.class)
                .hasMessageContaining("a blob of 10 bytes");
    }

    /** Old and new values are held together; what the change before had is not. */
    @Test
    void values_ofOneChange_countTogether() throws Exception {
        Change update = Change.update(
                TABLE,
                Arrays.asList(SqlValue.text("key"), SqlValue.text("old")),
                Arrays.asList(null, SqlValue.blob(new byte[4])));
        byte[] bytes = Codec.write(List.of(update, update));

        assertThat(Codec.read(new ByteArrayInputStream(bytes), ChangesetLimits.DEFAULT.withMaxChangeBytes(10)))
                .containsExactly(update, update);
        assertThatThrownBy(() ->
                        Codec.read(new ByteArrayInputStream(bytes), ChangesetLimits.DEFAULT.withMaxChangeBytes(9)))
                .isInstanceOf(ChangeTooLargeException.class)
                .hasMessageContaining("a blob of 4 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"03 83dcd6ff00", "04 83dcd6ff00", "04 83dcd6ff7f"})
    void value_ofALengthThatLies_costsOnlyWhatIsThere(String value) {
        byte[] bytes = Wire.table(1).insert().hex(value).raw(new int[100]).bytes();
        refusedCheaply(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"87ffffff7f", "8fffffff7f", "8fffffffff7f", "ffffffffffffffffff", "8080808080808080ff"})
    void value_ofALengthBeyondAnyArray_isRefused(String length) {
        refusedCheaply(
                Wire.table(1).insert().raw(4).hex(length).raw(new int[100]).bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffffffffffffff", "8fffffff7f", "8f51"})
    void columns_ofACountThatLies_costOnlyWhatIsThere(String count) {
        refusedCheaply(new Wire().raw('T').hex(count).raw(1, 0, 0).bytes());
    }

    @Test
    void value_ofMegabytes_comesBackWhole() throws Exception {
        byte[] large = new byte[3 * ByteSource.CHUNK_BYTES + 17];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) ((i * 31) >>> 3);
        }
        Change change = Change.insert(TABLE, List.of(SqlValue.text(large), SqlValue.blob(large)));

        assertThat(read(change, ChangesetLimits.DEFAULT)).containsExactly(change);
    }

    @Test
    void limits_outOfRange_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangesetLimits(-1, 1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangesetLimits(0, 0, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangesetLimits(0, 32_768, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangesetLimits(0, 1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangesetLimits(0, 1, 1, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ChangesetLimits(0, 1, 1, ChangesetLimits.MAX_VALUE_BYTES + 1));
    }

    private static List<Change> read(Change change, ChangesetLimits limits) throws Exception {
        return Codec.read(new ByteArrayInputStream(Codec.write(List.of(change))), limits);
    }

    private static void refusedCheaply(byte[] bytes) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThatThrownBy(() -> Codec.read(bytes)).isInstanceOf(MalformedChangesetException.class);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000_000);
    }
}

package dev.coven.engine.changeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.spi.row.SqlValue;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader takes and refuses, and where it says the fault is. */
class ChangesetReaderTest {
    private static final ChangesetTable TABLE = new ChangesetTable("t", List.of(1, 0));

    @Test
    void empty_hasNoChange() throws Exception {
        assertThat(Codec.read(new byte[0])).isEmpty();
    }

    @Test
    void update_withKeyAndChangedColumn_isTaken() throws Exception {
        byte[] bytes = update().integer(1).integer(2).undefined().integer(3).bytes();

        Change change = Codec.read(bytes).get(0);

        assertThat(change.key()).containsExactly(SqlValue.of(1));
        assertThat(change.before(1)).isEqualTo(SqlValue.of(2));
        assertThat(change.after(1)).isEqualTo(SqlValue.of(3));
    }

    @Test
    void sameHeaderAgain_afterAChange_isTaken() throws Exception {
        byte[] bytes = Wire.table(1)
                .insert()
                .integer(1)
                .raw('T', 1, 1, 't', 0)
                .insert()
                .integer(2)
                .bytes();

        assertThat(Codec.read(bytes)).hasSize(2);
    }

    @Test
    void text_thatIsNotUtf8_keepsItsBytes() throws Exception {
        byte[] bytes = Wire.table(1).insert().hex("03 02 ff fe").bytes();

        assertThat(Codec.read(bytes).get(0).key())
                .containsExactly(SqlValue.text(new byte[] {(byte) 0xff, (byte) 0xfe}));
        assertThat(Codec.write(Codec.read(bytes))).isEqualTo(bytes);
    }

    @Test
    void varint_longerThanNeedBe_isTakenAsSqliteTakesIt() throws Exception {
        byte[] bytes = Wire.table(1)
                .insert()
                .hex("03 80 80 80 80 80 80 80 80 01")
                .ascii("x")
                .bytes();

        assertThat(Codec.read(bytes).get(0).key()).containsExactly(SqlValue.text("x"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 10, 17, 19, 22, 24, 'A', 't', 255})
    void op_unknown_isRefused(int op) {
        refused(Wire.table(1).raw(op, 0).integer(1), 5).hasMessageContaining("byte " + op);
    }

    @Test
    void op_afterAChange_unknown_isRefused() {
        refused(Wire.table(1).insert().integer(1).raw(0), 16).hasMessageContaining("byte 0");
    }

    @Test
    void change_beforeAnyHeader_isRefused() {
        refused(new Wire().insert().integer(1), 0).hasMessageContaining("before the first table header");
    }

    @Test
    void patchset_isRefusedAsSuch() {
        refused(new Wire().ascii("P").raw(1, 1, 't', 0).insert().integer(1), 0).hasMessageContaining("patchset");
    }

    @Test
    void patchset_afterAChange_isRefusedAsSuch() {
        refused(Wire.table(1).insert().integer(1).ascii("P"), 16).hasMessageContaining("patchset");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 128, 255})
    void indirectFlag_otherThanZeroOrOne_isRefused(int flag) {
        refused(Wire.table(1).raw(18, flag).integer(1), 6).hasMessageContaining("indirect flag " + flag);
    }

    @Test
    void header_withoutAChange_isRefused() {
        refused(Wire.table(1), 5).hasMessageContaining("without a change");
        refused(Wire.table(1).raw('T', 1, 1, 't', 0).insert().integer(1), 5).hasMessageContaining("without a change");
    }

    @Test
    void header_withoutColumns_isRefused() {
        refused(new Wire().raw('T', 0, 't', 0), 1).hasMessageContaining("0 columns");
    }

    @Test
    void header_withoutKey_isRefused() {
        refused(Wire.table(0, 0).insert().integer(1).integer(2), 1)
                .hasMessageContaining("no column is part of the key");
    }

    @Test
    void name_empty_isRefused() {
        refused(new Wire().raw('T', 1, 1, 0).insert().integer(1), 3).hasMessageContaining("empty");
    }

    @Test
    void name_notUtf8_isRefused() {
        refused(new Wire().raw('T', 1, 1, 0xC0, 0x80, 0).insert().integer(1), 3).hasMessageContaining("not UTF-8");
        refused(new Wire().raw('T', 1, 1).hex("eda080 00").insert().integer(1), 3)
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void name_withoutItsZero_isRefused() {
        refused(new Wire().raw('T', 1, 1).ascii("name"), 7).hasMessageContaining("end inside a table's name");
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 127, 255})
    void valueType_unknown_isRefused(int type) {
        refused(Wire.table(1).insert().raw(type), 7).hasMessageContaining("value type " + type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7ff8000000000000", "7ff0000000000001", "ffffffffffffffff"})
    void real_notANumber_isRefused(String bits) {
        refused(Wire.table(1).insert().raw(2).hex(bits), 8).hasMessageContaining("not a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7ff0000000000000", "fff0000000000000", "8000000000000000", "0000000000000001"})
    void real_ofAnyNumber_isTaken(String bits) throws Exception {
        byte[] bytes = Wire.table(1).insert().raw(2).hex(bits).bytes();

        assertThat(Codec.write(Codec.read(bytes))).isEqualTo(bytes);
    }

    @Test
    void insertOrDelete_withAnUndefinedColumn_isRefused() {
        refused(Wire.table(1, 0).insert().integer(1).undefined(), 6).hasMessageContaining("column 1 of t is undefined");
        refused(Wire.table(1, 0).delete().undefined().integer(1), 6).hasMessageContaining("column 0 of t is undefined");
    }

    @Test
    void key_ofNull_isRefusedInEveryKind() {
        refused(Wire.table(0, 1).insert().nil().nil(), 6).hasMessageContaining("key column 1 of t is NULL");
        refused(Wire.table(1, 0).delete().nil().integer(1), 6).hasMessageContaining("key column 0 of t is NULL");
        refused(update().nil().integer(1).undefined().integer(2), 6).hasMessageContaining("key column 0 of t is NULL");
    }

    @Test
    void update_withoutItsKeyBefore_isRefused() {
        refused(update().undefined().integer(1).undefined().integer(2), 6)
                .hasMessageContaining("key column 0 of t is undefined");
    }

    @Test
    void update_withAKeyAfter_isRefused() {
        refused(update().integer(1).integer(1).integer(1).integer(2), 6)
                .hasMessageContaining("key column 0 of t changes");
    }

    @Test
    void update_definedOnOneSideOnly_isRefused() {
        refused(update().integer(1).integer(1).undefined().undefined(), 6).hasMessageContaining("one side");
        refused(update().integer(1).undefined().undefined().integer(2), 6).hasMessageContaining("one side");
    }

    @Test
    void update_ofNothing_isRefused() {
        refused(update().integer(1).undefined().undefined().undefined(), 6).hasMessageContaining("changes no column");
    }

    @Test
    void change_cutAnywhere_isRefusedWhereItEnds() throws Exception {
        Change change = Change.insert(TABLE, List.of(SqlValue.text("key"), SqlValue.blob(new byte[200])));
        byte[] bytes = Codec.write(List.of(change));
        for (int length = 1; length < bytes.length; length++) {
            refused(new Wire().hex(HexFormat.of().formatHex(bytes, 0, length)), length)
                    .hasMessageContaining("the bytes end inside");
        }
    }

    private static Wire update() {
        return Wire.table(1, 0).update();
    }

    private static AbstractThrowableAssert<?, ?> refused(Wire wire, long offset) {
        return assertThatThrownBy(() -> Codec.read(wire.bytes()))
                .isInstanceOfSatisfying(
                        MalformedChangesetException.class,
                        e -> assertThat(e.offset()).isEqualTo(offset))
                .hasMessageContaining("byte " + offset);
    }
}

package dev.coven.engine.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.spi.clock.Hlc;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowLatticeTest {
    private static final List<String> COLUMNS = List.of("a", "b", "c");

    private static RowLattice lattice(ConflictPolicy policy) {
        return new RowLattice(new CellLayout("t", COLUMNS, policy.granularity()), policy);
    }

    private static Hlc at(long millis) {
        return new Hlc(Hlc.time(millis, 0), "d" + millis % 3);
    }

    private static @Nullable SqlValue[] row(String a, String b, String c) {
        return new @Nullable SqlValue[] {SqlValue.text(a), SqlValue.text(b), SqlValue.text(c)};
    }

    private static @Nullable SqlValue[] onlyB(String b) {
        return new @Nullable SqlValue[] {null, SqlValue.text(b), null};
    }

    @Test
    void editsOfDifferentColumns_bothSurvive() {
        RowLattice lattice = lattice(LastWriterWins.perColumn());
        RowState born = lattice.inserted(at(1), row("1", "2", "3"));
        RowState editedA = lattice.updated(at(5), new @Nullable SqlValue[] {SqlValue.text("A"), null, null});
        RowState merged = lattice.join(lattice.join(born, lattice.updated(at(9), onlyB("B"))), editedA);
        assertThat(merged.value(0)).isEqualTo(SqlValue.text("A"));
        assertThat(merged.value(1)).isEqualTo(SqlValue.text("B"));
    }

    @Test
    void editsOfDifferentColumns_perRow_keepOneDevicesRow() {
        RowLattice lattice = lattice(LastWriterWins.perRow());
        RowState first = lattice.updated(at(5), row("A", "2", "3"));
        RowState second = lattice.updated(at(9), row("1", "B", "3"));
        RowState merged = lattice.join(second, first);
        assertThat(merged.value(0)).isEqualTo(SqlValue.text("1"));
        assertThat(merged.value(1)).isEqualTo(SqlValue.text("B"));
    }

    @Test
    void editOfADeletedRow_doesNotReviveIt() {
        RowLattice lattice = lattice(LastWriterWins.perColumn());
        RowState dead = lattice.join(lattice.inserted(at(1), row("1", "2", "3")), lattice.deleted(at(5)));
        assertThat(lattice.join(dead, lattice.updated(at(9), onlyB("B"))).isAlive())
                .isFalse();
    }

    @Test
    void reinsertOfADeletedRow_revivesItWithNewerEdits() {
        RowLattice lattice = lattice(LastWriterWins.perColumn());
        RowState edited = lattice.join(lattice.deleted(at(5)), lattice.updated(at(9), onlyB("late")));
        RowState revived = lattice.join(edited, lattice.inserted(at(7), row("x", "y", "z")));
        assertThat(revived.isAlive()).isTrue();
        assertThat(revived.value(0)).isEqualTo(SqlValue.text("x"));
        assertThat(revived.value(1)).isEqualTo(SqlValue.text("late"));
    }

    @Test
    void editBeforeItsInsert_waitsUnborn() {
        RowLattice lattice = lattice(LastWriterWins.perColumn());
        RowState unborn = lattice.join(RowState.unknown(lattice.layout()), lattice.updated(at(9), onlyB("B")));
        assertThat(unborn.isUnborn()).isTrue();
        RowState born = lattice.join(unborn, lattice.inserted(at(1), row("1", "2", "3")));
        assertThat(born.isAlive()).isTrue();
        assertThat(born.value(1)).isEqualTo(SqlValue.text("B"));
    }

    /** Takes the larger text, and the larger timestamp: a policy under which the later write can lose. */
    private static final class LargerText implements ConflictPolicy {
        @Override
        public PluginDescriptor descriptor() {
            return PluginDescriptor.of("larger-text", "Larger text", "1");
        }

        @Override
        public Granularity granularity() {
            return Granularity.COLUMN;
        }

        @Override
        public Cell merge(CellContext context, Cell left, Cell right) {
            String l = left.values().toString();
            String r = right.values().toString();
            Hlc stamp = left.stamp().compareTo(right.stamp()) >= 0 ? left.stamp() : right.stamp();
            return new Cell(stamp, l.compareTo(r) >= 0 ? left.values() : right.values());
        }
    }

    @Test
    void join_ofRandomHistories_isASemilattice() {
        for (ConflictPolicy policy : List.of(LastWriterWins.perColumn(), LastWriterWins.perRow(), new LargerText())) {
            for (long seed = 0; seed < 2_000; seed++) {
                checkLaws(lattice(policy), new Random(seed), policy.descriptor().id() + " seed " + seed);
            }
        }
    }

    private static void checkLaws(RowLattice lattice, Random random, String replay) {
        List<RowState> writes = new ArrayList<>();
        for (long time = 1; time <= 6; time++) {
            writes.add(randomWrite(lattice, random, at(time)));
        }
        RowState expected = joinAll(lattice, writes);
        for (int round = 0; round < 4; round++) {
            List<RowState> shuffled = new ArrayList<>(writes);
            shuffled.add(writes.get(random.nextInt(writes.size())));
            Collections.shuffle(shuffled, random);
            int cut = random.nextInt(shuffled.size());
            RowState left = joinAll(lattice, shuffled.subList(0, cut));
            RowState right = joinAll(lattice, shuffled.subList(cut, shuffled.size()));
            assertThat(lattice.join(left, right)).as(replay).isEqualTo(expected);
            assertThat(lattice.join(right, left)).as(replay).isEqualTo(expected);
        }
    }

    private static RowState randomWrite(RowLattice lattice, Random random, Hlc stamp) {
        String text = Integer.toString(random.nextInt(100));
        return switch (random.nextInt(4)) {
            case 0 -> lattice.inserted(stamp, row(text, text + "b", text + "c"));
            case 1 -> lattice.deleted(stamp);
            default -> lattice.updated(stamp, lattice.layout().cellCount() == 1 ? row(text, text, text) : onlyB(text));
        };
    }

    private static RowState joinAll(RowLattice lattice, List<RowState> writes) {
        RowState joined = RowState.unknown(lattice.layout());
        for (RowState write : writes) {
            joined = lattice.join(joined, write);
        }
        return joined;
    }
}

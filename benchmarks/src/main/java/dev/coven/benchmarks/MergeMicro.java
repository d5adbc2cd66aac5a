package dev.coven.benchmarks;

import dev.coven.engine.merge.CellLayout;
import dev.coven.engine.merge.LastWriterWins;
import dev.coven.engine.merge.RowLattice;
import dev.coven.engine.merge.RowState;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Two states of a row of eight columns, joined cell by cell: one device made the row, another one changed two columns. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MergeMicro {
    private final RowLattice lattice = new RowLattice(
            new CellLayout(
                    "items",
                    List.of("id", "owner", "list", "code", "title", "qty", "price", "data"),
                    Granularity.COLUMN),
            LastWriterWins.perColumn());
    private final RowState made = lattice.inserted(new Hlc(Hlc.time(1_000, 0), "a"), BenchChanges.row(1));
    private final RowState changed = lattice.updated(new Hlc(Hlc.time(2_000, 0), "b"), twoColumns());

    private static @Nullable SqlValue[] twoColumns() {
        @Nullable SqlValue[] row = new @Nullable SqlValue[8];
        row[4] = SqlValue.text("a new title");
        row[5] = SqlValue.of(7);
        return row;
    }

    /** Both, whichever came first. */
    @Benchmark
    public RowState join() {
        return lattice.join(made, changed);
    }
}

package dev.coven.benchmarks;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.changeset.ChangesetReader;
import dev.coven.engine.changeset.MalformedChangesetException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A changeset of a thousand new rows, written and read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CodecMicro {
    private static final int ROWS = 1000;

    private final List<Change> changes = BenchChanges.inserts(ROWS);
    private final byte[] bytes;

    /** Makes the changeset. */
    public CodecMicro() {
        try {
            bytes = BenchChanges.bytes(changes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To bytes that go nowhere. */
    @Benchmark
    public void write() throws IOException {
        BenchChanges.write(changes, OutputStream.nullOutputStream());
    }

    /** From bytes in memory; the result is how many there were. */
    @Benchmark
    public int read() throws IOException, MalformedChangesetException {
        ChangesetReader reader = new ChangesetReader(new ByteArrayInputStream(bytes), ChangesetLimits.DEFAULT);
        int count = 0;
        while (reader.next() != null) {
            count++;
        }
        return count;
    }
}

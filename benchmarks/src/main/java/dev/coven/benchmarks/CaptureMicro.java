package dev.coven.benchmarks;

import dev.coven.engine.SyncException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A transaction of a hundred new rows on a host's own connection, with the commit. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CaptureMicro {
    private static final int ROWS = 100;

    /** Whether the database is in a library, whose triggers write down what the host does. */
    @Param({"false", "true"})
    public boolean captured;

    private @Nullable Databases databases;
    private int next;

    /** The databases of a run, and the connection that is written to. */
    private record Databases(Path folder, BenchDevice device, Connection host) {
        void close() throws Exception {
            host.close();
            device.close();
            WorkFolder.delete(folder);
        }
    }

    private Databases databases() {
        if (databases == null) {
            throw new IllegalStateException("nothing is set up");
        }
        return databases;
    }

    /** Makes the database, and one like it that is in no library. */
    @Setup
    public void makeDatabases() throws Exception {
        Path folder = Files.createTempDirectory("coven-bench");
        BenchDevice.Surroundings surroundings =
                new BenchDevice.Surroundings(new SlowStores(), SlowStores.LOCATION, List.of(), Map.of());
        Path home = folder.resolve("device");
        BenchDevice.found(home, surroundings, BenchData.ddl()).close();
        Path plain = DatabaseFile.bare(home.resolve("library.db"), folder.resolve("plain.db"));
        BenchDevice device = BenchDevice.open(home, surroundings);
        Connection host = DriverManager.getConnection("jdbc:sqlite:" + (captured ? device.database() : plain));
        host.setAutoCommit(false);
        databases = new Databases(folder, device, host);
    }

    /** Lets the engine take what was written down, outside of what is measured. */
    @TearDown(Level.Iteration)
    public void push() throws SyncException {
        databases().device().library().push();
    }

    /** Removes the databases. */
    @TearDown
    public void removeDatabases() throws Exception {
        databases().close();
    }

    /** The transaction. */
    @Benchmark
    public void insertRows() throws SQLException {
        Connection host = databases().host();
        try (PreparedStatement insert = host.prepareStatement(HostWrites.INSERT.sql())) {
            for (int i = 0; i < ROWS; i++) {
                BenchData.bind(insert, BenchData.item(next++));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        host.commit();
    }
}

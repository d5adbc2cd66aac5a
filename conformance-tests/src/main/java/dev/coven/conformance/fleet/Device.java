package dev.coven.conformance.fleet;

import dev.coven.engine.HeldDevice;
import dev.coven.engine.Library;
import dev.coven.engine.LibraryStatus;
import dev.coven.engine.ParkedRow;
import dev.coven.engine.PullResult;
import dev.coven.engine.PushResult;
import dev.coven.engine.SyncEngine;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncListener;
import dev.coven.engine.SyncResult;
import dev.coven.spi.plugin.Stability;
import dev.coven.spi.row.RowChange;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One device of a fleet: a database file, an application that writes it, an engine that syncs it, a clock. Not thread safe.
 *
 * <p>Failures of SQLite in a test's own statements are {@link IllegalArgumentException}s.
 */
@Stability(Stability.Promise.EVOLVING)
public final class Device implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int MAX_PARKED = 1_000_000;

    private final String name;
    private final DeviceFiles files;
    private final DeviceEngines engines;
    private final FleetTime time;
    private final List<RowChange> events = new ArrayList<>();
    private @Nullable SyncEngine engine;
    private @Nullable Library library;
    private @Nullable HostDatabase host;

    Device(String name, DeviceFiles files, DeviceEngines engines, FleetTime time) {
        this.name = name;
        this.files = files;
        this.engines = engines;
        this.time = time;
    }

    interface Opening {
        Library open(SyncEngine engine) throws SyncException;
    }

    /** Opens the library in the way given, for the first time. */
    void become(Opening opening) throws SyncException {
        use(opening.open(engine()));
    }

    private void use(Library opened) {
        library = opened;
        host();
        opened.addListener(new SyncListener() {
            @Override
            public void rowsChanged(List<RowChange> changes) {
                events.addAll(changes);
                clock().moment("telling of rows");
            }

            @Override
            public void pullProgress(long applied, long known) {
                clock().moment("telling of a pull");
            }

            @Override
            public void pushProgress(long pushed, long waiting) {
                clock().moment("telling of a push");
            }
        });
    }

    DeviceFiles files() {
        return files;
    }

    /** What the test calls it; its name for others too. */
    public String name() {
        return name;
    }

    /** The database file. */
    public Path database() {
        return files.database();
    }

    /** Where its owner's identity and keys are. */
    public Path home() {
        return files.home();
    }

    /** The folder of the files that travel with its rows, where no other is set. */
    public Path blobs() {
        Path database = files.database();
        return database.resolveSibling(database.getFileName() + ".coven").resolve("blobs");
    }

    /** Its wall clock. */
    public DeviceClock clock() {
        return engines.clock();
    }

    /** Its engine. */
    public SyncEngine engine() throws SyncException {
        SyncEngine running = engine;
        if (running == null) {
            running = engines.start();
            engine = running;
        }
        return running;
    }

    /** Its open library. */
    public Library library() {
        Library open = library;
        if (open == null) {
            throw new IllegalStateException("device " + name + " is closed");
        }
        return open;
    }

    /** Its device id, which changes when it finds that it is a clone. */
    public String id() throws SyncException {
        return status().deviceId();
    }

    /** The application's connection, foreign keys on; for transactions and settings of a test's own. */
    public Connection connection() {
        return host().connection();
    }

    private HostDatabase host() {
        HostDatabase open = host;
        if (open == null) {
            open = sqlite(() -> new HostDatabase(files.database()));
            host = open;
        }
        return open;
    }

    /** The application writes, each statement its own transaction. A second later the engine captures it. */
    public void sql(String... statements) throws SyncException {
        uncaptured(statements);
        time.advance(TICK);
        library().capture();
    }

    /** The application writes, and the engine takes no notice until it has cause to. */
    public void uncaptured(String... statements) {
        for (String statement : statements) {
            sqlite(() -> {
                host().run(statement);
                return statement;
            });
        }
    }

    /** The rows of a query, each as SQL literals: {@code 'text', 1, 1.0, NULL, x'00'}. */
    public List<String> query(String sql) {
        return sqlite(() -> host().query(sql));
    }

    /** The rows of every synced table, each as SQL literals, in the order of their text. */
    public Map<String, List<String>> tables() throws SyncException {
        Map<String, List<String>> tables = new TreeMap<>();
        for (String table : status().tables()) {
            List<String> rows = query("SELECT * FROM \"" + table.replace("\"", "\"\"") + "\"");
            tables.put(table, rows.stream().sorted().toList());
        }
        return tables;
    }

    /** Key and values of every parked row, by table. */
    public Map<String, List<String>> parkedRows() throws SyncException {
        Map<String, List<String>> parked = new TreeMap<>();
        for (ParkedRow row : library().parked(MAX_PARKED)) {
            parked.computeIfAbsent(row.table(), table -> new ArrayList<>()).add(row.key() + " " + row.values());
        }
        parked.values().forEach(rows -> rows.sort(String::compareTo));
        return parked;
    }

    /** Pulls, then pushes. */
    public SyncResult sync() throws SyncException {
        time.advance(TICK);
        return library().sync();
    }

    /** Pulls. */
    public PullResult pull() throws SyncException {
        time.advance(TICK);
        return library().pull();
    }

    /** Pushes. */
    public PushResult push() throws SyncException {
        time.advance(TICK);
        return library().push();
    }

    /** What it knows without asking the store. */
    public LibraryStatus status() throws SyncException {
        return library().status();
    }

    /** The devices whose changesets wait here, as of the last pull. */
    public List<HeldDevice> held() throws SyncException {
        return status().devices().stream()
                .flatMap(device -> device.held().stream())
                .toList();
    }

    /** The row events since the last time they were taken. */
    public List<RowChange> takeEvents() {
        List<RowChange> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    /** Ends its process and starts another one: nothing in memory survives. */
    public void restart() throws SyncException {
        close();
        use(engine().open(files.database()));
    }

    /** Copies its database to a folder, for {@link #restore}. Its owner's keys stay where they are. */
    public void backUp(Path folder) throws SyncException {
        closed(() -> files.backUpTo(folder));
    }

    /** Puts a backup of its database in place of it. */
    public void restore(Path folder) throws SyncException {
        closed(() -> files.restoreFrom(folder));
    }

    /** Does something to its files while nobody has them open. */
    void closed(Runnable work) throws SyncException {
        close();
        work.run();
        restart();
    }

    /** Ends its process. */
    @Override
    public void close() {
        if (library != null) {
            library.close();
            library = null;
        }
        engine = null;
        HostDatabase open = host;
        if (open != null) {
            host = null;
            sqlite(() -> {
                open.close();
                return open;
            });
        }
    }

    private interface SqlWork<T> {
        T run() throws SQLException;
    }

    private <T> T sqlite(SqlWork<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new IllegalArgumentException("on device " + name + ": " + e.getMessage(), e);
        }
    }
}

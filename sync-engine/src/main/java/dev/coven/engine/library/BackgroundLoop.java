package dev.coven.engine.library;

import dev.coven.engine.Library;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncListener;
import dev.coven.engine.SyncResult;
import dev.coven.engine.config.EngineSettings;
import dev.coven.engine.database.EngineConnections;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Syncs in the background: soon after local edits settle, and now and then to look for remote ones. The pause between
 * looks grows while nothing comes and while the store does not answer.
 */
final class BackgroundLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoop.class);
    private static final Duration STEP = Duration.ofMillis(250);

    private final Library library;
    private final Path database;
    private final EngineSettings.Loop pauses;
    private final List<SyncListener> listeners;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    private BackgroundLoop(Library library, Path database, EngineSettings.Loop pauses, List<SyncListener> listeners) {
        this.library = library;
        this.database = database;
        this.pauses = pauses;
        this.listeners = listeners;
        this.thread = new Thread(this::run, "coven-sync " + database.getFileName());
        thread.setDaemon(true);
    }

    static BackgroundLoop start(
            Library library, Path database, EngineSettings.Loop pauses, List<SyncListener> listeners) {
        BackgroundLoop loop = new BackgroundLoop(library, database, pauses, listeners);
        loop.thread.start();
        return loop;
    }

    private void run() {
        try (Connection watcher = EngineConnections.open(database)) {
            watch(watcher);
        } catch (SQLException e) {
            LOG.error("the background sync of {} stopped: the database cannot be watched", database, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(Connection watcher) throws SQLException, InterruptedException {
        long seen = dataVersion(watcher);
        Duration interval = pauses.minPullInterval();
        Duration sinceCycle = interval;
        Duration sinceEdit = Duration.ZERO;
        boolean edited = false;
        do {
            long version = dataVersion(watcher);
            if (version != seen) {
                seen = version;
                edited = true;
                sinceEdit = Duration.ZERO;
            }
            boolean settled = edited && sinceEdit.compareTo(pauses.pushDelay()) >= 0;
            if (settled || sinceCycle.compareTo(interval) >= 0) {
                boolean useful = cycle();
                interval = useful ? pauses.minPullInterval() : longer(interval);
                sinceCycle = Duration.ZERO;
                // The cycle's own writes move the version too; what the host wrote meanwhile waits in the log.
                seen = dataVersion(watcher);
                edited = hasUncaptured();
                sinceEdit = Duration.ZERO;
            }
            sinceCycle = sinceCycle.plus(STEP);
            sinceEdit = sinceEdit.plus(STEP);
        } while (!stop.await(STEP.toMillis(), TimeUnit.MILLISECONDS));
    }

    private Duration longer(Duration interval) {
        Duration doubled = interval.multipliedBy(2);
        return doubled.compareTo(pauses.maxPullInterval()) < 0 ? doubled : pauses.maxPullInterval();
    }

    /** Runs one cycle; whether it moved anything. */
    private boolean cycle() {
        try {
            SyncResult result = library.sync();
            listeners.forEach(listener -> listener.cycleEnded(result));
            return result.pull().map(pull -> pull.changesetsApplied() > 0).orElse(false)
                    || result.push().map(push -> push.pushed() > 0).orElse(false);
        } catch (SyncException e) {
            listeners.forEach(listener -> listener.cycleFailed(e));
            return false;
        }
    }

    private boolean hasUncaptured() {
        try {
            return library.status().uncaptured();
        } catch (SyncException e) {
            LOG.debug("the state of {} cannot be read", database, e);
            return true;
        }
    }

    private static long dataVersion(Connection watcher) throws SQLException {
        try (Statement query = watcher.createStatement();
                ResultSet rows = query.executeQuery("PRAGMA data_version")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Ends the loop after the cycle that is running, if one is. */
    @Override
    public void close() {
        stop.countDown();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

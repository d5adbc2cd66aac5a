package dev.coven.engine.loop;

import dev.coven.engine.SyncDirection;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncListener;
import dev.coven.engine.SyncResult;
import dev.coven.engine.config.LoopSettings;
import dev.coven.engine.copy.CommitWatch;
import dev.coven.engine.status.Diagnosis;
import dev.coven.engine.status.Listeners;
import dev.coven.engine.status.StatusBoard;
import dev.coven.engine.store.Pause;
import dev.coven.engine.store.StopSwitch;
import dev.coven.engine.store.StoppedException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Syncs in the background, on one thread: looks for commits, and runs the cycles that the schedule asks for. It ends when the
 * library's switch is pulled, and by nothing else.
 */
public final class BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoop.class);

    /** What the loop does to the library. */
    @FunctionalInterface
    public interface Cycles {
        /** Runs one cycle. */
        SyncResult sync(SyncDirection direction) throws SyncException;
    }

    /**
     * What time is, and chance.
     *
     * @param source the wall clock
     * @param pause how to wait
     * @param jitter numbers from 0 to 1
     */
    public record Time(InstantSource source, Pause pause, DoubleSupplier jitter) {}

    private final Path database;
    private final Cycles cycles;
    private final LoopSettings settings;
    private final Listeners listeners;
    private final StatusBoard board;
    private final Time time;
    private final StopSwitch stop;
    private final LoopSchedule schedule;
    private final Thread thread;
    private @Nullable CommitWatch watch;

    /** A loop over a library's cycles, which {@link #start} starts. */
    public BackgroundLoop(
            Path database,
            Cycles cycles,
            LoopSettings settings,
            Listeners listeners,
            StatusBoard board,
            Time time,
            StopSwitch stop) {
        this.database = database;
        this.cycles = cycles;
        this.settings = settings;
        this.listeners = listeners;
        this.board = board;
        this.time = time;
        this.stop = stop;
        this.schedule = new LoopSchedule(settings, time.jitter(), time.source().instant());
        this.thread = new Thread(this::run, "coven-sync " + database.getFileName());
        thread.setDaemon(true);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    private void run() {
        Pause pause = stop.over(time.pause());
        try {
            while (!stop.isStopped()) {
                step();
                pause(pause);
            }
        } catch (StoppedException e) {
            LOG.debug("{} ends", this);
        } finally {
            endWatch();
            board.closed();
        }
    }

    private void pause(Pause pause) {
        try {
            pause.pause(untilNextLook());
        } catch (InterruptedException e) {
            // The switch alone ends the loop; an interrupt that a listener or a plugin left behind does not.
            LOG.debug("{} was interrupted; it goes on", this, e);
        }
    }

    private Duration untilNextLook() {
        Duration next = Duration.between(time.source().instant(), schedule.next());
        if (next.compareTo(LoopSettings.SHORTEST) < 0) {
            return LoopSettings.SHORTEST;
        }
        return next.compareTo(settings.look()) < 0 ? next : settings.look();
    }

    private void step() {
        schedule.tick(time.source().instant());
        look();
        Optional<SyncDirection> due = schedule.due();
        if (due.isPresent()) {
            cycle(due.get());
        }
        board.nextAttempt(schedule.next());
    }

    private void look() {
        try {
            if (watch == null) {
                watch = CommitWatch.open(database);
            }
            if (watch.look()) {
                schedule.edited();
            }
        } catch (SQLException e) {
            // The next cycle meets the same database, and says what is wrong with it.
            LOG.debug("{} cannot be watched now", database, e);
            endWatch();
        }
    }

    private void cycle(SyncDirection direction) {
        schedule.begun();
        Consumer<SyncListener> news = run(direction);
        board.nextAttempt(schedule.next());
        try {
            board.tell();
            listeners.tell(news);
        } catch (Error e) {
            LOG.error("a listener of {} failed; it goes on", this, e);
        }
    }

    /** Runs a cycle; what is to be told of it. */
    private Consumer<SyncListener> run(SyncDirection direction) {
        try {
            SyncResult result = cycles.sync(direction);
            schedule.tick(time.source().instant());
            if (direction != SyncDirection.PUSH_ONLY) {
                schedule.pulled(cameSomething(result));
            }
            return listener -> listener.cycleEnded(result);
        } catch (SyncException e) {
            return failed(e);
        } catch (RuntimeException | Error e) {
            stop.check();
            LOG.error("{} met a mistake of the program; it goes on", this, e);
            SyncException internal = Diagnosis.internal(e);
            board.failed(internal);
            return failed(internal);
        }
    }

    private static boolean cameSomething(SyncResult result) {
        return result.pull()
                .map(pull -> pull.changesetsApplied() > 0 || pull.blobsFetched() > 0)
                .orElse(false);
    }

    private Consumer<SyncListener> failed(SyncException failure) {
        stop.check();
        schedule.tick(time.source().instant());
        schedule.failed(Diagnosis.of(failure));
        return listener -> listener.cycleFailed(failure);
    }

    private void endWatch() {
        CommitWatch ended = watch;
        watch = null;
        if (ended != null) {
            try {
                ended.close();
            } catch (SQLException e) {
                LOG.debug("the watch of {} cannot be closed", database, e);
            }
        }
    }

    /** Waits until the thread is gone, which the switch has told to end; the loop's own thread does not wait for itself. */
    public void awaitEnd() {
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The copy's database, for whoever names the loop. */
    @Override
    public String toString() {
        return "the background sync of " + database;
    }
}

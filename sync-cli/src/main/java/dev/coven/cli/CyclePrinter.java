package dev.coven.cli;

import com.google.gson.JsonObject;
import dev.coven.engine.HeldDevice;
import dev.coven.engine.PullResult;
import dev.coven.engine.SyncListener;
import dev.coven.engine.SyncResult;
import dev.coven.engine.SyncStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prints the cycles of a background loop that did something, and a failure with what to do, once until it changes. */
final class CyclePrinter implements SyncListener {
    private final Shell shell;
    private final Path database;
    private final Runnable readerGone;
    private List<HeldDevice> held = List.of();
    private long parked;
    private Optional<SyncStatus.Failure> failure = Optional.empty();

    CyclePrinter(Shell shell, Path database, Runnable readerGone) {
        this.shell = shell;
        this.database = database;
        this.readerGone = readerGone;
    }

    @Override
    public synchronized void cycleEnded(SyncResult result) {
        List<HeldDevice> nowHeld = result.pull().map(PullResult::held).orElse(held);
        long nowParked = result.pull().map(PullResult::rowsParked).orElse(parked);
        if (didSomething(result) || !nowHeld.equals(held) || nowParked != parked || failure.isPresent()) {
            Instant now = Instant.now();
            JsonObject json = JsonForm.sync(result);
            json.addProperty("time", now.toString());
            List<String> lines = new ArrayList<>(SyncText.lines(result, database));
            lines.set(0, shell.display().time(now) + "  " + lines.get(0));
            shell.print(json, lines);
            stopWhenUnread();
        }
        held = nowHeld;
        parked = nowParked;
        failure = Optional.empty();
    }

    private static boolean didSomething(SyncResult result) {
        return result.push()
                        .map(push ->
                                push.pushed() > 0 || push.replacedDeviceId().isPresent())
                        .orElse(false)
                || result.pull()
                        .map(pull -> pull.changesetsApplied() > 0 || pull.rowsChanged() > 0)
                        .orElse(false);
    }

    @Override
    public synchronized void statusChanged(SyncStatus status) {
        if (status.failure().isPresent() && !status.failure().equals(failure)) {
            Failures.report(shell, status.failure().get());
            stopWhenUnread();
            failure = status.failure();
        }
    }

    private void stopWhenUnread() {
        if (shell.out().checkError()) {
            readerGone.run();
        }
    }
}

package dev.coven.engine.library;

import dev.coven.engine.SyncMeter;
import dev.coven.engine.status.StatusBoard;
import java.time.Duration;

/** What a library's requests are measured by: the engine's meter, and the status that counts bytes. */
record CycleMeter(SyncMeter meter, StatusBoard board) implements SyncMeter {
    @Override
    public void request(Request request, Outcome outcome, Duration duration) {
        meter.request(request, outcome, duration);
    }

    @Override
    public void sent(long bytes) {
        board.moved(bytes);
        meter.sent(bytes);
    }

    @Override
    public void received(long bytes) {
        board.moved(bytes);
        meter.received(bytes);
    }
}

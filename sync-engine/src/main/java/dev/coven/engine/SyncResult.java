package dev.coven.engine;

import java.util.Optional;

/**
 * What a sync did.
 *
 * @param pull the incoming half, unless only a push was asked for
 * @param push the outgoing half, unless only a pull was asked for
 */
public record SyncResult(Optional<PullResult> pull, Optional<PushResult> push) {
    /** Whether anything waits: a held device, a parked row, or a file. */
    public boolean isWaiting() {
        return pull.map(p -> !p.held().isEmpty() || p.rowsParked() > 0 || p.pendingBlobs() > 0)
                .orElse(false);
    }
}

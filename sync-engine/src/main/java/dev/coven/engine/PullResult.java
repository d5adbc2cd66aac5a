package dev.coven.engine;

import java.util.List;
import java.util.Map;

/**
 * What a pull did.
 *
 * @param changesetsApplied how many changesets went into the tables
 * @param devicesPulled how many devices had at least one applied
 * @param held devices that wait, with the reason
 * @param skippedSchema how many of them wait for a newer schema
 * @param blobsFetched files of rows that came
 * @param blobsFailed files that could not be fetched, or put in their place, and will be tried again
 * @param pendingBlobs files that are still needed
 * @param rowsParked rows now kept out of their tables
 * @param rowsChanged rows of visible tables that are different now
 * @param remoteHeads the last changeset number that each remote device promised
 */
public record PullResult(
        long changesetsApplied,
        int devicesPulled,
        List<HeldDevice> held,
        int skippedSchema,
        long blobsFetched,
        long blobsFailed,
        long pendingBlobs,
        long rowsParked,
        long rowsChanged,
        Map<String, Long> remoteHeads) {
    /** Copies the collections. */
    public PullResult {
        held = List.copyOf(held);
        remoteHeads = Map.copyOf(remoteHeads);
    }
}

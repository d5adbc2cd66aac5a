package dev.coven.engine;

import java.util.List;

/**
 * What a library's copy knows without asking the store.
 *
 * @param libraryId the library
 * @param deviceId this copy
 * @param memberId its owner
 * @param storeLocation the store's URL, without secrets
 * @param devices every known device, this one included
 * @param outbox changesets captured and not yet pushed
 * @param uncaptured whether the tables have edits that are not captured yet
 * @param parked rows kept out of their tables by a constraint
 * @param conflicts recorded lost values
 * @param pendingBlobs blobs still to be fetched
 * @param tables the synced tables
 * @param diverged devices that had the same changes as this copy and other data when last compared
 * @param warnings sentences about what may be missing, with what to do
 */
public record LibraryStatus(
        String libraryId,
        String deviceId,
        String memberId,
        String storeLocation,
        List<DeviceStatus> devices,
        long outbox,
        boolean uncaptured,
        long parked,
        long conflicts,
        long pendingBlobs,
        List<String> tables,
        List<String> diverged,
        List<String> warnings) {
    /** Copies the lists. */
    public LibraryStatus {
        devices = List.copyOf(devices);
        tables = List.copyOf(tables);
        diverged = List.copyOf(diverged);
        warnings = List.copyOf(warnings);
    }
}

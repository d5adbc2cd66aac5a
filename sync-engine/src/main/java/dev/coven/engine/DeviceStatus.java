package dev.coven.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * One device of the library as this copy knows it.
 *
 * @param deviceId its id
 * @param name what its owner calls it
 * @param memberId whose it is
 * @param seq the number of its last known changeset, 0 for none
 * @param cursor how far this copy has it, rows and files; rows of later changesets may be here. For this device itself how far it is pushed
 * @param lastSync when it last said it synced, by its own clock
 * @param held why its changesets wait, if they do
 */
public record DeviceStatus(
        String deviceId,
        String name,
        String memberId,
        long seq,
        long cursor,
        Optional<Instant> lastSync,
        Optional<HeldDevice> held) {}

package dev.coven.engine.apply;

import dev.coven.engine.changeset.ChangesetLimits;
import java.io.InputStream;

/**
 * A verified changeset on its way into the tables.
 *
 * @param device who made it
 * @param changeset its bytes, uncompressed
 * @param clocks its clock track
 * @param changes how many changes it says it holds
 * @param previousTime the timestamp of the device's changeset before it; 0 for none
 * @param timestamp its own timestamp, the highest stamp in it
 * @param limits how large it may be, and what is in it
 */
public record IncomingChangeset(
        String device,
        InputStream changeset,
        InputStream clocks,
        long changes,
        long previousTime,
        long timestamp,
        ChangesetLimits limits) {}

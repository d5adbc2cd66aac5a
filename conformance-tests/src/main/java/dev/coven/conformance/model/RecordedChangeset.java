package dev.coven.conformance.model;

import dev.coven.spi.plugin.Stability;
import java.util.Arrays;
import java.util.Objects;

/**
 * A changeset as its device recorded it.
 *
 * @param device the device
 * @param seq its number
 * @param changeset its row data, unpacked
 * @param clocks its clock track
 */
@Stability(Stability.Promise.INTERNAL)
public record RecordedChangeset(String device, long seq, byte[] changeset, byte[] clocks) {
    /** Copies the bytes. */
    public RecordedChangeset {
        changeset = changeset.clone();
        clocks = clocks.clone();
    }

    /** A copy of the row data. */
    @Override
    public byte[] changeset() {
        return changeset.clone();
    }

    /** A copy of the clock track. */
    @Override
    public byte[] clocks() {
        return clocks.clone();
    }

    /** Whether all of it is the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RecordedChangeset recorded
                && device.equals(recorded.device)
                && seq == recorded.seq
                && Arrays.equals(clocks, recorded.clocks)
                && Arrays.equals(changeset, recorded.changeset);
    }

    @Override
    public int hashCode() {
        return Objects.hash(device, seq, Arrays.hashCode(clocks));
    }

    @Override
    public String toString() {
        return "changeset " + seq + " of " + device;
    }
}

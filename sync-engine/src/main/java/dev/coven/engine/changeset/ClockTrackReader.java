package dev.coven.engine.changeset;

import dev.coven.spi.clock.Hlc;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * Reads an untrusted track of what {@link ClockTrackWriter} wrote: the times of the changes, in their order.
 *
 * <p>Refused with a {@link MalformedChangesetException} are truncation, varints longer than need be, times that are no
 * timestamp's, and more times than the caller allows. Reads ahead in the stream and never closes it. After an exception the
 * reader is of no further use. Not thread safe.
 */
public final class ClockTrackReader {
    private final ByteSource source;
    private final long maxCount;
    private long count;
    private long previous;

    /**
     * Of a stream that ends where the track ends.
     *
     * @param maxCount how many times to accept at most; usually the number of changes
     */
    public ClockTrackReader(InputStream in, long maxCount) {
        if (maxCount < 0) {
            throw new IllegalArgumentException("at most " + maxCount + " clocks");
        }
        this.source = new ByteSource(in, Long.MAX_VALUE);
        this.maxCount = maxCount;
    }

    /** How many bytes the times read so far take up. */
    public long offset() {
        return source.offset();
    }

    /** The time of the next change, as {@link Hlc#time()}; empty at the end. */
    public OptionalLong next() throws IOException, MalformedChangesetException {
        long start = source.offset();
        if (source.atEnd()) {
            return OptionalLong.empty();
        }
        if (count == maxCount) {
            throw new MalformedChangesetException(start, "more than " + maxCount + " clocks");
        }
        long coded = source.readVarint("a clock");
        if (source.offset() - start != Varint.length(coded)) {
            throw new MalformedChangesetException(start, "clock " + count + " is written longer than need be");
        }
        long time = previous + (coded >>> 1 ^ -(coded & 1));
        if (!Hlc.isValidTime(time)) {
            throw new MalformedChangesetException(start, "clock " + count + " is not a timestamp: " + time);
        }
        count++;
        previous = time;
        return OptionalLong.of(time);
    }
}

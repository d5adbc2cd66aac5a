package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;

/**
 * Which bytes of an object to read.
 *
 * @param offset the first byte, counted from 0
 * @param length how many at most, 1 or more; {@link Long#MAX_VALUE} for all to the end
 */
@Stability(Stability.Promise.STABLE)
public record ByteRange(long offset, long length) {
    /** The whole object. */
    public static final ByteRange ALL = new ByteRange(0, Long.MAX_VALUE);

    /** Validates both; throws {@link IllegalArgumentException}. */
    public ByteRange {
        if (offset < 0 || length < 1) {
            throw new IllegalArgumentException("not a byte range: offset " + offset + ", length " + length);
        }
    }

    /** All bytes from an offset to the end. */
    public static ByteRange from(long offset) {
        return new ByteRange(offset, Long.MAX_VALUE);
    }

    /** Whether this is the whole object. */
    public boolean isAll() {
        return offset == 0 && length == Long.MAX_VALUE;
    }

    /** How many bytes this range has of an object of {@code size} bytes; 0 when it begins at or after the end. */
    public long lengthWithin(long size) {
        return Math.max(0, Math.min(length, size - offset));
    }
}

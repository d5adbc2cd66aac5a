package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes to store: of known length, readable more than once.
 *
 * <p>{@link #open()} gives a new stream from the first byte each time, with exactly {@link #length()} bytes.
 */
@Stability(Stability.Promise.STABLE)
public interface Payload {
    /** How many bytes, 0 or more. */
    long length();

    /** A new stream from the first byte; the caller closes it. */
    InputStream open() throws IOException;

    /** A payload over bytes in memory; the array is copied. */
    static Payload of(byte[] bytes) {
        byte[] copy = bytes.clone();
        return new Payload() {
            @Override
            public long length() {
                return copy.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(copy);
            }
        };
    }
}

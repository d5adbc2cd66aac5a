package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;
import java.io.IOException;
import java.io.InputStream;

/**
 * An open object: what it is, and the stream of the bytes asked for.
 *
 * <p>A transfer that breaks in the middle makes the stream throw {@link IOException}; it never ends early in silence.
 */
@Stability(Stability.Promise.STABLE)
public final class ObjectBody implements AutoCloseable {
    private final ObjectStat stat;
    private final InputStream stream;

    /**
     * A body over an open stream.
     *
     * @param stat the whole object's size and version, whatever range is read
     * @param stream the bytes of the range
     */
    public ObjectBody(ObjectStat stat, InputStream stream) {
        this.stat = stat;
        this.stream = stream;
    }

    /** The whole object's size and version. */
    public ObjectStat stat() {
        return stat;
    }

    /** The bytes asked for; one stream, read once. */
    public InputStream stream() {
        return stream;
    }

    /** Closes the stream; bytes not read are given up. */
    @Override
    public void close() throws IOException {
        stream.close();
    }
}

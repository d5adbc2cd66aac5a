package dev.coven.engine.crypto;

import java.io.IOException;
import java.io.InputStream;

/** The sealed body of one object, which can be read from any place. */
public interface SealedSource {
    /** How many bytes it has. */
    long length();

    /** The bytes from an offset to the end. The caller closes the stream; it may fail and never ends early in silence. */
    InputStream from(long offset) throws IOException;
}

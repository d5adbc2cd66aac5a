package dev.coven.engine.envelope;

/** How a changeset's bytes are stored in its envelope. The names are stored. */
public enum Compression {
    /** As they are. */
    NONE,
    /** In the zlib format, RFC 1950. */
    DEFLATE
}

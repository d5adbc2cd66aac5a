package dev.coven.engine.crypto;

import dev.coven.engine.crypto.UnreadableObjectException.Reason;
import java.nio.ByteBuffer;

/**
 * The clear first bytes of everything sealed: {@code c v n}, a format byte, and the epoch as four bytes, big-endian.
 *
 * <p>Whoever opens a body binds the header into the associated data too, so that it cannot be changed either.
 */
record SealedHeader(Format format, int epoch) {
    static final int BYTES = 8;

    private static final byte[] MAGIC = {'c', 'v', 'n'};

    /** What follows the header. The numbers are stored and never change their meaning. */
    enum Format {
        ONE_PIECE(1),
        STREAM(2),
        WRAPPED_KEY(3);

        private final int number;

        Format(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .put(MAGIC)
                .put((byte) format.number())
                .putInt(epoch)
                .array();
    }

    /** Reads the header of a body that must be of one format. The bytes may be fewer than a header has. */
    static SealedHeader parse(byte[] body, Format expected, String object) throws UnreadableObjectException {
        if (body.length < BYTES) {
            throw unfit(
                    object, "has " + body.length + " bytes, fewer than the " + BYTES + " of a sealed body's header");
        }
        ByteBuffer header = ByteBuffer.wrap(body, 0, BYTES);
        for (byte magic : MAGIC) {
            if (header.get() != magic) {
                throw unfit(object, "does not begin as a sealed body does");
            }
        }
        int format = header.get();
        if (format != expected.number()) {
            throw unfit(object, "is sealed in format " + format + ", expected " + expected.number());
        }
        int epoch = header.getInt();
        if (!LibraryKey.isEpoch(epoch)) {
            throw unfit(object, "names epoch " + epoch + " at offset 4; epochs are 0 to " + LibraryKey.MAX_EPOCH);
        }
        return new SealedHeader(expected, epoch);
    }

    private static UnreadableObjectException unfit(String object, String detail) {
        return new UnreadableObjectException(object, Reason.NOT_OF_THIS_FORMAT, detail);
    }
}

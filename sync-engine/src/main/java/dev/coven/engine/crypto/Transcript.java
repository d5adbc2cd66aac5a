package dev.coven.engine.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A sequence of parts as bytes that no other sequence has: what is hashed, signed or bound as associated data.
 *
 * <p>Each part stands behind its length (4 bytes, big-endian), the first is a label that names the purpose. So no part can
 * borrow bytes from its neighbour, and no bytes made for one purpose mean anything for another. Not thread safe.
 */
public final class Transcript {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);

    private Transcript() {}

    /** A transcript that begins with the label of its purpose, such as {@code coven.v1.member}. */
    public static Transcript of(String label) {
        return new Transcript().with(label);
    }

    /** Adds a text in UTF-8. */
    public Transcript with(String text) {
        return with(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a number as four bytes, big-endian. */
    public Transcript with(int number) {
        return with(fourBytes(number));
    }

    /** Adds bytes. */
    public Transcript with(byte[] part) {
        bytes.writeBytes(fourBytes(part.length));
        bytes.writeBytes(part);
        return this;
    }

    /** The parts so far. */
    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** The SHA-256 digest of the parts so far. */
    public byte[] sha256() {
        return Sha256.digest().digest(bytes());
    }

    private static byte[] fourBytes(int number) {
        return new byte[] {(byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number};
    }
}

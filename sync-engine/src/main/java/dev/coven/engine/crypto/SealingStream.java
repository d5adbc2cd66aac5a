package dev.coven.engine.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The sealed form of a stream, made while it is read: holds two segments at most. */
final class SealingStream extends InputStream {
    /** Opens the sealing stream that everything is written through. */
    interface Sealing {
        OutputStream into(OutputStream sealed) throws IOException;
    }

    private final InputStream plain;
    private final Sealed sealed = new Sealed();
    private final OutputStream sealing;
    private final byte[] piece = new byte[EpochCipher.SEGMENT_BYTES];
    private boolean ended;

    SealingStream(InputStream plain, Sealing sealing) throws IOException {
        this.plain = plain;
        this.sealing = sealing.into(sealed);
    }

    /** What is sealed and not yet read. */
    private static final class Sealed extends ByteArrayOutputStream {
        private int taken;

        int left() {
            return count - taken;
        }

        int take(byte[] target, int offset, int length) {
            int taking = Math.min(length, left());
            System.arraycopy(buf, taken, target, offset, taking);
            taken += taking;
            if (left() == 0) {
                reset();
                taken = 0;
            }
            return taking;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (sealed.left() == 0 && !ended) {
            int count = plain.read(piece);
            if (count < 0) {
                // Only now is the last segment sealed: a source that fails never becomes a whole, shorter body.
                ended = true;
                sealing.close();
            } else {
                sealing.write(piece, 0, count);
            }
        }
        return sealed.left() == 0 ? -1 : sealed.take(target, offset, length);
    }

    /** Closes the source. */
    @Override
    public void close() throws IOException {
        plain.close();
    }
}

package dev.coven.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.crypto.EncryptionKeyPair;
import dev.coven.engine.crypto.KeyWrap;
import dev.coven.engine.crypto.LibraryKey;
import dev.coven.engine.crypto.LibraryKeyring;
import dev.coven.engine.crypto.ObjectCipher;
import dev.coven.engine.crypto.SealedSource;
import dev.coven.engine.crypto.UnreadableObjectException;
import dev.coven.engine.crypto.UnreadableStreamException;
import dev.coven.spi.storage.ObjectKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Sealed bodies. An input says which body is meant and how it was changed, or holds one. Whatever is not the body that was sealed
 * is refused, and what is given out before that is the beginning of what was sealed.
 */
final class SealedTarget implements FuzzTarget {
    private static final String LIBRARY = "0123456789abcdef0123456789abcdef";
    private static final ObjectKey OBJECT = new ObjectKey("index/heads/0a");
    private static final int EPOCH = 3;
    private static final LibraryKey KEY = LibraryKey.of(EPOCH, filled(LibraryKey.BYTES, 7));
    private static final EncryptionKeyPair MINE = EncryptionKeyPair.of(filled(EncryptionKeyPair.BYTES, 9));
    private static final ObjectCipher CIPHER = new ObjectCipher(new LibraryKeyring(List.of(KEY)), LIBRARY);
    /** Nothing, little, and around the ends of the first two segments. */
    private static final int[] LENGTHS = {0, 100, 65_480, 65_481, 131_008, 131_009, 150_000};

    /** Each copies the body. */
    private static final int MAX_EDITS = 8;

    private final byte[] wrapped = KeyWrap.wrap(KEY, MINE.publicKey(), LIBRARY);
    private final byte[] onePiece = CIPHER.seal(OBJECT, plain(100));
    private final byte[][] streams = new byte[LENGTHS.length][];

    SealedTarget() {
        for (int i = 0; i < LENGTHS.length; i++) {
            streams[i] = streamed(plain(LENGTHS[i]));
        }
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] plain(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ((i * 31) >> 3);
        }
        return bytes;
    }

    private static byte[] streamed(byte[] plain) {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (OutputStream out = CIPHER.sealing(OBJECT, sealed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new AssertionError("memory does not fail", e);
        }
        return sealed.toByteArray();
    }

    @Override
    public String name() {
        return "sealed";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                new byte[] {0},
                new byte[] {1},
                new byte[] {2, 6},
                new byte[] {2, 6, 1, 1, 0, 0},
                new byte[] {3, 6, 2, 0, 5, 2, 3, 4},
                new byte[] {4, 5, 3, 'c', 'v', 'n', 2, 0, 0, 0, 3},
                new byte[] {2, 4, 4, 0, 1});
    }

    @Override
    public void feed(byte[] bytes) throws IOException {
        FuzzInput input = new FuzzInput(bytes);
        switch (input.choose(4)) {
            case 0 -> unwrap(input);
            case 1 -> open(input);
            case 2 -> read(input);
            default -> readFrom(input);
        }
    }

    private void unwrap(FuzzInput input) {
        byte[] body = changed(wrapped, input);
        try {
            assertThat(KeyWrap.unwrap(body, MINE, LIBRARY, EPOCH)).isEqualTo(KEY);
            assertThat(body).isEqualTo(wrapped);
        } catch (UnreadableObjectException e) {
            assertThat(body).isNotEqualTo(wrapped);
        }
    }

    private void open(FuzzInput input) {
        byte[] body = changed(onePiece, input);
        try {
            assertThat(CIPHER.open(OBJECT, body)).isEqualTo(plain(100));
            assertThat(body).isEqualTo(onePiece);
        } catch (UnreadableObjectException e) {
            assertThat(body).isNotEqualTo(onePiece);
        }
    }

    private void read(FuzzInput input) throws IOException {
        int which = input.choose(LENGTHS.length);
        byte[] body = changed(streams[which], input);
        byte[] plain = plain(LENGTHS[which]);
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        try (InputStream opened = CIPHER.opening(OBJECT, new ByteArrayInputStream(body))) {
            opened.transferTo(given);
            assertThat(body).isEqualTo(streams[which]);
            assertThat(given.toByteArray()).isEqualTo(plain);
        } catch (UnreadableObjectException | UnreadableStreamException e) {
            assertThat(Arrays.equals(body, streams[which])).isFalse();
            assertThat(Arrays.mismatch(given.toByteArray(), plain)).isIn(-1, given.size());
        }
    }

    private void readFrom(FuzzInput input) throws IOException {
        int which = input.choose(LENGTHS.length);
        int offset = input.next() << 9 | input.next();
        byte[] body = changed(streams[which], input);
        if (offset < 1 || offset >= ObjectCipher.plainLength(body.length)) {
            return;
        }
        byte[] plain = plain(LENGTHS[which]);
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        try (InputStream opened = CIPHER.openingFrom(OBJECT, new Body(body), offset)) {
            opened.transferTo(given);
            assertThat(given.toByteArray()).isEqualTo(Arrays.copyOfRange(plain, offset, plain.length));
        } catch (UnreadableObjectException | UnreadableStreamException e) {
            assertThat(Arrays.equals(body, streams[which])).isFalse();
        }
    }

    private static final class Body implements SealedSource {
        private final byte[] bytes;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public InputStream from(long offset) {
            return new ByteArrayInputStream(bytes, (int) offset, bytes.length);
        }
    }

    /** The body after what the input does to it: a bit, an end, a beginning, another body altogether. */
    private static byte[] changed(byte[] body, FuzzInput input) {
        byte[] bytes = body.clone();
        for (int edits = 0; edits < MAX_EDITS && input.hasNext(); edits++) {
            int what = input.choose(5);
            int at = (input.next() << 16 | input.next() << 8 | input.next()) % (bytes.length + 1);
            switch (what) {
                case 0 -> bytes = Arrays.copyOf(bytes, at);
                case 1 -> {
                    if (at < bytes.length) {
                        bytes[at] ^= (byte) input.next();
                    }
                }
                case 2 -> bytes = Arrays.copyOf(bytes, Math.min(bytes.length + input.next(), 1 << 18));
                case 3 -> bytes = input.rest();
                default -> {
                    byte[] piece = input.take(16);
                    System.arraycopy(piece, 0, bytes, at, Math.min(piece.length, bytes.length - at));
                }
            }
        }
        return bytes;
    }
}

package dev.coven.engine.crypto;

import dev.coven.engine.crypto.SealedHeader.Format;
import dev.coven.engine.crypto.UnreadableObjectException.Reason;
import dev.coven.spi.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Seals and opens the bodies of a library's objects.
 *
 * <p>A body is an 8-byte clear header (format and epoch) and a ciphertext under the library key of that epoch: AES-256-GCM in
 * one piece for small objects, AES-256-GCM-HKDF in 64 KiB segments for streams. Library id, object key and header are the
 * associated data. So whoever holds the store learns nothing but lengths, and cannot change a body, cut it short or put it
 * in the place of another without being noticed. (An older body of the same object does open: heads and the membership
 * chain are what notices that.) Thread safe.
 */
public final class ObjectCipher {
    /**
     * How many bytes at the start of a streamed body tell it from every other one: the header, and the salt and nonce prefix
     * that were drawn for it alone.
     */
    public static final int STREAM_START_BYTES = SealedHeader.BYTES + EpochCipher.STREAM_PREFIX_BYTES;

    private final LibraryKeyring keyring;
    private final String libraryId;
    private final ConcurrentMap<Integer, EpochCipher> ciphers = new ConcurrentHashMap<>();

    /** A cipher that seals with the keyring's current key and opens with any of its keys. */
    public ObjectCipher(LibraryKeyring keyring, String libraryId) {
        this.keyring = keyring;
        this.libraryId = libraryId;
    }

    /** The sealed body of an object in memory; {@link #sealing} serves large ones. */
    public byte[] seal(ObjectKey key, byte[] plain) {
        SealedHeader header = currentHeader(Format.ONE_PIECE);
        try {
            byte[] sealed = cipher(keyring.current()).onePiece().encrypt(plain, associatedData(key, header));
            return ByteBuffer.allocate(SealedHeader.BYTES + sealed.length)
                    .put(header.bytes())
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal " + key, e);
        }
    }

    /**
     * What {@link #seal} was given for that object key.
     *
     * @throws UnreadableObjectException whenever the body is not exactly what a holder of the key sealed for that object
     */
    public byte[] open(ObjectKey key, byte[] sealed) throws UnreadableObjectException {
        SealedHeader header = SealedHeader.parse(sealed, Format.ONE_PIECE, key.value());
        EpochCipher cipher = cipher(header, key);
        try {
            return cipher.onePiece()
                    .decrypt(
                            Arrays.copyOfRange(sealed, SealedHeader.BYTES, sealed.length), associatedData(key, header));
        } catch (GeneralSecurityException e) {
            throw changed(key, e);
        }
    }

    /**
     * A stream that writes the sealed form of what is written to it.
     *
     * <p>Closing it writes the last segment and closes {@code out}; only then is the body complete. Whoever fails midway must
     * throw away what was written, as closing makes a whole, shorter body of it.
     *
     * @throws IOException when {@code out} does
     */
    public OutputStream sealing(ObjectKey key, OutputStream out) throws IOException {
        SealedHeader header = currentHeader(Format.STREAM);
        out.write(header.bytes());
        try {
            return cipher(keyring.current()).stream().newEncryptingStream(out, associatedData(key, header));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal " + key, e);
        }
    }

    /**
     * A stream of what was written to {@link #sealing} for that object key.
     *
     * <p>Each segment is verified before any byte of it is given out, and the end is reported only after the true end: when a
     * body is changed, reordered or cut short, a read throws {@link UnreadableStreamException}, and so does every read after
     * it. What was read until then is authentic but may not be acted upon before the end is reached. Closing closes
     * {@code in}.
     *
     * @throws IOException when {@code in} does
     * @throws UnreadableObjectException when the header is not one of a streamed body, or its epoch unknown
     */
    public InputStream opening(ObjectKey key, InputStream in) throws IOException, UnreadableObjectException {
        SealedHeader header = SealedHeader.parse(in.readNBytes(SealedHeader.BYTES), Format.STREAM, key.value());
        EpochCipher cipher = cipher(header, key);
        return OpeningStream.of(
                in,
                source -> cipher.stream().newDecryptingStream(source, associatedData(key, header)),
                cause -> changed(key, cause));
    }

    /**
     * A stream of the sealed form of what {@code plain} gives: what {@link #sealing} would write, for whoever must be read from.
     *
     * <p>When {@code plain} fails, so does every read from then on, and no whole body comes of it. Closing closes {@code plain}.
     */
    public InputStream sealed(ObjectKey key, InputStream plain) throws IOException {
        return new SealingStream(plain, out -> sealing(key, out));
    }

    /**
     * A stream of what was written to {@link #sealing} for that object key, from an offset above 0 to the end.
     *
     * <p>Reads the first {@value #STREAM_START_BYTES} bytes of the body, then from the segment that holds the offset. Each
     * segment is verified for its place before any byte of it is given out, and the end as in {@link #opening}.
     *
     * @param offset counted in plain bytes; below {@link #plainLength} of the body's length
     * @throws IOException when the source does
     * @throws UnreadableObjectException when the header is not one of a streamed body, or its epoch unknown
     */
    public InputStream openingFrom(ObjectKey key, SealedSource sealed, long offset)
            throws IOException, UnreadableObjectException {
        if (offset < 1 || offset >= plainLength(sealed.length())) {
            throw new IllegalArgumentException(
                    key + ": no byte " + offset + " in a sealed body of " + sealed.length() + " bytes");
        }
        SealedHeader header;
        try (InputStream start = sealed.from(0)) {
            header = SealedHeader.parse(start.readNBytes(SealedHeader.BYTES), Format.STREAM, key.value());
        }
        EpochCipher cipher = cipher(header, key);
        SealedChannel channel = new SealedChannel(sealed);
        try {
            SeekableByteChannel plain =
                    cipher.stream().newSeekableDecryptingChannel(channel, associatedData(key, header));
            plain.position(offset);
            return OpeningStream.of(Channels.newInputStream(plain), channel::failure, cause -> changed(key, cause));
        } catch (GeneralSecurityException e) {
            channel.close();
            throw changed(key, e);
        } catch (IOException e) {
            channel.close();
            // A length that no body has is reported as if the source had failed.
            if (e == channel.failure()) {
                throw e;
            }
            throw changed(key, e);
        }
    }

    /** The length of what was sealed in a streamed body of that many bytes; negative when there is no such body. */
    public static long plainLength(long sealedLength) {
        long content = sealedLength - SealedHeader.BYTES;
        long segments = (content + EpochCipher.SEGMENT_BYTES - 1) / EpochCipher.SEGMENT_BYTES;
        return content - EpochCipher.STREAM_PREFIX_BYTES - segments * EpochCipher.TAG_BYTES;
    }

    /** The exact length of what {@link #sealing} writes for that many bytes (0 or more). */
    public long sealedLength(long plainLength) {
        if (plainLength < 0) {
            throw new IllegalArgumentException("not a length: " + plainLength);
        }
        long perSegment = EpochCipher.SEGMENT_BYTES - EpochCipher.TAG_BYTES;
        long content = Math.addExact(EpochCipher.STREAM_PREFIX_BYTES, plainLength);
        long segments = (content + perSegment - 1) / perSegment;
        return SealedHeader.BYTES + Math.addExact(content, segments * EpochCipher.TAG_BYTES);
    }

    private SealedHeader currentHeader(Format format) {
        return new SealedHeader(format, keyring.current().epoch());
    }

    private EpochCipher cipher(SealedHeader header, ObjectKey key) throws UnreadableObjectException {
        LibraryKey libraryKey = keyring.epoch(header.epoch())
                .orElseThrow(() -> new UnreadableObjectException(
                        key.value(),
                        Reason.UNKNOWN_EPOCH,
                        "is sealed with the library key of epoch " + header.epoch()
                                + ", which this device does not hold"));
        return cipher(libraryKey);
    }

    private EpochCipher cipher(LibraryKey key) {
        return ciphers.computeIfAbsent(key.epoch(), epoch -> EpochCipher.of(key, libraryId));
    }

    private byte[] associatedData(ObjectKey key, SealedHeader header) {
        return Transcript.of("coven.v1.body")
                .with(header.bytes())
                .with(libraryId)
                .with(key.value())
                .bytes();
    }

    private static UnreadableObjectException changed(ObjectKey key, Exception cause) {
        return new UnreadableObjectException(
                key.value(),
                Reason.CHANGED,
                "does not open with the library key it names: it was changed, cut short or is another object's body",
                cause);
    }
}

package dev.coven.engine.envelope;

import dev.coven.engine.crypto.Sha256;
import dev.coven.engine.document.Author;
import dev.coven.engine.document.SignedBytes;
import dev.coven.spi.storage.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** Writes envelopes. */
public final class EnvelopeWriter {
    private EnvelopeWriter() {}

    /**
     * Writes one envelope and leaves the stream open.
     *
     * @param header what it says; its sizes are those of the two parts
     * @param changeset the changeset as stored: already compressed as the header says
     * @param clocks the clocks
     * @param author who signs: the header's author, whose device the header names
     * @return the envelope's hash: the SHA-256 of all bytes before the signature, as hexadecimal digits
     * @throws IllegalArgumentException when header, parts and author do not fit each other; nothing is written then
     * @throws IOException when reading or writing fails, or the payload yields other than its length
     */
    public static String write(OutputStream out, EnvelopeHeader header, Payload changeset, byte[] clocks, Author author)
            throws IOException {
        byte[] json = header.encode();
        requireFit(header, json, changeset, clocks, author);
        MessageDigest digest = Sha256.digest();
        DigestOutputStream digested = new DigestOutputStream(out, digest);
        digested.write(EnvelopeForm.magic());
        digested.write(ByteBuffer.allocate(Integer.BYTES).putInt(json.length).array());
        digested.write(json);
        try (InputStream in = changeset.open()) {
            long copied = in.transferTo(digested);
            if (copied != header.changesetStored()) {
                throw new IOException(
                        "the changeset yielded " + copied + " bytes, announced were " + header.changesetStored());
            }
        }
        digested.write(clocks);
        SignedBytes signed = new SignedBytes(EnvelopeForm.LABEL, digest.digest());
        out.write(signed.sign(author));
        return signed.hash();
    }

    private static void requireFit(
            EnvelopeHeader header, byte[] json, Payload changeset, byte[] clocks, Author author) {
        author.requireIs(header.schemeId(), header.author());
        if (!header.isAuthorsDevice()) {
            throw new IllegalArgumentException(
                    "device " + header.device() + " is not one of member " + header.authorId());
        }
        if (changeset.length() != header.changesetStored() || clocks.length != header.clocksSize()) {
            throw new IllegalArgumentException("the header announces " + header.changesetStored() + " and "
                    + header.clocksSize() + " bytes, the parts have " + changeset.length() + " and "
                    + clocks.length);
        }
        if (json.length > EnvelopeHeader.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a header of " + json.length + " bytes; the limit is " + EnvelopeHeader.MAX_BYTES);
        }
    }
}

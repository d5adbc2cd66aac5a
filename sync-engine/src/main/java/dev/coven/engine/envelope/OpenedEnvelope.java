package dev.coven.engine.envelope;

import dev.coven.engine.document.BadSignatureException;
import dev.coven.engine.document.SignatureSchemes;
import dev.coven.engine.document.SignedBytes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** An envelope as it was read. Immutable; nothing of it is proven before {@link #verify} has returned. */
public final class OpenedEnvelope {
    private final EnvelopeHeader header;
    private final byte[] stored;
    private final byte[] clocks;
    private final SignedBytes signed;
    private final byte[] signature;

    OpenedEnvelope(EnvelopeHeader header, byte[] stored, byte[] clocks, SignedBytes signed, byte[] signature) {
        this.header = header;
        this.stored = stored;
        this.clocks = clocks;
        this.signed = signed;
        this.signature = signature;
    }

    /** What the envelope says. */
    public EnvelopeHeader header() {
        return header;
    }

    /** The SHA-256 of all bytes before the signature, as hexadecimal digits. */
    public String hash() {
        return signed.hash();
    }

    /**
     * The changeset, unpacked as it is read: a new stream from its first byte each time. The caller closes it.
     *
     * <p>The stream yields exactly {@link EnvelopeHeader#changesetSize} bytes: reading it to its end throws {@link
     * SizeMismatchException} when there are more or fewer (and yields none past the size), and {@link
     * MalformedEnvelopeException} when they cannot be unpacked or others follow.
     */
    public InputStream changeset() {
        return header.compression() == Compression.NONE
                ? new ByteArrayInputStream(stored)
                : new InflatedChangeset(stored, header.changesetSize());
    }

    /** A copy of the clocks. */
    public byte[] clocks() {
        return clocks.clone();
    }

    /**
     * Returns in silence when the header's author has signed all this, and the header's device is the author's.
     *
     * @throws dev.coven.engine.document.UnknownSchemeException when the scheme is not installed
     * @throws BadSignatureException in every other case
     */
    public void verify(SignatureSchemes schemes) throws BadSignatureException {
        signed.verify(schemes, header.schemeId(), header.author(), signature);
        if (!header.isAuthorsDevice()) {
            throw new BadSignatureException(
                    "the header names device " + header.device() + ", which is not one of member " + header.authorId());
        }
    }

    /**
     * Returns in silence when the envelope is the one that its path promises.
     *
     * @throws WrongSlotException when library, device or seq differ
     */
    public void requireSlot(String library, String device, long seq) throws WrongSlotException {
        if (!header.library().equals(library) || !header.device().equals(device) || header.seq() != seq) {
            throw new WrongSlotException("at seq " + seq + " of device " + device + " in library " + library
                    + " lies the envelope of seq " + header.seq() + " of device " + header.device() + " in library "
                    + header.library());
        }
    }
}

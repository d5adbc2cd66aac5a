package dev.coven.engine.envelope;

import dev.coven.engine.crypto.Sha256;
import dev.coven.engine.document.SignedBytes;
import dev.coven.spi.signature.Signer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/** Reads envelopes that come from outside. One instance reads one envelope. */
public final class EnvelopeReader {
    private final InputStream in;
    private final MessageDigest digest = Sha256.digest();

    private EnvelopeReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the one envelope that the stream holds, to the stream's end, and leaves the stream open. Sizes are compared
     * with the limits before anything of that size is read, and memory is taken only as bytes arrive.
     *
     * @return the envelope, of which nothing is proven before {@link OpenedEnvelope#verify}
     * @throws MalformedEnvelopeException when the bytes are none, or exceed a limit
     * @throws SizeMismatchException when a part is shorter than the header says
     * @throws IOException when the stream fails
     */
    public static OpenedEnvelope read(InputStream in, EnvelopeLimits limits) throws IOException {
        return new EnvelopeReader(in).read(limits);
    }

    private OpenedEnvelope read(EnvelopeLimits limits) throws IOException {
        byte[] magic = EnvelopeForm.magic();
        if (!Arrays.equals(head("magic", magic.length), magic)) {
            throw new MalformedEnvelopeException("not an envelope: it does not begin with CVE1");
        }
        int headerBytes = ByteBuffer.wrap(head("header length", Integer.BYTES)).getInt();
        if (headerBytes < 0 || headerBytes > EnvelopeHeader.MAX_BYTES) {
            throw new MalformedEnvelopeException("the header length is " + Integer.toUnsignedString(headerBytes)
                    + ", the limit is " + EnvelopeHeader.MAX_BYTES);
        }
        EnvelopeHeader header = EnvelopeHeader.decode(head("header", headerBytes));
        limits.require(header);
        byte[] changeset = part("changeset", header.changesetStored());
        byte[] clocks = part("clocks", header.clocksSize());
        SignedBytes signed = new SignedBytes(EnvelopeForm.LABEL, digest.digest());
        return new OpenedEnvelope(header, changeset, clocks, signed, signature());
    }

    private byte[] head(String name, int length) throws IOException {
        byte[] bytes = next(length);
        if (bytes.length != length) {
            throw new MalformedEnvelopeException("not an envelope: it ends within its " + name);
        }
        return bytes;
    }

    private byte[] part(String name, long length) throws IOException {
        byte[] bytes = next(Math.toIntExact(length));
        if (bytes.length != length) {
            throw new SizeMismatchException("the header announces " + length + " bytes of " + name
                    + ", the envelope ends after " + bytes.length);
        }
        return bytes;
    }

    private byte[] next(int length) throws IOException {
        // Collects pieces as they arrive, so that an announced length alone costs no memory.
        byte[] bytes = in.readNBytes(length);
        digest.update(bytes);
        return bytes;
    }

    private byte[] signature() throws IOException {
        byte[] signature = in.readNBytes(Signer.MAX_SIGNATURE_BYTES + 1);
        if (signature.length == 0) {
            throw new MalformedEnvelopeException("the envelope ends before its signature");
        }
        if (signature.length > Signer.MAX_SIGNATURE_BYTES) {
            throw new MalformedEnvelopeException("the envelope goes on after its clocks for more than a signature's "
                    + Signer.MAX_SIGNATURE_BYTES + " bytes");
        }
        return signature;
    }
}

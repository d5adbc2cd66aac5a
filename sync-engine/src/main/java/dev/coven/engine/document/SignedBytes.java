package dev.coven.engine.document;

import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.InvalidSignatureException;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.Signer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Bytes with a signature over them, known by their SHA-256.
 *
 * <p>What is signed is {@code coven.v1.} and the kind's label, a zero byte, and the digest: a signature for one kind is
 * none for any other, though the bytes were the same.
 */
public final class SignedBytes {
    private final String label;
    private final byte[] digest;

    /**
     * Bytes of one kind.
     *
     * @param label what kind of bytes, such as {@code envelope}
     * @param digest their SHA-256
     */
    public SignedBytes(String label, byte[] digest) {
        this.label = label;
        this.digest = digest.clone();
    }

    /** The SHA-256 as hexadecimal digits. */
    public String hash() {
        return HexFormat.of().formatHex(digest);
    }

    /**
     * The author's signature.
     *
     * @throws IllegalStateException when the scheme makes a signature of a length that none may have
     */
    public byte[] sign(Author author) {
        byte[] signature = author.signer().sign(message());
        if (signature.length == 0 || signature.length > Signer.MAX_SIGNATURE_BYTES) {
            throw new IllegalStateException("scheme " + author.schemeId() + " made a signature of " + signature.length
                    + " bytes; 1 to " + Signer.MAX_SIGNATURE_BYTES + " are allowed");
        }
        return signature;
    }

    /**
     * Returns in silence when the signature is the key owner's.
     *
     * @throws BadSignatureException in every other case
     */
    public void verify(SignatureSchemes schemes, String schemeId, PublicKey key, byte[] signature)
            throws BadSignatureException {
        try {
            schemes.verifier(schemeId, key).verify(signature, message());
        } catch (InvalidKeyException e) {
            throw new BadSignatureException(
                    "the author's key " + key + " is not a key of scheme '" + schemeId + "'", e);
        } catch (InvalidSignatureException e) {
            throw new BadSignatureException(
                    "the signature is not that of member " + Fingerprints.memberId(schemeId, key) + " for this "
                            + label,
                    e);
        }
    }

    private byte[] message() {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(("coven.v1." + label).getBytes(StandardCharsets.UTF_8));
        message.write(0);
        message.writeBytes(digest);
        return message.toByteArray();
    }
}

package dev.coven.conformance.signature;

import dev.coven.spi.plugin.Stability;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.SecretKey;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A published answer of a scheme: what others, who implemented the same scheme, found.
 *
 * @param source where it was published, such as {@code RFC 8032, section 7.1, test 1}
 * @param publicKey the key, in the scheme's encoding
 * @param message the message, in hexadecimal
 * @param signature the signature, in hexadecimal
 * @param secretKey the secret key, where signing with it must give exactly this signature
 * @param verdict what must be said of it
 */
@Stability(Stability.Promise.STABLE)
public record SignatureVector(
        String source,
        PublicKey publicKey,
        String message,
        String signature,
        Optional<SecretKey> secretKey,
        Verdict verdict) {
    /** What must be said of a vector. */
    public enum Verdict {
        /** The signature is the key's for the message. */
        VALID,
        /** It is not, or the key is none. */
        REFUSED
    }

    /** Checks that message and signature are hexadecimal. */
    public SignatureVector {
        HexFormat.of().parseHex(message);
        HexFormat.of().parseHex(signature);
    }

    /** A signature that is valid; everything in hexadecimal. */
    public static SignatureVector valid(String source, String publicKey, String message, String signature) {
        return of(source, publicKey, message, signature, Verdict.VALID);
    }

    /** A signature that must be refused, or of a key that must be; everything in hexadecimal. */
    public static SignatureVector refused(String source, String publicKey, String message, String signature) {
        return of(source, publicKey, message, signature, Verdict.REFUSED);
    }

    private static SignatureVector of(
            String source, String publicKey, String message, String signature, Verdict verdict) {
        PublicKey key = new PublicKey(HexFormat.of().parseHex(publicKey));
        return new SignatureVector(source, key, message, signature, Optional.empty(), verdict);
    }

    /** The same vector with the secret key, in hexadecimal, that gives its signature. */
    public SignatureVector signedBy(String hex) {
        SecretKey key = new SecretKey(HexFormat.of().parseHex(hex));
        return new SignatureVector(source, publicKey, message, signature, Optional.of(key), verdict);
    }

    byte[] messageBytes() {
        return HexFormat.of().parseHex(message);
    }

    byte[] signatureBytes() {
        return HexFormat.of().parseHex(signature);
    }

    @Override
    public String toString() {
        return source;
    }
}

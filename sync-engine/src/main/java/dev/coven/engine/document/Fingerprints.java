package dev.coven.engine.document;

import dev.coven.spi.signature.PublicKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids that follow from keys, so that nobody can claim another's.
 *
 * <p>Each is the beginning of a SHA-256 over parts, every part preceded by its length in four bytes, big-endian; texts
 * are UTF-8. The first part is a label, so that the two kinds never meet.
 */
public final class Fingerprints {
    private static final int MEMBER_ID_BYTES = 20;
    private static final int DEVICE_ID_BYTES = 16;

    private Fingerprints() {}

    /** The id of the member who signs with the key. */
    public static String memberId(String schemeId, PublicKey key) {
        return HexFormat.of().formatHex(hashOfParts("coven.v1.member", schemeId, key.encoded()), 0, MEMBER_ID_BYTES);
    }

    /** The id of the device that the key's owner made with the nonce. */
    public static String deviceId(String schemeId, PublicKey key, byte[] nonce) {
        return HexFormat.of()
                .formatHex(hashOfParts("coven.v1.device", schemeId, key.encoded(), nonce), 0, DEVICE_ID_BYTES);
    }

    /** A new SHA-256, which every Java has. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static byte[] hashOfParts(String label, String schemeId, byte[]... parts) {
        MessageDigest digest = sha256();
        addPart(digest, label.getBytes(StandardCharsets.UTF_8));
        addPart(digest, schemeId.getBytes(StandardCharsets.UTF_8));
        for (byte[] part : parts) {
            addPart(digest, part);
        }
        return digest.digest();
    }

    private static void addPart(MessageDigest digest, byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
        digest.update(part);
    }
}

package dev.coven.engine.document;

import dev.coven.engine.crypto.Transcript;
import dev.coven.spi.signature.PublicKey;
import java.util.HexFormat;

/**
 * Ids that follow from keys, so that nobody can claim another's.
 *
 * <p>Each is the beginning of the SHA-256 of a {@link Transcript} whose label keeps the two kinds apart.
 */
public final class Fingerprints {
    private static final int MEMBER_ID_BYTES = 20;
    private static final int DEVICE_ID_BYTES = 16;

    private Fingerprints() {}

    /** The id of the member who signs with the key, a {@link HexId#MEMBER}. */
    public static String memberId(String schemeId, PublicKey key) {
        byte[] hash = Transcript.of("coven.v1.member")
                .with(schemeId)
                .with(key.encoded())
                .sha256();
        return HexFormat.of().formatHex(hash, 0, MEMBER_ID_BYTES);
    }

    /** The id of the device that the key's owner made with the nonce, a {@link HexId#DEVICE}. */
    public static String deviceId(String schemeId, PublicKey key, DeviceNonce nonce) {
        byte[] hash = Transcript.of("coven.v1.device")
                .with(schemeId)
                .with(key.encoded())
                .with(nonce.bytes())
                .sha256();
        return HexFormat.of().formatHex(hash, 0, DEVICE_ID_BYTES);
    }
}

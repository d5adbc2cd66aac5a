package dev.coven.engine.crypto;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.LowLevelCryptoCaller;
import com.google.crypto.tink.hybrid.HpkeParameters;
import com.google.crypto.tink.hybrid.HpkePrivateKey;
import com.google.crypto.tink.hybrid.HpkePublicKey;
import com.google.crypto.tink.hybrid.subtle.HpkeDecrypt;
import com.google.crypto.tink.hybrid.subtle.HpkeEncrypt;
import com.google.crypto.tink.util.Bytes;
import com.google.crypto.tink.util.SecretBytes;
import dev.coven.engine.crypto.SealedHeader.Format;
import dev.coven.engine.crypto.UnreadableObjectException.Reason;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * Wraps a library key to one member: HPKE (RFC 9180, base mode) with X25519, HKDF-SHA256 and AES-256-GCM.
 *
 * <p>Only the recipient opens it, and only as the key of that library and epoch. It does not say who wrapped it: compare
 * {@link LibraryKey#commitment} with the signed membership chain before use.
 */
public final class KeyWrap {
    /** The length of a wrapped key: header, encapsulated key, secret, tag. */
    public static final int WRAPPED_BYTES =
            SealedHeader.BYTES + EncryptionPublicKey.BYTES + LibraryKey.BYTES + EpochCipher.TAG_BYTES;

    private KeyWrap() {}

    /** The key, wrapped: {@value #WRAPPED_BYTES} bytes, others each time. */
    @LowLevelCryptoCaller
    public static byte[] wrap(LibraryKey key, EncryptionPublicKey recipient, String libraryId) {
        SealedHeader header = new SealedHeader(Format.WRAPPED_KEY, key.epoch());
        try {
            byte[] sealed = HpkeEncrypt.create(publicKey(recipient))
                    .encrypt(key.revealSecretBytes(), context(header, recipient, libraryId));
            return ByteBuffer.allocate(SealedHeader.BYTES + sealed.length)
                    .put(header.bytes())
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HPKE does not work on this Java platform", e);
        }
    }

    /**
     * The library key of an epoch, as wrapped to this key pair.
     *
     * @throws UnreadableObjectException when the bytes are not a wrapped key, or one of another library, epoch or recipient
     */
    @LowLevelCryptoCaller
    public static LibraryKey unwrap(byte[] wrapped, EncryptionKeyPair mine, String libraryId, int epoch)
            throws UnreadableObjectException {
        String object = "wrapped library key of epoch " + epoch;
        SealedHeader header = SealedHeader.parse(wrapped, Format.WRAPPED_KEY, object);
        if (wrapped.length != WRAPPED_BYTES) {
            throw new UnreadableObjectException(
                    object, Reason.NOT_OF_THIS_FORMAT, "has " + wrapped.length + " bytes, not " + WRAPPED_BYTES);
        }
        if (header.epoch() != epoch) {
            throw new UnreadableObjectException(object, Reason.CHANGED, "is one of epoch " + header.epoch());
        }
        try {
            byte[] secret = HpkeDecrypt.create(privateKey(mine))
                    .decrypt(
                            Arrays.copyOfRange(wrapped, SealedHeader.BYTES, wrapped.length),
                            context(header, mine.publicKey(), libraryId));
            return LibraryKey.of(epoch, secret);
        } catch (GeneralSecurityException e) {
            throw new UnreadableObjectException(
                    object, Reason.CHANGED, "was changed, or is for another library or another member's key", e);
        }
    }

    @AccessesPartialKey
    private static HpkePublicKey publicKey(EncryptionPublicKey key) throws GeneralSecurityException {
        HpkeParameters parameters = HpkeParameters.builder()
                .setKemId(HpkeParameters.KemId.DHKEM_X25519_HKDF_SHA256)
                .setKdfId(HpkeParameters.KdfId.HKDF_SHA256)
                .setAeadId(HpkeParameters.AeadId.AES_256_GCM)
                .setVariant(HpkeParameters.Variant.NO_PREFIX)
                .build();
        return HpkePublicKey.create(parameters, Bytes.copyFrom(key.encoded()), null);
    }

    @AccessesPartialKey
    private static HpkePrivateKey privateKey(EncryptionKeyPair pair) throws GeneralSecurityException {
        return HpkePrivateKey.create(
                publicKey(pair.publicKey()),
                SecretBytes.copyFrom(pair.revealSecretBytes(), InsecureSecretKeyAccess.get()));
    }

    private static byte[] context(SealedHeader header, EncryptionPublicKey recipient, String libraryId) {
        return Transcript.of("coven.v1.key-wrap")
                .with(header.bytes())
                .with(libraryId)
                .with(recipient.encoded())
                .bytes();
    }
}

package dev.coven.engine.crypto;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.LowLevelCryptoCaller;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingKey;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters;
import com.google.crypto.tink.streamingaead.subtle.AesGcmHkdfStreamingAead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** The two primitives that seal objects with one library key, each with a subkey of its own. Thread safe. */
record EpochCipher(Aead onePiece, StreamingAead stream) {
    /** The length of a segment of a streamed body, its tag included. */
    static final int SEGMENT_BYTES = 64 * 1024;
    /** The length of an AES-GCM tag, in every segment. */
    static final int TAG_BYTES = 16;
    /** The length of what the streaming AEAD writes before its first segment: length byte, salt, nonce prefix. */
    static final int STREAM_PREFIX_BYTES = 1 + LibraryKey.BYTES + 7;

    static EpochCipher of(LibraryKey key, String libraryId) {
        byte[] context = libraryId.getBytes(StandardCharsets.UTF_8);
        try {
            return new EpochCipher(
                    new AesGcmJce(key.derive("coven.v1.object", context)),
                    streaming(key.derive("coven.v1.stream", context)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM does not work on this Java platform", e);
        }
    }

    @AccessesPartialKey
    @LowLevelCryptoCaller
    private static StreamingAead streaming(byte[] subkey) throws GeneralSecurityException {
        AesGcmHkdfStreamingParameters parameters = AesGcmHkdfStreamingParameters.builder()
                .setKeySizeBytes(subkey.length)
                .setDerivedAesGcmKeySizeBytes(LibraryKey.BYTES)
                .setHkdfHashType(AesGcmHkdfStreamingParameters.HashType.SHA256)
                .setCiphertextSegmentSizeBytes(SEGMENT_BYTES)
                .build();
        return AesGcmHkdfStreamingAead.create(
                AesGcmHkdfStreamingKey.create(parameters, SecretBytes.copyFrom(subkey, InsecureSecretKeyAccess.get())));
    }
}

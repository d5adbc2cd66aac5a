package dev.coven.conformance.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.InvalidSignatureException;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.SecretKey;
import dev.coven.spi.signature.SigningKeyPair;
import dev.coven.spi.signature.Verifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What verification keeps whatever bytes it is given. */
abstract class HostileInputRules extends KeyRules {
    private static final int RANDOM_ROUNDS = 300;

    /** Every bit of a short signature is flipped; of a long one, as many as this. */
    private static final int MAX_FLIPS = 2048;

    HostileInputRules() {}

    /**
     * No signature differs from a valid one by a bit and is valid too: strong unforgeability. Look at unused bits of the
     * encoding, and at scalars that are not reduced.
     */
    @Test
    void verify_signatureWithAFlippedBit_isRefused() throws Exception {
        Signed signed = signed(MESSAGE_BYTES);
        int bits = signed.signature.length * 8;
        for (int bit = 0; bit < bits; bit += Math.max(1, bits / MAX_FLIPS)) {
            assertRefused("bit " + bit + " flipped", signed.verifier, flipped(signed.signature, bit), signed.message);
        }
    }

    /**
     * No signature is made of a valid one by replacing a number in it by one that is equal, or opposite, modulo the order of its
     * group: the way in which signatures of many schemes can be changed without the key. Look for a check that numbers are
     * reduced, and of the two opposite ones only the one that the scheme names is taken.
     */
    @Test
    void verify_signatureWithAnEquivalentNumber_isRefused() throws Exception {
        Signed signed = signed(MESSAGE_BYTES);
        for (EquivalentScalars.Variant variant : EquivalentScalars.of(signed.signature)) {
            if (!Arrays.equals(variant.signature(), signed.signature)) {
                assertRefused(variant.what(), signed.verifier, variant.signature(), signed.message);
            }
        }
    }

    /** No bit of the message is left out. Look at truncation to a block or to a digest's length. */
    @Test
    void verify_messageWithAFlippedBit_isRefused() throws Exception {
        Signed signed = signed(MESSAGE_BYTES);
        for (int bit = 0; bit < MESSAGE_BYTES * 8; bit++) {
            assertRefused("bit " + bit + " flipped", signed.verifier, signed.signature, flipped(signed.message, bit));
        }
    }

    /** A longer or shorter message is another message, the empty one too. */
    @Test
    void verify_messageCutOrExtended_isRefused() throws Exception {
        Signed signed = signed(MESSAGE_BYTES);
        for (int length : new int[] {0, 1, MESSAGE_BYTES - 1, MESSAGE_BYTES + 1, 2 * MESSAGE_BYTES}) {
            byte[] other = Arrays.copyOf(signed.message, length);
            assertRefused("message of " + length + " bytes", signed.verifier, signed.signature, other);
        }
        Signed empty = signed(0);
        assertRefused("one byte for none", empty.verifier, empty.signature, new byte[1]);
    }

    /** A signature of any other length is refused. Look at parsers that ignore what follows. */
    @Test
    void verify_signatureCutOrExtended_isRefused() throws Exception {
        Signed signed = signed(MESSAGE_BYTES);
        int whole = signed.signature.length;
        for (int length = 0; length < whole; length += Math.max(1, whole / MAX_FLIPS)) {
            byte[] cut = Arrays.copyOf(signed.signature, length);
            assertRefused("signature cut to " + length, signed.verifier, cut, signed.message);
        }
        for (int length : new int[] {whole + 1, whole + 8, 2 * whole, 100_000}) {
            byte[] extended = Arrays.copyOf(signed.signature, length);
            assertRefused("signature extended to " + length, signed.verifier, extended, signed.message);
        }
    }

    /**
     * Any bytes as a signature are refused with the checked exception: an unchecked one would let a stranger's upload stop
     * a pull. All zeros and all ones are where special cases of the arithmetic are.
     */
    @Test
    void verify_arbitraryBytes_areRefusedWithTheCheckedException() throws Exception {
        Signed signed = signed(MESSAGE_BYTES);
        int length = signed.signature.length;
        byte[] ones = new byte[length];
        Arrays.fill(ones, (byte) -1);
        assertRefused("all zeros", signed.verifier, new byte[length], signed.message);
        assertRefused("all ones", signed.verifier, ones, signed.message);
        for (int round = 0; round < scaled(RANDOM_ROUNDS); round++) {
            byte[] any = randomBytes(round % 3 == 0 ? random().nextInt(2 * length) : length);
            assertRefused("random bytes, round " + round, signed.verifier, any, signed.message);
        }
    }

    /**
     * Any bytes as a public key are refused as a key, or are a key that does not verify another's signature. All zeros are
     * a point of small order in some schemes.
     */
    @Test
    void verifier_ofArbitraryKeys_neverAcceptsNorBreaks() throws Exception {
        SigningKeyPair keys = newKeys();
        byte[] message = randomBytes(MESSAGE_BYTES);
        byte[] signature = scheme().signer(keys.secretKey()).sign(message);
        byte[] encoded = keys.publicKey().encoded();
        int bits = encoded.length * 8;
        for (int bit = 0; bit < bits; bit += Math.max(1, bits / MAX_FLIPS)) {
            assertNotAccepted("bit " + bit + " of the key flipped", flipped(encoded, bit), signature, message);
        }
        for (int round = 0; round < scaled(RANDOM_ROUNDS); round++) {
            assertNotAccepted("random key, round " + round, randomBytes(encoded.length), signature, message);
        }
        assertNotAccepted("key of zeros", new byte[encoded.length], new byte[signature.length], message);
    }

    /** Any bytes as a secret key are refused with the checked exception, or sign. */
    @Test
    void signer_ofArbitraryKeys_signsOrIsInvalid() {
        int length = newKeys().secretKey().revealSecretBytes().length;
        for (int round = 0; round < scaled(RANDOM_ROUNDS); round++) {
            SecretKey key = new SecretKey(randomBytes(1 + random().nextInt(2 * length)));
            Throwable thrown = catchThrowable(() -> scheme().signer(key).sign(new byte[1]));
            assertThat(thrown == null || thrown instanceof InvalidKeyException)
                    .as("round %d gave %s; %s", round, thrown, seed())
                    .isTrue();
        }
    }

    final void assertNotAccepted(String what, byte[] key, byte[] signature, byte[] message) {
        Throwable thrown =
                catchThrowable(() -> scheme().verifier(new PublicKey(key)).verify(signature, message));
        assertThat(thrown instanceof InvalidKeyException || thrown instanceof InvalidSignatureException)
                .as("%s must be refused with a checked exception but gave %s; %s", what, thrown, seed())
                .isTrue();
    }

    private Signed signed(int messageBytes) throws InvalidKeyException {
        SigningKeyPair keys = newKeys();
        byte[] message = randomBytes(messageBytes);
        byte[] signature = scheme().signer(keys.secretKey()).sign(message);
        return new Signed(scheme().verifier(keys.publicKey()), message, signature);
    }

    private static final class Signed {
        private final Verifier verifier;
        private final byte[] message;
        private final byte[] signature;

        Signed(Verifier verifier, byte[] message, byte[] signature) {
            this.verifier = verifier;
            this.message = message;
            this.signature = signature;
        }
    }
}

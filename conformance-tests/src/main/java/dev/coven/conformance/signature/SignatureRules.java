package dev.coven.conformance.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coven.conformance.Contract;
import dev.coven.spi.signature.InvalidSignatureException;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.signature.SigningKeyPair;
import dev.coven.spi.signature.Verifier;
import java.security.SecureRandom;

/** What the rules of signature schemes share. */
abstract class SignatureRules extends Contract {
    /** As long as what the engine signs. */
    static final int MESSAGE_BYTES = 150;

    SignatureRules() {}

    /** The scheme under test. */
    protected abstract SignatureScheme scheme();

    final SigningKeyPair newKeys() {
        return scheme().generate(new SecureRandom());
    }

    final byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random().nextBytes(bytes);
        return bytes;
    }

    static byte[] flipped(byte[] bytes, int bit) {
        byte[] copy = bytes.clone();
        copy[bit / 8] ^= (byte) (1 << bit % 8);
        return copy;
    }

    final void assertRefused(String what, Verifier verifier, byte[] signature, byte[] message) {
        assertThat(catchThrowable(() -> verifier.verify(signature, message)))
                .as("%s; %s", what, seed())
                .isInstanceOf(InvalidSignatureException.class);
    }
}

package dev.coven.conformance.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.spi.signature.SigningKeyPair;
import dev.coven.spi.signature.Verifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the scheme keeps beside others: a library may have members of several schemes. */
abstract class CrossSchemeRules extends VectorRules {
    CrossSchemeRules() {}

    /**
     * Another scheme's signature of the same message is refused, in full and cut or filled up to this scheme's length. Look at a
     * verifier that picks an algorithm by what it is given.
     */
    @Test
    void verify_signatureOfAnotherScheme_isRefused() throws Exception {
        SigningKeyPair keys = newKeys();
        Verifier verifier = scheme().verifier(keys.publicKey());
        byte[] message = randomBytes(MESSAGE_BYTES);
        int length = scheme().signer(keys.secretKey()).sign(message).length;
        for (ForeignScheme foreign : others(keys)) {
            byte[] signature = foreign.sign(message);
            assertRefused("a signature of " + foreign, verifier, signature, message);
            assertRefused("one of " + foreign + " made to fit", verifier, Arrays.copyOf(signature, length), message);
        }
    }

    /**
     * Another scheme's public key is no key, or at least does not verify what was signed with it: an entry that names this scheme
     * for a key of another one must be worth nothing. Look at key factories that tell algorithms by the encoding.
     */
    @Test
    void verifier_ofAnotherSchemesKey_doesNotVerifyItsSignatures() throws Exception {
        byte[] message = randomBytes(MESSAGE_BYTES);
        for (ForeignScheme foreign : others(newKeys())) {
            assertNotAccepted("a key of " + foreign, foreign.publicKey(), foreign.sign(message), message);
        }
    }

    private static List<ForeignScheme> others(SigningKeyPair own) {
        List<ForeignScheme> others = ForeignScheme.all().stream()
                .filter(foreign -> !foreign.takes(own.publicKey().encoded()))
                .toList();
        assertThat(others).as("schemes that are not this one").isNotEmpty();
        return others;
    }
}

package dev.coven.conformance.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.coven.conformance.signature.SignatureVector.Verdict;
import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.InvalidSignatureException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the scheme says of signatures that others published. */
abstract class VectorRules extends HostileInputRules {
    VectorRules() {}

    /** Published answers of the scheme; see {@link SignatureSchemeContract#vectors()}. */
    protected abstract List<SignatureVector> vectors();

    private List<SignatureVector> vectors(Verdict verdict) {
        return vectors().stream().filter(vector -> vector.verdict() == verdict).toList();
    }

    /**
     * Published signatures verify: all other rules would be kept by a scheme that only resembles the one it is named after. At
     * least one is needed. Look at the encoding of keys, at the order of bytes, and at what is hashed before.
     */
    @Test
    void vectors_valid_areVerified() {
        assertThat(vectors(Verdict.VALID)).as("published valid signatures").isNotEmpty();
        for (SignatureVector vector : vectors(Verdict.VALID)) {
            assertThatCode(() -> scheme().verifier(vector.publicKey())
                            .verify(vector.signatureBytes(), vector.messageBytes()))
                    .as(vector.source())
                    .doesNotThrowAnyException();
        }
    }

    /**
     * Where a vector has a secret key, signing gives its signature. Vectors of schemes that sign with fresh randomness have none.
     * Look at hedged signing, and at the encoding of secret keys.
     */
    @Test
    void vectors_withASecretKey_areSignedTheSame() throws Exception {
        for (SignatureVector vector : vectors(Verdict.VALID)) {
            if (vector.secretKey().isPresent()) {
                byte[] signature = scheme().signer(vector.secretKey().get()).sign(vector.messageBytes());
                assertThat(HexFormat.of().formatHex(signature))
                        .as(vector.source())
                        .isEqualToIgnoringCase(vector.signature());
            }
        }
    }

    /** A published signature for another message, or with a bit flipped, is refused like any other. */
    @Test
    void vectors_spoilt_areRefused() throws Exception {
        for (SignatureVector vector : vectors(Verdict.VALID)) {
            var verifier = scheme().verifier(vector.publicKey());
            byte[] longer = HexFormat.of().parseHex(vector.message() + "00");
            assertRefused(vector + " for a longer message", verifier, vector.signatureBytes(), longer);
            int bits = vector.signatureBytes().length * 8;
            for (int round = 0; round < scaled(100); round++) {
                int bit = random().nextInt(bits);
                byte[] spoilt = flipped(vector.signatureBytes(), bit);
                assertRefused(vector + ", bit " + bit + " flipped", verifier, spoilt, vector.messageBytes());
            }
        }
    }

    /**
     * The known traps of the scheme are among the vectors, and it falls into none: scalars that are not reduced, points of small
     * order, encodings that are not canonical. A scheme without such vectors leaves this to luck.
     */
    @Test
    void vectors_toBeRefused_areRefused() {
        List<SignatureVector> traps = vectors(Verdict.REFUSED);
        for (SignatureVector vector : traps) {
            Throwable thrown = catchThrowable(
                    () -> scheme().verifier(vector.publicKey()).verify(vector.signatureBytes(), vector.messageBytes()));
            assertThat(thrown instanceof InvalidKeyException || thrown instanceof InvalidSignatureException)
                    .as("%s must be refused with a checked exception but gave %s", vector, thrown)
                    .isTrue();
        }
        assumeFalse(traps.isEmpty(), "no vector says what must be refused");
    }
}

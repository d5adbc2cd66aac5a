package dev.coven.engine.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.Verifier;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A library has members of several schemes. The worst case: the weaker scheme takes the keys and the signatures of the stronger one
 * as its own, so that only the scheme's name tells them apart.
 */
class SchemeDowngradeTest {
    /** As long as the name of the other, so that a document can be re-labelled without its lengths being changed. */
    private static final String WEAK = "weak";

    private static final SignatureSchemes BOTH = new SignatureSchemes() {
        private final FakeSchemes fake = new FakeSchemes();

        @Override
        public Verifier verifier(String schemeId, PublicKey key) throws UnknownSchemeException, InvalidKeyException {
            return fake.verifier(schemeId.equals(WEAK) ? FakeSchemes.ID : schemeId, key);
        }
    };

    private static byte[] relabelled(byte[] document) {
        String text = new String(document, StandardCharsets.ISO_8859_1);
        String changed = text.replace("\"" + FakeSchemes.ID + "\"", "\"" + WEAK + "\"");
        assertThat(changed).as("a document that names the other scheme").isNotEqualTo(text);
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void bothSchemes_takeTheSameSignatures() throws Exception {
        byte[] message = {1, 2, 3};
        byte[] signature = Documents.ADA.signer().sign(message);
        BOTH.verifier(FakeSchemes.ID, Documents.ADA.key()).verify(signature, message);
        BOTH.verifier(WEAK, Documents.ADA.key()).verify(signature, message);
    }

    /** Membership entries among them: neither their author nor the member they speak of can be given another scheme. */
    @ParameterizedTest
    @EnumSource
    void document_relabelledWithAnotherScheme_isBadSignature(DocumentKind kind) throws Exception {
        byte[] bytes = Documents.encoded(kind);
        SignedDocument.parse(kind, bytes).verify(BOTH);
        SignedDocument downgraded = SignedDocument.parse(kind, relabelled(bytes));
        assertThat(downgraded.schemeId()).isEqualTo(WEAK);
        assertThatExceptionOfType(BadSignatureException.class).isThrownBy(() -> downgraded.verify(BOTH));
    }

    /** The same key under another scheme is another member, and its devices are other devices. */
    @Test
    void key_underAnotherScheme_isAnotherMember() {
        PublicKey key = Documents.ADA.key();
        assertThat(Fingerprints.memberId(WEAK, key)).isNotEqualTo(Fingerprints.memberId(FakeSchemes.ID, key));
        assertThat(Fingerprints.deviceId(WEAK, key, Documents.NONCE))
                .isNotEqualTo(Fingerprints.deviceId(FakeSchemes.ID, key, Documents.NONCE));
    }
}

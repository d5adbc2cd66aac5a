package dev.coven.engine.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.gson.JsonObject;
import dev.coven.engine.crypto.Sha256;
import dev.coven.spi.signature.PublicKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignedDocumentTest {
    private static final SignatureSchemes SCHEMES = Documents.SCHEMES;

    @Test
    void signed_parsed_saysTheSame() throws Exception {
        SignedDocument document = SignedDocument.parse(DocumentKind.HEAD, sign(DocumentKind.HEAD));

        document.verify(SCHEMES);
        assertThat(document.libraryId()).isEqualTo(Documents.LIBRARY);
        assertThat(document.schemeId()).isEqualTo(FakeSchemes.ID);
        assertThat(document.author()).isEqualTo(Documents.ADA.key());
        assertThat(document.fields().text("word")).isEqualTo("hello");
    }

    @Test
    void hash_ofSameSaying_isStable() throws Exception {
        String hash =
                SignedDocument.parse(DocumentKind.HEAD, sign(DocumentKind.HEAD)).hash();

        assertThat(hash)
                .isEqualTo(SignedDocument.parse(DocumentKind.HEAD, sign(DocumentKind.HEAD))
                        .hash())
                .isEqualTo("04878f8d27ee68a2a22301434779fac810c51e2d55992813b0154ef1ca3c1deb");
    }

    @Test
    void hash_otherSignature_isSame() throws Exception {
        byte[] bytes = sign(DocumentKind.HEAD);
        String hash = SignedDocument.parse(DocumentKind.HEAD, bytes).hash();
        bytes[bytes.length - 1] ^= 1;

        assertThat(SignedDocument.parse(DocumentKind.HEAD, bytes).hash()).isEqualTo(hash);
    }

    @ParameterizedTest
    @EnumSource
    void open_anyByteChanged_isRefused(DocumentKind kind) {
        byte[] bytes = Documents.encoded(kind);
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] tampered = bytes.clone();
                tampered[i] ^= (byte) (1 << bit);
                requireRefused(kind, tampered, "offset " + i + " bit " + bit);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_truncatedAnywhere_isRefused(DocumentKind kind) {
        byte[] bytes = Documents.encoded(kind);
        for (int length = 0; length < bytes.length; length++) {
            requireRefused(kind, Arrays.copyOf(bytes, length), "length " + length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_withTrailingBytes_isRefused(DocumentKind kind) {
        byte[] bytes = Documents.encoded(kind);
        requireRefused(kind, Arrays.copyOf(bytes, bytes.length + 1), "one byte more");
        requireRefused(kind, Arrays.copyOf(bytes, bytes.length + 20_000), "many bytes more");
    }

    @Test
    void parse_asOtherKind_isRefused() {
        for (DocumentKind made : DocumentKind.values()) {
            for (DocumentKind expected : DocumentKind.values()) {
                if (made != expected) {
                    assertThatExceptionOfType(MalformedDocumentException.class)
                            .isThrownBy(() -> SignedDocument.parse(expected, Documents.encoded(made)));
                }
            }
        }
    }

    @Test
    void verify_kindByteExchanged_isBadSignature() throws Exception {
        byte[] bytes = Documents.encoded(DocumentKind.HEAD);
        bytes[4] = (byte) DocumentKind.SCHEMA.code();
        SignedDocument confused = SignedDocument.parse(DocumentKind.SCHEMA, bytes);

        assertThatExceptionOfType(BadSignatureException.class).isThrownBy(() -> confused.verify(SCHEMES));
    }

    @Test
    void verify_signatureForOtherLabelOverSameBytes_isBadSignature() throws Exception {
        byte[] bytes = sign(DocumentKind.HEAD);
        byte[] digest = Sha256.digest().digest(Arrays.copyOf(bytes, bytes.length - 32));
        byte[] other = new SignedBytes("schema", digest).sign(Documents.ADA);
        System.arraycopy(other, 0, bytes, bytes.length - 32, 32);
        SignedDocument document = SignedDocument.parse(DocumentKind.HEAD, bytes);

        assertThatExceptionOfType(BadSignatureException.class).isThrownBy(() -> document.verify(SCHEMES));
    }

    @Test
    void verify_schemeNotInstalled_isUnknownScheme() throws Exception {
        Author other = new Author("rare", Documents.ADA.key(), Documents.ADA.signer());
        SignedDocument document =
                SignedDocument.parse(DocumentKind.HEAD, SignedDocument.sign(DocumentKind.HEAD, body(), other));

        assertThatExceptionOfType(UnknownSchemeException.class)
                .isThrownBy(() -> document.verify(SCHEMES))
                .withMessageContaining("'rare'");
    }

    @Test
    void verify_keyThatSchemeRefuses_isBadSignature() throws Exception {
        Author other = new Author(FakeSchemes.ID, new PublicKey(new byte[31]), Documents.ADA.signer());
        SignedDocument document =
                SignedDocument.parse(DocumentKind.HEAD, SignedDocument.sign(DocumentKind.HEAD, body(), other));

        assertThatExceptionOfType(BadSignatureException.class).isThrownBy(() -> document.verify(SCHEMES));
    }

    @Test
    void parse_sizeAtLimitAndPast_isTakenAndRefused() throws Exception {
        JsonObject body = body();
        body.addProperty("word", "");
        int fixed = SignedDocument.sign(DocumentKind.HEAD, body, Documents.ADA).length;
        body.addProperty("word", "x".repeat(SignedDocument.MAX_BYTES - fixed));
        byte[] most = SignedDocument.sign(DocumentKind.HEAD, body, Documents.ADA);

        assertThat(most).hasSize(SignedDocument.MAX_BYTES);
        SignedDocument.parse(DocumentKind.HEAD, most).verify(SCHEMES);
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> SignedDocument.parse(DocumentKind.HEAD, Arrays.copyOf(most, most.length + 1)))
                .withMessageContaining("limit");
        body.addProperty("word", "x".repeat(SignedDocument.MAX_BYTES - fixed + 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedDocument.sign(DocumentKind.HEAD, body, Documents.ADA));
    }

    @Test
    void sign_bodyWithoutLibraryOrWithAuthor_isRefused() {
        JsonObject withAuthor = body();
        withAuthor.addProperty("author", "me");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedDocument.sign(DocumentKind.HEAD, new JsonObject(), Documents.ADA));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignedDocument.sign(DocumentKind.HEAD, withAuthor, Documents.ADA));
    }

    @Test
    void sign_signatureOfImpossibleLength_isSchemesBug() {
        Author broken = new Author(FakeSchemes.ID, Documents.ADA.key(), message -> new byte[0]);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> SignedDocument.sign(DocumentKind.HEAD, body(), broken));
    }

    private static JsonObject body() {
        JsonObject body = new JsonObject();
        body.addProperty("library", Documents.LIBRARY);
        body.addProperty("word", "hello");
        return body;
    }

    private static byte[] sign(DocumentKind kind) {
        return SignedDocument.sign(kind, body(), Documents.ADA);
    }

    private static void requireRefused(DocumentKind kind, byte[] bytes, String what) {
        assertThat(catchThrowable(() -> Documents.open(kind, bytes)))
                .as(what)
                .isInstanceOfAny(MalformedDocumentException.class, BadSignatureException.class);
    }
}

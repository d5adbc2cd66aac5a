package dev.coven.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.engine.crypto.EncryptionPublicKey;
import dev.coven.engine.document.Fingerprints;
import dev.coven.spi.signature.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberCodeTest {
    /** Composed elsewhere. */
    private static final String TEXT =
            "coven-member:AQADQWRhAAdlZDI1NTE5ACAHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwAg"
                    + "hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmrOFp1P";

    private static final CodeText FORM = new CodeText(MemberCode.PREFIX, "a member code", 4);
    private static final EncryptionPublicKey ENCRYPTION = new EncryptionPublicKey(
            HexFormat.of().parseHex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"));

    private final MemberCode ada = new MemberCode("Ada", "ed25519", signingKey(32), ENCRYPTION);

    @Test
    void text_knownParts_isTheOneComposedElsewhere() {
        assertThat(ada.text()).isEqualTo(TEXT);
    }

    @Test
    void parse_textOfACode_isTheCode() throws Exception {
        assertThat(MemberCode.parse(TEXT)).isEqualTo(ada).hasSameHashCodeAs(ada);
        assertThat(MemberCode.parse(TEXT).memberId()).isEqualTo(Fingerprints.memberId("ed25519", signingKey(32)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada Lovelace", "Ada (work)", "Zoë", "李雷", "محمد", "👩‍💻"})
    void parse_codeOfAnyName_isTheCode(String name) throws Exception {
        MemberCode code = new MemberCode(name, "ed25519", signingKey(32), ENCRYPTION);

        assertThat(MemberCode.parse(code.text())).isEqualTo(code);
    }

    @Test
    void parse_codeOfTheLargestKeyAndName_isTheCode() throws Exception {
        MemberCode code = new MemberCode("好".repeat(100), "a".repeat(40), signingKey(PublicKey.MAX_BYTES), ENCRYPTION);

        assertThat(code.text()).hasSizeLessThan(CodeText.MAX_CHARS);
        assertThat(MemberCode.parse(code.text())).isEqualTo(code);
    }

    @Test
    void parse_textWrappedByAMailProgram_isTheCode() throws Exception {
        assertThat(MemberCode.parse("  " + TEXT.substring(0, 40) + "\r\n\t" + TEXT.substring(40) + "\n"))
                .isEqualTo(ada);
    }

    @Test
    void parse_anyCharacterMistyped_isRefused() {
        for (int i = 0; i < TEXT.length(); i++) {
            char typed = TEXT.charAt(i) == 'x' ? 'y' : 'x';
            String mistyped = TEXT.substring(0, i) + typed + TEXT.substring(i + 1);

            assertThatExceptionOfType(InvalidCodeException.class)
                    .as("character %d", i)
                    .isThrownBy(() -> MemberCode.parse(mistyped));
        }
    }

    @Test
    void parse_neighboursExchanged_isRefused() {
        for (int i = 0; i + 1 < TEXT.length(); i++) {
            if (TEXT.charAt(i) != TEXT.charAt(i + 1)) {
                String mistyped = TEXT.substring(0, i) + TEXT.charAt(i + 1) + TEXT.charAt(i) + TEXT.substring(i + 2);

                assertThatExceptionOfType(InvalidCodeException.class)
                        .as("characters %d", i)
                        .isThrownBy(() -> MemberCode.parse(mistyped));
            }
        }
    }

    @Test
    void parse_cutAnywhere_isRefused() {
        for (int length = 0; length < TEXT.length(); length++) {
            String cut = TEXT.substring(0, length);

            assertThatExceptionOfType(InvalidCodeException.class)
                    .as("length %d", length)
                    .isThrownBy(() -> MemberCode.parse(cut));
        }
    }

    @Test
    void parse_typingError_saysWhatToDo() {
        assertThat(refusal(TEXT.replace("QWRh", "QWRi")))
                .isEqualTo("This is a member code with a typing error or a piece missing (its checksum does not fit):"
                        + " copy it again.");
    }

    @Test
    void parse_inviteCode_saysThatItIsNoMemberCode() {
        assertThat(refusal("coven-invite:AQAg"))
                .isEqualTo("This is not a member code: it does not begin with 'coven-member:'.");
    }

    @Test
    void parse_textAtTheLimitAndOneBeyond_isReadAndRefusedUnread() throws Exception {
        String atLimit = TEXT + " ".repeat(CodeText.MAX_CHARS - TEXT.length());

        assertThat(MemberCode.parse(atLimit)).isEqualTo(ada);
        assertThat(refusal(atLimit + " ")).contains("too long");
    }

    @Test
    void parse_lastCharacterWithSpareBitsSet_isRefused() {
        byte[] name = CodeText.bytes("Ad");
        String text = FORM.write(List.of(name, CodeText.bytes("ed25519"), new byte[32], ENCRYPTION.encoded()));
        int last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                .indexOf(text.charAt(text.length() - 1));
        String other = text.substring(0, text.length() - 1)
                + "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".charAt(last + 1);

        assertThat(refusal(other)).contains("another text stands for the same member");
        assertThat(refusal(TEXT + "=")).contains("typing error");
    }

    @Test
    void parse_checksumFitsAndPartsDoNot_isRefused() {
        byte[] name = CodeText.bytes("Ada");
        byte[] scheme = CodeText.bytes("ed25519");
        byte[] signing = new byte[32];
        byte[] encryption = ENCRYPTION.encoded();

        assertThat(refusal(FORM.write(List.of(name, scheme, signing)))).contains("it has not 4 parts");
        assertThat(refusal(FORM.write(List.of(name, scheme, signing, encryption, name))))
                .contains("it has not 4 parts");
        assertThat(refusal(FORM.write(List.of(name, scheme, new byte[0], encryption))))
                .contains("public key");
        assertThat(refusal(FORM.write(List.of(name, scheme, signing, new byte[31]))))
                .contains("encryption key");
        assertThat(refusal(FORM.write(List.of(name, scheme, signing, new byte[32]))))
                .contains("protects nothing");
        assertThat(refusal(FORM.write(List.of(name, new byte[] {'.'}, signing, encryption))))
                .contains("scheme");
        assertThat(refusal(FORM.write(List.of(new byte[] {-1}, scheme, signing, encryption))))
                .contains("another text stands for the same member");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " Ada",
                "Ada ",
                "A\nda",
                "A\u0000da",
                "A\u001b[31mda",
                "A\u2028da",
                "A\u202Eda",
                "A\u2066da"
            })
    void name_notOnePrintableLine_isRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemberCode(name, "ed25519", signingKey(32), ENCRYPTION));
    }

    @Test
    void name_unpairedSurrogate_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemberCode("A" + (char) 0xD800, "ed25519", signingKey(32), ENCRYPTION));
    }

    @Test
    void name_atItsLimitAndOneBeyond_isAcceptedAndRefused() {
        String longest = "a".repeat(MemberCode.MAX_NAME_CHARS);

        assertThat(new MemberCode(longest, "ed25519", signingKey(32), ENCRYPTION).name())
                .isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemberCode(longest + "a", "ed25519", signingKey(32), ENCRYPTION));
    }

    @Test
    void identity_generated_hasItsPublicHalfAsCodeAndShowsNoSecret() {
        Identity identity = Identity.generate("Ada", new FakeScheme(), new SecureRandom());

        assertThat(identity.memberCode())
                .isEqualTo(new MemberCode(
                        "Ada",
                        "fake-1",
                        identity.signing().publicKey(),
                        identity.encryption().publicKey()));
        assertThat(identity).hasToString("Identity[Ada, " + identity.memberId() + "]");
    }

    private static String refusal(String text) {
        return catchThrowableOfType(InvalidCodeException.class, () -> MemberCode.parse(text))
                .getMessage();
    }

    private static PublicKey signingKey(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 7);
        return new PublicKey(bytes);
    }
}

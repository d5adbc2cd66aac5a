package dev.coven.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InviteCodeTest {
    private static final String LIBRARY = "0123456789abcdef0123456789abcdef";
    private static final String FOUNDER = "ab".repeat(20);
    /** Composed elsewhere. */
    private static final String TEXT =
            "coven-invite:AQAgMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYAEnMzOi8vYnVja2V0L3ByZWZp"
                    + "eAAoYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYr5Txis";

    private static final CodeText FORM = new CodeText(InviteCode.PREFIX, "an invite code", 3);

    @Test
    void text_knownParts_isTheOneComposedElsewhere() {
        assertThat(invite("s3://bucket/prefix").text()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/prefix",
                "s3://bucket/prefix?endpoint=http%3A%2F%2Flocalhost%3A9000&region=eu",
                "file:///home/ada/a%20folder",
                "gs://bucket_with_underscore/x",
                "file:///daten/Bücher"
            })
    void parse_textOfACode_isTheCode(String store) throws Exception {
        assertThat(InviteCode.parse(invite(store).text())).isEqualTo(invite(store));
    }

    @Test
    void parse_anyCharacterMistyped_isRefused() {
        for (int i = 0; i < TEXT.length(); i++) {
            char typed = TEXT.charAt(i) == 'x' ? 'y' : 'x';
            String mistyped = TEXT.substring(0, i) + typed + TEXT.substring(i + 1);

            assertThatExceptionOfType(InvalidCodeException.class)
                    .as("character %d", i)
                    .isThrownBy(() -> InviteCode.parse(mistyped));
        }
    }

    @Test
    void parse_memberCode_saysThatItIsNoInvite() {
        assertThat(refusal("coven-member:AQAg"))
                .isEqualTo("This is not an invite code: it does not begin with 'coven-invite:'.");
    }

    @Test
    void parse_memberCodeUnderTheInvitePrefix_isRefused() {
        String member = new CodeText(MemberCode.PREFIX, "a member code", 3)
                .write(List.of(CodeText.bytes(LIBRARY), CodeText.bytes("s3://b/p"), CodeText.bytes(FOUNDER)));

        assertThat(refusal(member.replace(MemberCode.PREFIX, InviteCode.PREFIX)))
                .contains("checksum");
    }

    @Test
    void parse_checksumFitsAndPartsDoNot_isRefused() {
        assertThat(refusal(write("nolibrary", "s3://b/p", FOUNDER))).contains("library must be");
        assertThat(refusal(write(LIBRARY, "s3://b/p", "nofounder"))).contains("founder must be");
        assertThat(refusal(write(LIBRARY, "://", FOUNDER))).contains("not a URI");
        assertThat(refusal(write(LIBRARY, "relative/path", FOUNDER))).contains("absolute");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://user:secret@bucket/p", "s3://user@bucket/p", "s3://user:secret@under_score/p"})
    void store_withUserInfo_isRefusedWithoutShowingIt(String store) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> invite(store))
                .withMessageContaining("no user name or password")
                .withMessageNotContaining("secret");
    }

    @Test
    void store_atItsLimitAndOneBeyond_isAcceptedAndRefused() throws Exception {
        String longest = "s3://b/" + "é".repeat(InviteCode.MAX_STORE_CHARS - "s3://b/".length());

        assertThat(InviteCode.parse(invite(longest).text())).isEqualTo(invite(longest));
        assertThatIllegalArgumentException().isThrownBy(() -> invite(longest + "a"));
    }

    private static InviteCode invite(String store) {
        return new InviteCode(LIBRARY, URI.create(store), FOUNDER);
    }

    private static String write(String library, String store, String founder) {
        return FORM.write(List.of(CodeText.bytes(library), CodeText.bytes(store), CodeText.bytes(founder)));
    }

    private static String refusal(String text) {
        return catchThrowableOfType(InvalidCodeException.class, () -> InviteCode.parse(text))
                .getMessage();
    }
}

package dev.coven.engine.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coven.spi.signature.PublicKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "[]",
                "null",
                "\"a\"",
                "{",
                "{}x",
                "{}{}",
                "{} {",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":1;\"b\":2}",
                "{\"a\"=1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":tRue}",
                "{\"a\":nope}",
                "{\"a\":[1,]}",
                "{\"a\":[,1]}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\n\"}",
                "/*c*/{}",
                "{}//c",
                "#c\n{}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{\"a\":\"\\ud800\"}",
                "{\"\\udc00\":1}",
                ")]}'\n{}",
                "{\"a\":1e99999999999999999999}",
                "\uFEFF\uFEFF{}"
            })
    void parse_notStrictJsonObject_isRefused(String json) {
        assertThatExceptionOfType(MalformedDocumentException.class).isThrownBy(() -> parse(json));
    }

    @Test
    void parse_byteOrderMark_isRefused() {
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> JsonFields.parse("\uFEFF{}".getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("byte order mark");
    }

    @Test
    void parse_badUtf8_isRefused() {
        byte[] json = "{\"a\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        json[6] = (byte) 0xC0;
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> JsonFields.parse(json))
                .withMessageContaining("UTF-8");
    }

    @Test
    void parse_depthAtLimit_isTaken() throws Exception {
        String inner = "[".repeat(StrictJson.MAX_DEPTH - 1) + "]".repeat(StrictJson.MAX_DEPTH - 1);
        assertThat(parse("{\"a\":" + inner + ",\"b\":1}").number("b")).isEqualTo(1);
    }

    @Test
    void parse_depthOnePastLimit_isRefused() {
        String inner = "[".repeat(StrictJson.MAX_DEPTH) + "]".repeat(StrictJson.MAX_DEPTH);
        assertThatExceptionOfType(MalformedDocumentException.class).isThrownBy(() -> parse("{\"a\":" + inner + "}"));
    }

    @Test
    void parse_veryDeep_isRefusedWithoutOverflow() {
        String json = "{\"a\":".repeat(100_000);
        assertThatExceptionOfType(MalformedDocumentException.class).isThrownBy(() -> parse(json));
    }

    @Test
    void parse_numberLengthAtLimitAndPast_isTakenAndRefused() throws Exception {
        String digits = "9".repeat(StrictJson.MAX_NUMBER_CHARS);
        assertThat(parse("{\"a\":" + digits + ",\"b\":true}")).isNotNull();
        assertThatExceptionOfType(MalformedDocumentException.class).isThrownBy(() -> parse("{\"a\":" + digits + "9}"));
    }

    @Test
    void number_atBothEndsOf64Bits_isRead() throws Exception {
        JsonFields fields = parse("{\"a\":-9223372036854775808,\"b\":9223372036854775807}");
        assertThat(fields.number("a")).isEqualTo(Long.MIN_VALUE);
        assertThat(fields.number("b")).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "1.0", "1e3", "\"1\"", "true", "null", "[1]", "{}"})
    void number_notWhole64Bits_isRefusedByName(String value) throws Exception {
        JsonFields fields = parse("{\"seq\":" + value + "}");
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> fields.number("seq"))
                .withMessageContaining("seq");
    }

    @Test
    void smallNumber_beyond32Bits_isRefused() throws Exception {
        JsonFields fields = parse("{\"a\":2147483647,\"b\":2147483648}");
        assertThat(fields.smallNumber("a")).isEqualTo(Integer.MAX_VALUE);
        assertThatExceptionOfType(MalformedDocumentException.class).isThrownBy(() -> fields.smallNumber("b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "null", "[\"a\"]", "{}"})
    void text_otherType_isRefusedByName(String value) throws Exception {
        JsonFields fields = parse("{\"name\":" + value + "}");
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> fields.text("name"))
                .withMessageContaining("name");
    }

    @Test
    void text_missing_isRefusedByPath() throws Exception {
        JsonFields within = parse("{\"a\":{}}").object("a");
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> within.text("b"))
                .withMessage("field a.b is missing");
    }

    @Test
    void bytes_atLimitAndPast_areTakenAndRefused() throws Exception {
        JsonFields fields = parse("{\"a\":\"" + JsonFields.base64(new byte[16]) + "\",\"b\":\""
                + JsonFields.base64(new byte[18]) + "\"}");
        assertThat(fields.bytes("a", 16)).hasSize(16);
        assertThatExceptionOfType(MalformedDocumentException.class).isThrownBy(() -> fields.bytes("b", 16));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AA==", "A", "AB", "+/8", "A A", "é", "AA\\n"})
    void bytes_notCanonicalBase64url_areRefused(String value) throws Exception {
        JsonFields fields = parse("{\"a\":\"" + value + "\"}");
        assertThatExceptionOfType(MalformedDocumentException.class).isThrownBy(() -> fields.bytes("a", 100));
    }

    @Test
    void publicKey_atLimitAndPast_isTakenAndRefused() throws Exception {
        JsonFields fields = parse("{\"most\":\"" + JsonFields.base64(new byte[PublicKey.MAX_BYTES]) + "\",\"past\":\""
                + JsonFields.base64(new byte[PublicKey.MAX_BYTES + 1]) + "\",\"none\":\"\"}");
        assertThat(fields.publicKey("most").encoded()).hasSize(PublicKey.MAX_BYTES);
        assertThatExceptionOfType(MalformedDocumentException.class).isThrownBy(() -> fields.publicKey("past"));
        assertThatExceptionOfType(MalformedDocumentException.class).isThrownBy(() -> fields.publicKey("none"));
    }

    @Test
    void collections_atLimitAndPast_areTakenAndRefused() throws Exception {
        JsonFields fields = parse("{\"t\":[\"a\",\"b\"],\"o\":[{},{}],\"n\":{\"x\":1,\"y\":2}}");
        assertThat(fields.texts("t", 2)).containsExactly("a", "b");
        assertThat(fields.objects("o", 2)).hasSize(2);
        assertThat(fields.numbers("n", 2)).isEqualTo(Map.of("x", 1L, "y", 2L));
        assertThatExceptionOfType(MalformedDocumentException.class).isThrownBy(() -> fields.texts("t", 1));
        assertThatExceptionOfType(MalformedDocumentException.class).isThrownBy(() -> fields.objects("o", 1));
        assertThatExceptionOfType(MalformedDocumentException.class).isThrownBy(() -> fields.numbers("n", 1));
    }

    @Test
    void collections_withElementOfOtherType_areRefusedByPosition() throws Exception {
        JsonFields fields = parse("{\"t\":[\"a\",1],\"o\":[{},[]],\"n\":{\"x\":\"1\"}}");
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> fields.texts("t", 9))
                .withMessageContaining("t[1]");
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> fields.objects("o", 9))
                .withMessageContaining("o[1]");
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> fields.numbers("n", 9))
                .withMessageContaining("n['x']");
    }

    @Test
    void choice_unknownName_isNotKnownToThisVersion() throws Exception {
        JsonFields fields = parse("{\"op\":\"REMOVE\"}");
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> fields.choice("op", MembershipEntry.Op.class))
                .withMessageContaining("'REMOVE', which is not known to this version");
    }

    private static JsonFields parse(String json) throws MalformedDocumentException {
        return JsonFields.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.coven.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.crypto.Transcript;
import dev.coven.engine.document.FakeSchemes;
import dev.coven.engine.document.Member;
import dev.coven.engine.identity.InvalidCodeException;
import dev.coven.engine.identity.InviteCode;
import dev.coven.engine.identity.MemberCode;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Member codes and invite codes. An input that begins as a code does is the text that somebody pasted; any other is what a code
 * holds, to which the checksum is added. Whatever is taken has one text only, white space aside.
 */
final class CodeTarget implements FuzzTarget {
    private static final int CHECKSUM_BYTES = 4;

    @Override
    public String name() {
        return "code";
    }

    @Override
    public List<byte[]> seeds() {
        Member bob = FakeSchemes.member("Bob", Member.Role.MEMBER);
        String member = new MemberCode("Bob", bob.schemeId(), bob.signingKey(), bob.encryptionKey()).text();
        String invite = new InviteCode("ab".repeat(16), URI.create("s3://bucket/a?region=x"), "cd".repeat(20)).text();
        List<byte[]> seeds = new ArrayList<>();
        for (String code : List.of(member, invite)) {
            seeds.add(code.getBytes(StandardCharsets.UTF_8));
            byte[] content = Base64.getUrlDecoder().decode(code.substring(code.indexOf(':') + 1));
            seeds.add(ByteBuffer.allocate(1 + content.length - CHECKSUM_BYTES)
                    .put((byte) (code.equals(member) ? 0 : 1))
                    .put(content, 0, content.length - CHECKSUM_BYTES)
                    .array());
        }
        return seeds;
    }

    @Override
    public void feed(byte[] input) {
        String pasted = new String(input, StandardCharsets.UTF_8);
        if (pasted.strip().startsWith("coven-")) {
            member(pasted);
            invite(pasted);
        } else {
            FuzzInput content = new FuzzInput(input);
            if (content.flag()) {
                invite(code(InviteCode.PREFIX, content.rest()));
            } else {
                member(code(MemberCode.PREFIX, content.rest()));
            }
        }
    }

    private static String code(String prefix, byte[] content) {
        byte[] checksum =
                Transcript.of("coven.v1.code").with(prefix).with(content).sha256();
        byte[] whole = ByteBuffer.allocate(content.length + CHECKSUM_BYTES)
                .put(content)
                .put(Arrays.copyOf(checksum, CHECKSUM_BYTES))
                .array();
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    private static void member(String text) {
        try {
            requireOnlyText(MemberCode.parse(text).text(), text);
        } catch (InvalidCodeException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void invite(String text) {
        try {
            requireOnlyText(InviteCode.parse(text).text(), text);
        } catch (InvalidCodeException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void requireOnlyText(String written, String text) {
        StringBuilder solid = new StringBuilder();
        text.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> solid.append((char) c));
        assertThat(written).isEqualTo(solid.toString());
    }
}

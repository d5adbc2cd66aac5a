package dev.coven.engine.identity;

import dev.coven.engine.crypto.Transcript;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The text form that all codes share: a prefix that names the kind, then base64url without padding of a format byte, the
 * parts (each behind its length as two bytes, big-endian) and a checksum over prefix and parts.
 *
 * <p>White space anywhere in a pasted code is ignored, as mail programs wrap long lines.
 */
record CodeText(String prefix, String noun, int partCount) {
    /** The longest code, far above what the largest keys need. */
    static final int MAX_CHARS = 16 * 1024;

    private static final int FORMAT = 1;
    private static final int LENGTH_BYTES = 2;
    private static final int MAX_PART_BYTES = 0xFFFF;
    private static final int CHECKSUM_BYTES = 4;

    String write(List<byte[]> parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(FORMAT);
        for (byte[] part : parts) {
            if (part.length > MAX_PART_BYTES) {
                throw new IllegalArgumentException("a part of " + part.length + " bytes does not fit in " + noun);
            }
            content.write(part.length >>> 8);
            content.write(part.length);
            content.writeBytes(part);
        }
        content.writeBytes(checksum(content.toByteArray()));
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(content.toByteArray());
    }

    List<byte[]> read(String text) throws InvalidCodeException {
        if (text.length() > MAX_CHARS) {
            throw new InvalidCodeException("This text is too long to be " + noun + ": " + text.length()
                    + " characters, at most " + MAX_CHARS + ".");
        }
        String code = withoutSpace(text);
        if (!code.startsWith(prefix)) {
            throw new InvalidCodeException("This is not " + noun + ": it does not begin with '" + prefix + "'.");
        }
        byte[] bytes = decode(code.substring(prefix.length()));
        int end = bytes.length - CHECKSUM_BYTES;
        if (end < 1) {
            throw new InvalidCodeException("This is only the beginning of " + noun + ": copy the whole text.");
        }
        byte[] content = Arrays.copyOf(bytes, end);
        if (!Arrays.equals(checksum(content), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw new InvalidCodeException("This is " + noun
                    + " with a typing error or a piece missing (its checksum does not fit):" + " copy it again.");
        }
        if (content[0] != FORMAT) {
            throw new InvalidCodeException("This is " + noun + " of format " + content[0] + ", and this program knows "
                    + FORMAT + ": one of the two programs is out of date.");
        }
        return parts(ByteBuffer.wrap(content, 1, content.length - 1));
    }

    private List<byte[]> parts(ByteBuffer content) throws InvalidCodeException {
        List<byte[]> parts = new ArrayList<>();
        while (content.remaining() >= LENGTH_BYTES && parts.size() < partCount) {
            int length = content.getShort() & 0xFFFF;
            if (length > content.remaining()) {
                throw malformed("a part is longer than the rest");
            }
            byte[] part = new byte[length];
            content.get(part);
            parts.add(part);
        }
        if (parts.size() != partCount || content.hasRemaining()) {
            throw malformed("it has not " + partCount + " parts");
        }
        return parts;
    }

    /** The refusal of a code whose checksum fits and whose content does not: no typing error, somebody's mistake. */
    InvalidCodeException malformed(String reason) {
        return new InvalidCodeException(unwritable(reason));
    }

    InvalidCodeException malformed(String reason, Throwable cause) {
        return new InvalidCodeException(unwritable(reason), cause);
    }

    private String unwritable(String reason) {
        return "This is " + noun + " that no Coven program writes: " + reason + ".";
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static String withoutSpace(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    private byte[] decode(String base64) throws InvalidCodeException {
        try {
            return Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidCodeException(
                    "This is " + noun + " with a typing error: only letters, digits, '-' and '_' follow '" + prefix
                            + "'. Copy it again.",
                    e);
        }
    }

    private byte[] checksum(byte[] content) {
        return Arrays.copyOf(
                Transcript.of("coven.v1.code").with(prefix).with(content).sha256(), CHECKSUM_BYTES);
    }
}

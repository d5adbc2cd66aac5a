package dev.coven.engine.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a JSON array (RFC 8259, strictly) and writes each of its elements in one form, so that equal elements are equal texts.
 *
 * <p>The form: no blanks; members of objects in the order of their names' bytes, quotes included, those of one name in the order
 * in which they stand; strings with the fewest escapes. Numbers stay as they are written: {@code 1}, {@code 1.0} and {@code 1e0} are
 * three elements, and none is too large. A canonical text is its own canonical form.
 */
final class CanonicalJson {
    /** Deeper nesting is not read, so that no text exhausts a thread's stack. */
    static final int MAX_DEPTH = 100;

    /** Texts in the order of their UTF-8 bytes. */
    static final Comparator<String> BY_BYTES = (left, right) ->
            Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

    private static final List<String> WORDS = List.of("true", "false", "null");

    private final String json;
    private int at;

    CanonicalJson(String json) {
        this.json = json;
    }

    private record Member(String name, String text) {}

    /**
     * Gives the canonical texts of the elements, in the order in which they stand, each as soon as it is read: whoever keeps equal ones
     * once needs no room for the others.
     */
    void elements(Consumer<String> taker) throws NotJsonException {
        skipBlanks();
        expect('[');
        if (!takes(']')) {
            do {
                StringBuilder element = new StringBuilder();
                value(1, element);
                taker.accept(element.toString());
            } while (takes(','));
            expect(']');
        }
        skipBlanks();
        if (at < json.length()) {
            throw notJson();
        }
    }

    private void array(int depth, StringBuilder text) throws NotJsonException {
        expect('[');
        text.append('[');
        if (!takes(']')) {
            value(depth, text);
            while (takes(',')) {
                text.append(',');
                value(depth, text);
            }
            expect(']');
        }
        text.append(']');
    }

    private void value(int depth, StringBuilder text) throws NotJsonException {
        skipBlanks();
        char first = peek();
        if (first == '[' || first == '{') {
            if (depth >= MAX_DEPTH) {
                throw notJson();
            }
            if (first == '[') {
                array(depth + 1, text);
            } else {
                object(depth + 1, text);
            }
        } else if (first == '"') {
            quote(string(), text);
        } else {
            text.append(first == '-' || isDigit(first) ? number() : word());
        }
        skipBlanks();
    }

    private void object(int depth, StringBuilder text) throws NotJsonException {
        expect('{');
        List<Member> members = new ArrayList<>();
        if (!takes('}')) {
            do {
                members.add(member(depth));
            } while (takes(','));
            expect('}');
        }
        members.sort(Comparator.comparing(Member::name, BY_BYTES));
        String comma = "{";
        for (Member member : members) {
            text.append(comma).append(member.text());
            comma = ",";
        }
        text.append(members.isEmpty() ? "{}" : "}");
    }

    private Member member(int depth) throws NotJsonException {
        StringBuilder text = new StringBuilder();
        skipBlanks();
        quote(string(), text);
        String name = text.toString();
        skipBlanks();
        expect(':');
        text.append(':');
        value(depth, text);
        return new Member(name, text.toString());
    }

    private String word() throws NotJsonException {
        for (String word : WORDS) {
            if (json.startsWith(word, at)) {
                at += word.length();
                return word;
            }
        }
        throw notJson();
    }

    private String number() throws NotJsonException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        return json.substring(start, at);
    }

    private void digits() throws NotJsonException {
        if (!isDigit(peek())) {
            throw notJson();
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** What a string says, without its quotes and escapes. */
    private CharSequence string() throws NotJsonException {
        expect('"');
        StringBuilder text = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw notJson();
            }
            text.append(c == '\\' ? escaped() : c);
        }
        return text;
    }

    private char escaped() throws NotJsonException {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> throw notJson();
        };
    }

    private char unit() throws NotJsonException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char c = next();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw notJson();
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private static void quote(CharSequence text, StringBuilder quoted) {
        quoted.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                quoted.append(c).append(text.charAt(++i));
            } else if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                // UTF-8 cannot hold half of a pair; JSON can, by its escape.
                quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                quoted.append(c);
            }
        }
        quoted.append('"');
    }

    private void skipBlanks() {
        while (at < json.length() && " \t\n\r".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
    }

    /** The character here, or 0 at the end, which no JSON has outside strings. */
    private char peek() {
        return at < json.length() ? json.charAt(at) : 0;
    }

    private char next() throws NotJsonException {
        if (at >= json.length()) {
            throw notJson();
        }
        return json.charAt(at++);
    }

    private boolean takes(char wanted) {
        skipBlanks();
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char wanted) throws NotJsonException {
        if (next() != wanted) {
            throw notJson();
        }
    }

    private NotJsonException notJson() {
        return new NotJsonException("not JSON at character " + at);
    }
}

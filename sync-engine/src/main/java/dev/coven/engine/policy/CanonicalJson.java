package dev.coven.engine.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

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

    /** The canonical texts of the elements, in the order in which they stand. */
    List<String> elements() throws NotJsonException {
        skipBlanks();
        List<String> elements = array(1);
        skipBlanks();
        if (at < json.length()) {
            throw notJson();
        }
        return elements;
    }

    private List<String> array(int depth) throws NotJsonException {
        expect('[');
        List<String> elements = new ArrayList<>();
        if (takes(']')) {
            return elements;
        }
        do {
            elements.add(value(depth));
        } while (takes(','));
        expect(']');
        return elements;
    }

    private String value(int depth) throws NotJsonException {
        skipBlanks();
        char first = peek();
        String text;
        if (first == '[' || first == '{') {
            if (depth >= MAX_DEPTH) {
                throw notJson();
            }
            text = first == '[' ? "[" + String.join(",", array(depth + 1)) + "]" : object(depth + 1);
        } else if (first == '"') {
            text = string();
        } else {
            text = first == '-' || isDigit(first) ? number() : word();
        }
        skipBlanks();
        return text;
    }

    private String object(int depth) throws NotJsonException {
        expect('{');
        List<Member> members = new ArrayList<>();
        if (takes('}')) {
            return "{}";
        }
        do {
            skipBlanks();
            String name = string();
            skipBlanks();
            expect(':');
            members.add(new Member(name, name + ":" + value(depth)));
        } while (takes(','));
        expect('}');
        members.sort(Comparator.comparing(Member::name, BY_BYTES));
        return "{" + String.join(",", members.stream().map(Member::text).toList()) + "}";
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

    private String string() throws NotJsonException {
        expect('"');
        StringBuilder text = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw notJson();
            }
            text.append(c == '\\' ? escaped() : c);
        }
        return quoted(text);
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

    private static String quoted(StringBuilder text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
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
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
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

package dev.coven.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.document.JsonFields;
import dev.coven.engine.document.MalformedDocumentException;
import dev.coven.engine.policy.JsonSetPolicy;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.CellContext;
import dev.coven.spi.row.SqlValue;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The two readers of JSON, each a witness of the other: that of documents (an object, strictly read) and that of the policy
 * {@code json-set} (an array). What the first takes the second takes too, as the element of an array; and the one text that the
 * second makes of equal sets is its own.
 */
final class JsonTarget implements FuzzTarget {
    private static final JsonSetPolicy POLICY = new JsonSetPolicy();
    private static final Hlc WHEN = new Hlc(1, "a");
    private static final SqlValue EMPTY = SqlValue.text("[]");
    private static final SqlValue NO_SET = SqlValue.of(1);

    @Override
    public String name() {
        return "json";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                bytes("{\"a\": [1, -2.5e+3, true, false, null, {\"é\": \"\\u00e9\\n\\ud83d\\ude00\"}], \"\": {}}"),
                bytes("[1, 1.0, 1, \"b\", {\"b\": 1, \"a\": [[]]}, \"\\u0062\", \"\\ud800\", null, true]"),
                bytes("[]"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void feed(byte[] input) {
        SqlValue text = SqlValue.text(input);
        boolean object = isObject(input);
        if (object) {
            String json = new String(input, StandardCharsets.UTF_8);
            assertThat(isSet(SqlValue.text("[" + json + "]"))).isTrue();
        }
        if (isSet(text)) {
            assertThat(object).isFalse();
            SqlValue canonical = union(text, EMPTY);
            assertThat(union(EMPTY, text)).isEqualTo(canonical);
            assertThat(union(canonical, EMPTY)).isEqualTo(canonical);
            assertThat(union(canonical, text)).isEqualTo(canonical);
        }
    }

    private static boolean isObject(byte[] input) {
        try {
            JsonFields.parse(input);
            return true;
        } catch (MalformedDocumentException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }

    /** A set wins against what is none, however late. */
    private static boolean isSet(SqlValue value) {
        return union(value, NO_SET).equals(value);
    }

    private static SqlValue union(SqlValue left, SqlValue right) {
        CellContext context = new CellContext("t", List.of("c"));
        boolean later = right.equals(NO_SET);
        return POLICY.merge(
                        context,
                        new Cell(WHEN, List.of(left)),
                        new Cell(later ? new Hlc(2, "a") : WHEN, List.of(right)))
                .values()
                .get(0);
    }
}

package dev.coven.engine.policy;

import dev.coven.spi.row.SqlValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A JSON array as a set of its elements. Immutable.
 *
 * <p>Elements are held and compared as {@link CanonicalJson} writes them. The set's own text has them in the order of their
 * bytes, each once: {@code [1,10,2,"a"]}.
 */
final class JsonSet {
    private final NavigableSet<String> elements;

    private JsonSet(NavigableSet<String> elements) {
        this.elements = elements;
    }

    /** The set that a value holds; empty when it is not a text that is one JSON array (RFC 8259), in UTF-8. */
    static Optional<JsonSet> read(SqlValue value) {
        if (!(value instanceof SqlValue.Text text)) {
            return Optional.empty();
        }
        try {
            String json = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text.utf8()))
                    .toString();
            NavigableSet<String> elements = new TreeSet<>(CanonicalJson.BY_BYTES);
            new CanonicalJson(json).elements(elements::add);
            return Optional.of(new JsonSet(elements));
        } catch (CharacterCodingException | NotJsonException e) {
            return Optional.empty();
        }
    }

    JsonSet union(JsonSet other) {
        NavigableSet<String> union = new TreeSet<>(CanonicalJson.BY_BYTES);
        union.addAll(elements);
        union.addAll(other.elements);
        return new JsonSet(union);
    }

    /** The canonical text of this set. */
    SqlValue value() {
        return SqlValue.text("[" + String.join(",", elements) + "]");
    }
}

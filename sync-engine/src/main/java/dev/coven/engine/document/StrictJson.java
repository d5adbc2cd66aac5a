package dev.coven.engine.document;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads one JSON object by RFC 8259 with nothing let pass: no other top-level value, no bytes after it, no bad UTF-8,
 * no duplicate names, no long numbers, no deep nesting. So every reader of the bytes sees the same values.
 */
final class StrictJson {
    static final int MAX_DEPTH = 16;
    static final int MAX_NUMBER_CHARS = 32;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final JsonReader reader;

    private StrictJson(JsonReader reader) {
        this.reader = reader;
    }

    static JsonObject parse(byte[] utf8) throws MalformedDocumentException {
        String text = decode(utf8);
        if (text.startsWith(BYTE_ORDER_MARK)) {
            // The reader would pass over it, and others that read JSON would not.
            throw new MalformedDocumentException("the JSON begins with a byte order mark");
        }
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw new MalformedDocumentException("the JSON is not an object");
            }
            JsonObject object = new StrictJson(reader).object(1);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedDocumentException("the JSON goes on after its object");
            }
            return object;
        } catch (IOException e) {
            throw new MalformedDocumentException("the JSON is not well-formed: " + e.getMessage(), e);
        }
    }

    private static String decode(byte[] utf8) throws MalformedDocumentException {
        try {
            // A new decoder reports malformed input, where new String() would replace it.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedDocumentException("the JSON is not UTF-8", e);
        }
    }

    private JsonObject object(int depth) throws IOException, MalformedDocumentException {
        requireDepth(depth);
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = wellFormed(reader.nextName());
            if (object.has(name)) {
                throw new MalformedDocumentException("the JSON has two values at " + reader.getPath());
            }
            object.add(name, element(depth));
        }
        reader.endObject();
        return object;
    }

    private JsonArray array(int depth) throws IOException, MalformedDocumentException {
        requireDepth(depth);
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(element(depth));
        }
        reader.endArray();
        return array;
    }

    private JsonElement element(int depth) throws IOException, MalformedDocumentException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object(depth + 1);
            case BEGIN_ARRAY -> array(depth + 1);
            case STRING -> new JsonPrimitive(wellFormed(reader.nextString()));
            case NUMBER -> new JsonPrimitive(number(reader.nextString()));
            case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
            case NULL -> {
                reader.nextNull();
                yield JsonNull.INSTANCE;
            }
            default -> throw new MalformedDocumentException("the JSON has no value at " + reader.getPath());
        };
    }

    /** A Long where it fits, so that a reader of whole numbers need only look at the type. */
    private Number number(String text) throws MalformedDocumentException {
        // Reading a number takes time by the square of its length.
        if (text.length() > MAX_NUMBER_CHARS) {
            throw new MalformedDocumentException("the JSON has a number of " + text.length() + " characters at "
                    + reader.getPath() + ", the limit is " + MAX_NUMBER_CHARS);
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException notLong) {
            return decimal(text);
        }
    }

    private BigDecimal decimal(String text) throws MalformedDocumentException {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new MalformedDocumentException("the JSON has an impossible number at " + reader.getPath(), e);
        }
    }

    private String wellFormed(String text) throws MalformedDocumentException {
        if (!FieldRules.isWellFormed(text)) {
            throw new MalformedDocumentException("the JSON has half of a surrogate pair at " + reader.getPath());
        }
        return text;
    }

    private void requireDepth(int depth) throws MalformedDocumentException {
        if (depth > MAX_DEPTH) {
            throw new MalformedDocumentException("the JSON nests deeper than " + MAX_DEPTH);
        }
    }
}

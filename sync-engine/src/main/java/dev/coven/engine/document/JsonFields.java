package dev.coven.engine.document;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.coven.spi.signature.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Typed access to the fields of a JSON object that came from outside. A field that is absent, null or of another type is
 * refused by its name; fields that nobody asks for are ignored, so that later versions can add some.
 */
public final class JsonFields {
    private final JsonObject object;
    private final String path;

    private JsonFields(JsonObject object, String path) {
        this.object = object;
        this.path = path;
    }

    /** The fields of the one JSON object that the bytes are, strictly read. */
    public static JsonFields parse(byte[] utf8) throws MalformedDocumentException {
        return new JsonFields(StrictJson.parse(utf8), "");
    }

    /** Bytes as a field holds them: base64url without padding. */
    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether there is a field of this name. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** A text. */
    public String text(String name) throws MalformedDocumentException {
        return text(path + name, field(name));
    }

    /** A whole number of 64 bits. */
    public long number(String name) throws MalformedDocumentException {
        return number(path + name, field(name));
    }

    /** A whole number of 32 bits. */
    public int smallNumber(String name) throws MalformedDocumentException {
        long number = number(name);
        if (number != (int) number) {
            throw new MalformedDocumentException("field " + path + name + " is out of range: " + number);
        }
        return (int) number;
    }

    /** One of the names of an enum. */
    public <E extends Enum<E>> E choice(String name, Class<E> choices) throws MalformedDocumentException {
        String text = text(name);
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().equals(text)) {
                return choice;
            }
        }
        throw new MalformedDocumentException(
                "field " + path + name + " is " + FieldRules.quoted(text) + ", which is not known to this version");
    }

    /** Bytes in base64url without padding, in the one way to write them. */
    public byte[] bytes(String name, int maxBytes) throws MalformedDocumentException {
        String text = text(name);
        // Four characters for three bytes.
        if (text.length() / 4 * 3L > maxBytes) {
            throw new MalformedDocumentException("field " + path + name + " has " + text.length()
                    + " characters, more than " + maxBytes + " bytes need");
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedDocumentException("field " + path + name + " is not base64url", e);
        }
        if (!base64(bytes).equals(text)) {
            throw new MalformedDocumentException("field " + path + name + " is not canonical base64url");
        }
        return bytes;
    }

    /** A public key. */
    public PublicKey publicKey(String name) throws MalformedDocumentException {
        byte[] encoded = bytes(name, PublicKey.MAX_BYTES);
        if (encoded.length == 0 || encoded.length > PublicKey.MAX_BYTES) {
            throw new MalformedDocumentException("field " + path + name + " is no public key: " + encoded.length
                    + " bytes, not 1 to " + PublicKey.MAX_BYTES);
        }
        return new PublicKey(encoded);
    }

    /** The fields of an object within. */
    public JsonFields object(String name) throws MalformedDocumentException {
        return object(path + name, field(name));
    }

    /** Texts in order. */
    public List<String> texts(String name, int maxCount) throws MalformedDocumentException {
        List<String> texts = new ArrayList<>();
        for (JsonElement element : array(name, maxCount)) {
            texts.add(text(path + name + "[" + texts.size() + "]", element));
        }
        return texts;
    }

    /** The fields of objects in order. */
    public List<JsonFields> objects(String name, int maxCount) throws MalformedDocumentException {
        List<JsonFields> objects = new ArrayList<>();
        for (JsonElement element : array(name, maxCount)) {
            objects.add(object(path + name + "[" + objects.size() + "]", element));
        }
        return objects;
    }

    /** Whole numbers by name. */
    public Map<String, Long> numbers(String name, int maxCount) throws MalformedDocumentException {
        JsonFields within = object(name);
        requireCount(name, within.object.size(), maxCount);
        Map<String, Long> numbers = new TreeMap<>();
        for (Map.Entry<String, JsonElement> entry : within.object.entrySet()) {
            String at = path + name + "[" + FieldRules.quoted(entry.getKey()) + "]";
            numbers.put(entry.getKey(), number(at, entry.getValue()));
        }
        return numbers;
    }

    private JsonElement field(String name) throws MalformedDocumentException {
        JsonElement element = object.get(name);
        if (element == null || element.isJsonNull()) {
            throw new MalformedDocumentException("field " + path + name + " is missing");
        }
        return element;
    }

    private JsonArray array(String name, int maxCount) throws MalformedDocumentException {
        if (!(field(name) instanceof JsonArray array)) {
            throw new MalformedDocumentException("field " + path + name + " is not an array");
        }
        requireCount(name, array.size(), maxCount);
        return array;
    }

    private void requireCount(String name, int count, int maxCount) throws MalformedDocumentException {
        if (count > maxCount) {
            throw new MalformedDocumentException(
                    "field " + path + name + " has " + count + " elements, the limit is " + maxCount);
        }
    }

    private static JsonFields object(String at, JsonElement element) throws MalformedDocumentException {
        if (!(element instanceof JsonObject within)) {
            throw new MalformedDocumentException("field " + at + " is not an object");
        }
        return new JsonFields(within, at + ".");
    }

    private static String text(String at, JsonElement element) throws MalformedDocumentException {
        if (!(element instanceof JsonPrimitive primitive) || !primitive.isString()) {
            throw new MalformedDocumentException("field " + at + " is not a text");
        }
        return primitive.getAsString();
    }

    private static long number(String at, JsonElement element) throws MalformedDocumentException {
        if (!(element instanceof JsonPrimitive primitive)
                || !primitive.isNumber()
                || !(primitive.getAsNumber() instanceof Long number)) {
            throw new MalformedDocumentException("field " + at + " is not a whole number of 64 bits");
        }
        return number;
    }
}

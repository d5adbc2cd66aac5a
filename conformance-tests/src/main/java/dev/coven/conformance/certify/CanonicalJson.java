package dev.coven.conformance.certify;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.TreeSet;

/**
 * The one text of a JSON value, as RFC 8785 has it: names in order, no spaces, no escapes that are not needed. Numbers are whole,
 * which is all that a certificate has.
 */
final class CanonicalJson {
    private final StringBuilder text = new StringBuilder();

    private CanonicalJson() {}

    static String of(JsonElement value) {
        CanonicalJson json = new CanonicalJson();
        json.append(value);
        return json.text.toString();
    }

    private void append(JsonElement value) {
        if (value instanceof JsonObject object) {
            text.append('{');
            String comma = "";
            for (String name : new TreeSet<>(object.keySet())) {
                text.append(comma);
                append(name);
                text.append(':');
                append(object.get(name));
                comma = ",";
            }
            text.append('}');
        } else if (value instanceof JsonArray array) {
            text.append('[');
            String comma = "";
            for (JsonElement element : array) {
                text.append(comma);
                append(element);
                comma = ",";
            }
            text.append(']');
        } else if (value instanceof JsonPrimitive primitive && primitive.isString()) {
            append(primitive.getAsString());
        } else if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
            text.append(primitive.getAsLong());
        } else {
            text.append(value);
        }
    }

    private void append(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> text.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        text.append('"');
    }
}

package dev.coven.storage.gcs;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.storage.jclouds.MalformedAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the service's JSON. What is not asked for is passed over; what is missing or of another kind is an error. */
final class GcsJson {
    private static final String SAFE_REASON = "[A-Za-z_]{1,64}";
    private static final int MAX_TOKEN_CHARS = 4096;

    private GcsJson() {}

    /**
     * An object's description.
     *
     * @param size its length in bytes
     * @param generation its version
     * @param crc32c its checksum, in Base64, if the service gave one
     */
    record Description(long size, long generation, Optional<String> crc32c) {
        ObjectStat stat(ObjectKey key) {
            return new ObjectStat(key, size, new ObjectVersion(Long.toString(generation)));
        }
    }

    /**
     * One page of a listing.
     *
     * @param objects those whose names can be keys, in the service's order
     * @param next the service's token for the next page
     */
    record Page(List<ObjectStat> objects, Optional<String> next) {}

    /** The first reason of an error, or empty when the body has none. */
    static String errorReason(byte[] body) {
        try {
            JsonElement error = object(body).get("error");
            if (error != null
                    && error.isJsonObject()
                    && error.getAsJsonObject().get("errors") instanceof JsonArray all) {
                String reason = all.isEmpty() ? "" : text(all.get(0).getAsJsonObject(), "reason");
                return reason.matches(SAFE_REASON) ? reason : "";
            }
            // The token service answers with a plain word.
            String word = error != null && error.isJsonPrimitive() ? error.getAsString() : "";
            return word.matches(SAFE_REASON) ? word : "";
        } catch (IOException | IllegalStateException e) {
            // A gateway's page in HTML, or nothing at all.
            return "";
        }
    }

    static Description description(byte[] body) throws IOException {
        JsonObject json = object(body);
        JsonElement crc32c = json.get("crc32c");
        return new Description(
                number(text(json, "size")),
                number(text(json, "generation")),
                Optional.ofNullable(crc32c).filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsString));
    }

    /** A page of a listing; names are given without the store's prefix. */
    static Page page(byte[] body, String storePrefix) throws IOException {
        JsonObject json = object(body);
        if (!text(json, "kind").equals("storage#objects")) {
            throw new MalformedAnswer("the answer is not a listing");
        }
        List<ObjectStat> objects = new ArrayList<>();
        JsonElement items = json.get("items");
        if (items != null) {
            if (!items.isJsonArray()) {
                throw new MalformedAnswer("the listing has no list");
            }
            for (JsonElement item : items.getAsJsonArray()) {
                read(item, storePrefix).ifPresent(objects::add);
            }
        }
        return new Page(objects, token(json.get("nextPageToken")));
    }

    private static Optional<ObjectStat> read(JsonElement item, String storePrefix) throws IOException {
        if (!item.isJsonObject()) {
            throw new MalformedAnswer("the listing has an entry that is none");
        }
        JsonObject json = item.getAsJsonObject();
        String name = text(json, "name");
        if (!name.startsWith(storePrefix)) {
            throw new MalformedAnswer("the listing has a name that was not asked for");
        }
        String key = name.substring(storePrefix.length());
        // Folders that people make in a console, and files of other programs, are no objects of ours.
        if (!ObjectKey.isValid(key)) {
            return Optional.empty();
        }
        return Optional.of(
                new Description(number(text(json, "size")), number(text(json, "generation")), Optional.empty())
                        .stat(new ObjectKey(key)));
    }

    private static Optional<String> token(@Nullable JsonElement token) throws IOException {
        if (token == null) {
            return Optional.empty();
        }
        if (!token.isJsonPrimitive()
                || token.getAsString().isEmpty()
                || token.getAsString().length() > MAX_TOKEN_CHARS) {
            throw new MalformedAnswer("the listing has no usable token for its next page");
        }
        return Optional.of(token.getAsString());
    }

    private static JsonObject object(byte[] body) throws IOException {
        try {
            JsonElement json = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
            if (json.isJsonObject()) {
                return json.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            throw new MalformedAnswer("the answer is not JSON", e);
        }
        throw new MalformedAnswer("the answer is not a JSON object");
    }

    private static String text(JsonObject json, String name) throws IOException {
        JsonElement value = json.get(name);
        if (value == null || !value.isJsonPrimitive()) {
            throw new MalformedAnswer("the answer has no '" + name + "'");
        }
        return value.getAsString();
    }

    static long number(String text) throws IOException {
        if (!text.matches("[0-9]{1,18}")) {
            throw new MalformedAnswer("the answer has a number that is none");
        }
        return Long.parseLong(text);
    }
}

package dev.coven.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.coven.servers.GcsServer.Answer;
import dev.coven.servers.GcsServer.Refusal;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The objects of the test server, in the order of their names, which are ASCII. */
final class Bucket {
    private static final int MAX_PAGE = 1000;
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]*)");

    private final NavigableMap<String, Stored> objects = new TreeMap<>();
    private long lastGeneration = 1_700_000_000_000_000L;

    /**
     * An object.
     *
     * @param bytes its content
     * @param generation its version
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Stored(byte[] bytes, long generation) {
        String crc32c() {
            CRC32C sum = new CRC32C();
            sum.update(bytes);
            int value = (int) sum.getValue();
            return Base64.getEncoder().encodeToString(new byte[] {
                (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
            });
        }

        JsonObject describe(String name) {
            JsonObject json = new JsonObject();
            json.addProperty("kind", "storage#object");
            json.addProperty("name", name);
            json.addProperty("size", Integer.toString(bytes.length));
            json.addProperty("generation", Long.toString(generation));
            json.addProperty("crc32c", crc32c());
            return json;
        }

        Answer download(@Nullable String range) throws Refusal {
            Map<String, String> headers = new HashMap<>();
            headers.put("X-Goog-Generation", Long.toString(generation));
            headers.put("X-Goog-Hash", "crc32c=" + crc32c());
            headers.put("Content-Type", "application/octet-stream");
            if (range == null) {
                return new Answer(200, headers, bytes, 0, bytes.length);
            }
            Matcher matcher = RANGE.matcher(range);
            if (!matcher.matches()) {
                return new Answer(200, headers, bytes, 0, bytes.length);
            }
            long from = Long.parseLong(matcher.group(1));
            if (from >= bytes.length) {
                throw new Refusal(416, "requestedRangeNotSatisfiable");
            }
            long last = matcher.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
            int to = (int) Math.min(last, bytes.length - 1);
            headers.put("Content-Range", "bytes " + from + "-" + to + "/" + bytes.length);
            return new Answer(206, headers, bytes, (int) from, to - (int) from + 1);
        }
    }

    synchronized JsonObject put(String name, byte[] bytes, @Nullable String ifGenerationMatch) throws Refusal {
        requireGeneration(name, ifGenerationMatch);
        Stored stored = new Stored(bytes, ++lastGeneration);
        objects.put(name, stored);
        return stored.describe(name);
    }

    synchronized Stored get(String name) throws Refusal {
        Stored stored = objects.get(name);
        if (stored == null) {
            throw new Refusal(404, "notFound");
        }
        return stored;
    }

    synchronized void delete(String name, @Nullable String ifGenerationMatch) throws Refusal {
        get(name);
        requireGeneration(name, ifGenerationMatch);
        objects.remove(name);
    }

    /** The token of a page is the last name of the one before. */
    synchronized JsonObject list(String prefix, @Nullable String pageToken, int maxResults) {
        JsonArray items = new JsonArray();
        JsonObject page = new JsonObject();
        page.addProperty("kind", "storage#objects");
        int limit = Math.min(maxResults, MAX_PAGE);
        String last = "";
        var rest = pageToken == null
                ? objects.tailMap(prefix, true)
                : objects.tailMap(new String(Base64.getUrlDecoder().decode(pageToken), UTF_8), false);
        for (var entry : rest.entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            if (items.size() == limit) {
                page.addProperty("nextPageToken", Base64.getUrlEncoder().encodeToString(last.getBytes(UTF_8)));
                break;
            }
            last = entry.getKey();
            items.add(entry.getValue().describe(last));
        }
        if (!items.isEmpty()) {
            page.add("items", items);
        }
        return page;
    }

    private void requireGeneration(String name, @Nullable String expected) throws Refusal {
        Stored stored = objects.get(name);
        long generation = stored == null ? 0 : stored.generation();
        if (expected != null && Long.parseLong(expected) != generation) {
            throw new Refusal(412, "conditionNotMet");
        }
    }
}

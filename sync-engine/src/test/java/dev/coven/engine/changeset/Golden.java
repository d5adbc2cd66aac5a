package dev.coven.engine.changeset;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coven.spi.row.SqlValue;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the session extension itself wrote, inverted and told of one edit; {@code golden/regenerate.sh} made the files. */
final class Golden {
    private final String name;
    private final byte[] changeset;
    private final byte[] inverse;
    private final List<String> dump;

    private Golden(Path folder) throws IOException {
        name = folder.getFileName().toString();
        changeset = Files.readAllBytes(folder.resolve("edit.changeset"));
        inverse = Files.readAllBytes(folder.resolve("edit.inverse"));
        dump = Files.readAllLines(folder.resolve("edit.jsonl"), UTF_8);
    }

    static List<Golden> all() throws IOException, URISyntaxException {
        Path root = Path.of(Golden.class.getResource("/golden").toURI());
        List<Path> folders;
        try (Stream<Path> entries = Files.list(root)) {
            folders = entries.filter(Files::isDirectory).sorted().toList();
        }
        List<Golden> all = new ArrayList<>();
        for (Path folder : folders) {
            all.add(new Golden(folder));
        }
        return all;
    }

    byte[] changeset() {
        return changeset.clone();
    }

    byte[] inverse() {
        return inverse.clone();
    }

    /** The changes as the extension's own iterator told them. */
    List<Change> changes() {
        return dump.stream().map(Golden::change).toList();
    }

    private static Change change(String line) {
        JsonObject json = JsonParser.parseString(line).getAsJsonObject();
        ChangesetTable table = new ChangesetTable(
                json.get("table").getAsString(),
                json.getAsJsonArray("pk").asList().stream()
                        .map(JsonElement::getAsInt)
                        .toList());
        List<@Nullable SqlValue> before = record(json.getAsJsonArray("old"));
        List<@Nullable SqlValue> after = record(json.getAsJsonArray("new"));
        Change change = switch (json.get("op").getAsString()) {
            case "INSERT" -> Change.insert(table, after);
            case "DELETE" -> Change.delete(table, before);
            default -> Change.update(table, before, after);
        };
        return change.withIndirection(json.get("indirect").getAsInt() == 1 ? Indirection.INDIRECT : Indirection.DIRECT);
    }

    private static List<@Nullable SqlValue> record(JsonArray values) {
        List<@Nullable SqlValue> record = new ArrayList<>();
        for (JsonElement value : values) {
            record.add(value(value.getAsJsonObject()));
        }
        return record;
    }

    private static @Nullable SqlValue value(JsonObject json) {
        return switch (json.get("t").getAsString()) {
            case "undefined" -> null;
            case "int" -> SqlValue.of(json.get("v").getAsLong());
            case "real" -> SqlValue.of(real(json.get("v").getAsString()));
            case "text" -> SqlValue.text(json.get("v").getAsString());
            case "blob" -> SqlValue.blob(HexFormat.of().parseHex(json.get("v").getAsString()));
            default -> SqlValue.NULL;
        };
    }

    private static double real(String text) {
        return Double.parseDouble(text.replace("inf", "Infinity"));
    }

    @Override
    public String toString() {
        return name;
    }
}

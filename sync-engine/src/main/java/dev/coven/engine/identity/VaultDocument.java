package dev.coven.engine.identity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.coven.engine.crypto.Transcript;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of a file of the vault: a JSON object of texts, with a {@code format} first and a {@code check} last, which
 * finds what a failing disk or an editor did. Bytes are base64. Holds secrets, so it has no text form for messages.
 */
final class VaultDocument {
    private static final String FORMAT = "format";
    private static final String CHECK = "check";
    private static final int CHECK_BYTES = 8;

    private final VaultFile file;
    private final Map<String, String> fields;

    private VaultDocument(VaultFile file, Map<String, String> fields) {
        this.file = file;
        this.fields = fields;
    }

    /** An empty document of a format. */
    static VaultDocument of(VaultFile file, String format) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(FORMAT, format);
        return new VaultDocument(file, fields);
    }

    VaultDocument with(String field, String text) {
        fields.put(field, text);
        return this;
    }

    VaultDocument with(String field, int number) {
        return with(field, Integer.toString(number));
    }

    VaultDocument with(String field, byte[] bytes) {
        return with(field, Base64.getEncoder().encodeToString(bytes));
    }

    byte[] write() {
        JsonObject json = new JsonObject();
        fields.forEach(json::addProperty);
        json.addProperty(CHECK, check());
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static VaultDocument read(VaultFile file, byte[] content) throws VaultException {
        VaultDocument document = new VaultDocument(file, new LinkedHashMap<>());
        try {
            JsonElement json = JsonParser.parseString(new String(content, StandardCharsets.UTF_8));
            if (!json.isJsonObject()) {
                throw document.damaged("it is not a JSON object");
            }
            for (Map.Entry<String, JsonElement> field : json.getAsJsonObject().entrySet()) {
                if (!field.getValue().isJsonPrimitive()) {
                    throw document.damaged("its field '" + field.getKey() + "' is not a text");
                }
                document.with(field.getKey(), field.getValue().getAsString());
            }
        } catch (JsonParseException e) {
            throw new VaultException(VaultException.Reason.DAMAGED, file + " is damaged: it is not JSON", e);
        }
        String check = document.fields.remove(CHECK);
        if (!document.check().equals(check)) {
            throw document.damaged("its check does not fit its content");
        }
        return document;
    }

    boolean isOfFormat(String format) {
        return format.equals(fields.get(FORMAT));
    }

    String text(String field) throws VaultException {
        String text = fields.get(field);
        if (text == null) {
            throw damaged("it has no field '" + field + "'");
        }
        return text;
    }

    int number(String field, int min, int max) throws VaultException {
        try {
            int number = Integer.parseInt(text(field));
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new VaultException(
                    VaultException.Reason.DAMAGED, file + " is damaged: its field '" + field + "' is not a number", e);
        }
        throw damaged("its field '" + field + "' is " + text(field) + ", outside " + min + " to " + max);
    }

    byte[] bytes(String field) throws VaultException {
        try {
            return Base64.getDecoder().decode(text(field));
        } catch (IllegalArgumentException e) {
            throw damaged("its field '" + field + "' is not base64");
        }
    }

    /** The refusal of this document; without what it holds. */
    VaultException damaged(String reason) {
        return new VaultException(
                VaultException.Reason.DAMAGED, file + " is damaged: " + reason + "; put back a copy of the file");
    }

    private String check() {
        Transcript transcript = Transcript.of("coven.v1.vault-check");
        fields.forEach((field, text) -> transcript.with(field).with(text));
        return HexFormat.of().formatHex(transcript.sha256(), 0, CHECK_BYTES);
    }
}

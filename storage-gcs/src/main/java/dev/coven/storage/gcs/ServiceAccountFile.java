package dev.coven.storage.gcs;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.coven.spi.storage.StorageException;
import dev.coven.storage.jclouds.Failures;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** The JSON file that holds a service account's key, as Google's console gives it out. */
final class ServiceAccountFile {
    /** The largest file that is read: 64 KiB. */
    static final long MAX_BYTES = 64 << 10;

    private static final String TYPE = "service_account";

    private ServiceAccountFile() {}

    static GcsCredentials.ServiceAccount read(Path file) throws StorageException {
        String text;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw Failures.invalid(file + " is larger than " + MAX_BYTES + " bytes; it cannot be a key file");
            }
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw Failures.invalid("there is no key file " + file + "; correct GOOGLE_APPLICATION_CREDENTIALS or "
                    + GcsConfig.SERVICE_ACCOUNT_FILE);
        } catch (IOException e) {
            throw Failures.invalid("the key file " + file + " cannot be read; make it readable for this user", e);
        }
        return account(file, text);
    }

    private static GcsCredentials.ServiceAccount account(Path file, String text) throws StorageException {
        JsonObject json = object(file, text);
        String type = member(file, json, "type");
        if (!type.equals(TYPE)) {
            throw Failures.invalid("the credentials in " + file + " are of type '" + type
                    + "', of which there is no use here; use the key file of a service account, or put the output of"
                    + " 'gcloud auth print-access-token' into CLOUDSDK_AUTH_ACCESS_TOKEN");
        }
        String key = member(file, json, "private_key");
        requireKey(file, key);
        return new GcsCredentials.ServiceAccount(
                member(file, json, "client_email"), key, url(file, member(file, json, "token_uri")), "" + file);
    }

    private static JsonObject object(Path file, String text) throws StorageException {
        try {
            JsonElement json = JsonParser.parseString(text);
            if (json.isJsonObject()) {
                return json.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            // Its message shows the text around the fault, which may be the key.
            throw notAKeyFile(file);
        }
        throw notAKeyFile(file);
    }

    private static String member(Path file, JsonObject json, String name) throws StorageException {
        JsonElement value = json.get(name);
        if (value == null || !value.isJsonPrimitive()) {
            throw Failures.invalid(file + " has no '" + name + "'; it is not a service account's key file");
        }
        return value.getAsString();
    }

    private static void requireKey(Path file, String pem) throws StorageException {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            // What it complains about may be a part of the key.
            throw Failures.invalid("the private key in " + file + " is damaged; download the key file again");
        }
    }

    private static URI url(Path file, String text) throws StorageException {
        try {
            URI url = URI.create(text);
            if (("https".equals(url.getScheme()) || "http".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw Failures.invalid("token_uri in " + file + " is not a URL; download the key file again", e);
        }
        throw Failures.invalid("token_uri in " + file + " is not a web address; download the key file again");
    }

    private static StorageException notAKeyFile(Path file) {
        return Failures.invalid(file + " is not JSON; it is not a service account's key file");
    }
}

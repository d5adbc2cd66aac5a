package dev.coven.servers;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import dev.coven.servers.GcsServer.Refusal;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives out access tokens for one service account's signed claims, and knows the tokens that are good. */
public final class TokenService {
    /** A token that is good from the start. */
    public static final String READY_TOKEN = "ya29.token-of-the-tests";

    /** The one account. */
    public static final String EMAIL = "tests@coven.iam.gserviceaccount.com";

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final URI url;
    private final KeyPair key;
    private final Set<String> good = ConcurrentHashMap.newKeySet();
    private final AtomicInteger given = new AtomicInteger();

    /** Of an account with a new key. */
    public TokenService(URI url) throws GeneralSecurityException {
        this.url = url;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        this.key = generator.generateKeyPair();
        good.add(READY_TOKEN);
    }

    /** How many tokens were given out. */
    public int given() {
        return given.get();
    }

    /** A key file as Google's console gives it out; another key than the account's is refused. */
    public Path keyFile(Path folder, KeyPair signing) throws IOException {
        JsonObject json = new JsonObject();
        json.addProperty("type", "service_account");
        json.addProperty("project_id", "coven");
        json.addProperty("client_email", EMAIL);
        json.addProperty("private_key", pem(signing));
        json.addProperty("token_uri", url.toString());
        return Files.writeString(folder.resolve("account.json"), json.toString());
    }

    /** The account's key. */
    public KeyPair key() {
        return key;
    }

    private static String pem(KeyPair key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(key.getPrivate().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }

    void requireToken(HttpExchange exchange) throws Refusal {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null || !header.startsWith("Bearer ") || !good.contains(header.substring(7))) {
            throw new Refusal(401, "authError");
        }
    }

    JsonObject answer(HttpExchange exchange) throws IOException, Refusal {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> parameters = GcsServer.parameters(form);
        if (!GRANT.equals(parameters.get("grant_type")) || !isGood(parameters.getOrDefault("assertion", ""))) {
            throw new Refusal(400, "invalidGrant");
        }
        String token = "ya29.given-" + given.incrementAndGet();
        good.add(token);
        JsonObject json = new JsonObject();
        json.addProperty("access_token", token);
        json.addProperty("token_type", "Bearer");
        json.addProperty("expires_in", 3600);
        return json;
    }

    private boolean isGood(String assertion) {
        String[] parts = assertion.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
            if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
                return false;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
        JsonObject claims = JsonParser.parseString(
                        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                .getAsJsonObject();
        long lifetime = claims.get("exp").getAsLong() - claims.get("iat").getAsLong();
        return claims.get("iss").getAsString().equals(EMAIL)
                && claims.get("aud").getAsString().equals(url.toString())
                && claims.get("scope").getAsString().contains("devstorage")
                && lifetime > 0
                && lifetime <= 3600;
    }
}

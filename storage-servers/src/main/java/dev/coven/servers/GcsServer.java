package dev.coven.servers;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Speaks so much of Google Cloud Storage's JSON API as the store asks for, on a free port of this machine, with its objects in
 * memory.
 *
 * <p>It is our own reading of Google's documents, and not Google's code, for there is no server for the JDK that is. It covers
 * media uploads with {@code ifGenerationMatch}, downloads with ranges, metadata, listings with prefix, page size and page token,
 * deletes, access tokens, and tokens for service accounts, whose signatures are checked. It does not cover: quotas and rate limits,
 * permissions beyond "this token or none", resumable and multipart uploads, storage classes, retention, versioned buckets, checksums
 * sent by the client, and how Google's service behaves across regions and under load. Nothing here has
 * been run against Google's service.
 */
public final class GcsServer implements AutoCloseable {
    /** The one bucket. */
    public static final String BUCKET = "coven-tests";

    private static final int PIECE_BYTES = 1 << 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger prefixes = new AtomicInteger();
    private final Bucket bucket = new Bucket();
    private final TokenService tokens;

    private GcsServer(HttpServer server, TokenService tokens) {
        this.server = server;
        this.tokens = tokens;
    }

    /** Starts one, empty but for the bucket. */
    public static GcsServer start() throws Exception {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        GcsServer server = new GcsServer(
                http,
                new TokenService(
                        URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/token")));
        http.setExecutor(server.threads);
        http.createContext("/", server::answer);
        http.start();
        return server;
    }

    /** Its port, on 127.0.0.1. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Where it is. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** What gives out tokens. */
    public TokenService tokens() {
        return tokens;
    }

    /** A prefix that no other test uses. */
    public String newPrefix() {
        return "test-" + prefixes.incrementAndGet();
    }

    /** A store's URL. */
    public static URI location(String prefix) {
        return URI.create("gs://" + BUCKET + "/" + prefix);
    }

    /** A good token and the address, as settings of a store. */
    public static Map<String, String> settings(URI endpoint) {
        Map<String, String> settings = new HashMap<>();
        settings.put("gcs.endpoint", endpoint.toString());
        settings.put("gcs.access-token", TokenService.READY_TOKEN);
        return settings;
    }

    /** A store, by the plugin that is on the class path. */
    public ObjectStore open(String prefix) throws StorageException {
        return StorePlugins.open(PluginConfig.of(location(prefix), settings(endpoint())));
    }

    private void answer(HttpExchange exchange) throws IOException {
        Answer answer;
        try {
            answer = dispatch(exchange);
        } catch (Refusal refusal) {
            answer = Answer.error(refusal.status, refusal.reason);
        }
        exchange.getRequestBody().readAllBytes();
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        boolean empty = answer.length() == 0;
        exchange.sendResponseHeaders(answer.status(), empty ? -1 : answer.length());
        if (!empty) {
            // In pieces: a channel takes as much memory outside the heap as it is given at once.
            for (int sent = 0; sent < answer.length(); sent += PIECE_BYTES) {
                int piece = Math.min(PIECE_BYTES, answer.length() - sent);
                exchange.getResponseBody().write(answer.bytes(), answer.offset() + sent, piece);
            }
        }
        exchange.close();
    }

    private Answer dispatch(HttpExchange exchange) throws IOException, Refusal {
        String path = exchange.getRequestURI().getRawPath();
        if (path.equals("/token")) {
            return Answer.json(tokens.answer(exchange));
        }
        tokens.requireToken(exchange);
        Map<String, String> query = parameters(exchange.getRequestURI().getRawQuery());
        String method = exchange.getRequestMethod();
        String[] parts = path.split("/", -1);
        if (path.startsWith("/upload/storage/v1/b/") && parts.length == 7 && method.equals("POST")) {
            requireBucket(parts[5]);
            return upload(exchange, query);
        }
        if (path.startsWith("/storage/v1/b/") && parts.length >= 6) {
            requireBucket(parts[4]);
            if (parts.length == 6 && method.equals("GET")) {
                return Answer.json(bucket.list(
                        query.getOrDefault("prefix", ""),
                        query.get("pageToken"),
                        Integer.parseInt(query.getOrDefault("maxResults", "1000"))));
            }
            if (parts.length == 7) {
                return object(exchange, method, URLDecoder.decode(parts[6], StandardCharsets.UTF_8), query);
            }
        }
        throw new Refusal(404, "notFound");
    }

    private Answer upload(HttpExchange exchange, Map<String, String> query) throws IOException, Refusal {
        if (!"media".equals(query.get("uploadType"))) {
            throw new Refusal(400, "invalid");
        }
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        String name = query.get("name");
        if (name == null) {
            throw new Refusal(400, "required");
        }
        if (length == null) {
            throw new Refusal(411, "required");
        }
        // Less than was promised throws, and nothing is stored.
        byte[] bytes = exchange.getRequestBody().readNBytes(Integer.parseInt(length));
        if (bytes.length != Integer.parseInt(length)) {
            throw new IOException("the upload ended early");
        }
        return Answer.json(bucket.put(name, bytes, query.get("ifGenerationMatch")));
    }

    private Answer object(HttpExchange exchange, String method, String name, Map<String, String> query) throws Refusal {
        return switch (method) {
            case "DELETE" -> {
                bucket.delete(name, query.get("ifGenerationMatch"));
                yield new Answer(204, Map.of(), new byte[0], 0, 0);
            }
            case "GET" ->
                "media".equals(query.get("alt"))
                        ? bucket.get(name).download(exchange.getRequestHeaders().getFirst("Range"))
                        : Answer.json(bucket.get(name).describe(name));
            default -> throw new Refusal(405, "methodNotAllowed");
        };
    }

    private static void requireBucket(String name) throws Refusal {
        if (!name.equals(BUCKET)) {
            throw new Refusal(404, "notFound");
        }
    }

    static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String part : query == null ? new String[0] : query.split("&", -1)) {
            int equals = part.indexOf('=');
            parameters.put(
                    URLDecoder.decode(part.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** What the service refuses. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final String reason;

        Refusal(int status, String reason) {
            super(reason);
            this.status = status;
            this.reason = reason;
        }
    }

    /** One answer; of the bytes a part is sent. */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int status, Map<String, String> headers, byte[] bytes, int offset, int length) {
        static Answer json(JsonObject json) {
            byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
            return new Answer(200, Map.of("Content-Type", "application/json; charset=UTF-8"), bytes, 0, bytes.length);
        }

        static Answer error(int status, String reason) {
            byte[] bytes = ("{\"error\":{\"code\":" + status
                            + ",\"message\":\"text\",\"errors\":[{\"message\":\"text\","
                            + "\"domain\":\"global\",\"reason\":\"" + reason + "\"}]}}")
                    .getBytes(StandardCharsets.UTF_8);
            return new Answer(
                    status, Map.of("Content-Type", "application/json; charset=UTF-8"), bytes, 0, bytes.length);
        }
    }

    /** Gives test classes the run's server. */
    public static final class Extension implements ParameterResolver {
        private static final Namespace NAMESPACE = Namespace.create(GcsServer.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == GcsServer.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .getOrComputeIfAbsent(GcsServer.class, type -> startUnchecked(), GcsServer.class);
        }

        private static GcsServer startUnchecked() {
            try {
                return start();
            } catch (Exception e) {
                throw new IllegalStateException("the server does not start", e);
            }
        }
    }
}

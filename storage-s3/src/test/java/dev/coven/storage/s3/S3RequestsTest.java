package dev.coven.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coven.servers.S3Server;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in requests that no test server checks. */
class S3RequestsTest {
    private static final byte[] EMPTY_PAGE =
            "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>".getBytes(UTF_8);

    private static final String UPLOAD_BEGUN =
            "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>";
    private static final String UPLOAD_WITHOUT_TAG =
            "<CompleteMultipartUploadResult><ETag></ETag></CompleteMultipartUploadResult>";

    private final List<HttpExchange> requests = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void request_region_isInTheSignature() throws Exception {
        try (ObjectStore store = open("&region=eu-west-3", S3Server.settings())) {
            store.list(KeyPrefix.ALL, ListCursor.start(), 10);
        }
        assertThat(header("Authorization")).contains("/eu-west-3/s3/aws4_request");
    }

    @Test
    void request_sessionToken_isSentAndSigned() throws Exception {
        Map<String, String> settings = S3Server.settings();
        settings.put(S3Config.SESSION_TOKEN, "t0ken");
        try (ObjectStore store = open("", settings)) {
            store.list(KeyPrefix.ALL, ListCursor.start(), 10);
        }
        assertThat(header("X-Amz-Security-Token")).isEqualTo("t0ken");
        assertThat(header("Authorization")).contains("x-amz-security-token").doesNotContain("t0ken");
    }

    @Test
    void put_creating_sendsTheConditionAndTheHashOfTheBody() throws Exception {
        try (ObjectStore store = open("", S3Server.settings())) {
            store.put(new ObjectKey("a=b"), Payload.of(new byte[10]), PutCondition.IF_ABSENT);
        }
        assertThat(header("If-None-Match")).isEqualTo("*");
        assertThat(header("X-Amz-Content-Sha256")).hasSize(64);
        assertThat(header("Expect")).isNull();
        assertThat(requests.get(0).getRequestURI().getRawPath()).isEqualTo("/bucket/prefix/a%3Db");
    }

    /** As Ceph's gateway answers. */
    @Test
    void uploadInParts_whoseEndNamesNoTag_hasTheVersionOfTheObject() throws Exception {
        try (ObjectStore store = open("", S3Server.settings())) {
            assertThat(store.put(new ObjectKey("a"), Payload.of(new byte[Uploads.PART_BYTES + 1]), PutCondition.ALWAYS))
                    .isEqualTo(new PutOutcome.Stored(new ObjectVersion("tag")));
        }
        assertThat(requests.stream().map(HttpExchange::getRequestMethod))
                .containsExactly("POST", "PUT", "PUT", "POST", "HEAD");
    }

    @Test
    void failure_ofAnUpload_printsNothing() throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, UTF_8));
        try (ObjectStore store = open("", S3Server.settings())) {
            server.stop(0);
            assertThat(catchThrowable(
                            () -> store.put(new ObjectKey("a"), Payload.of(new byte[10]), PutCondition.ALWAYS)))
                    .isNotNull();
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(UTF_8)).isEmpty();
    }

    private String header(String name) {
        assertThat(requests).hasSize(1);
        return requests.get(0).getRequestHeaders().getFirst(name);
    }

    private ObjectStore open(String query, Map<String, String> settings) throws Exception {
        URI location = URI.create("s3://bucket/prefix?endpoint=http://127.0.0.1:"
                + server.getAddress().getPort() + query);
        return new S3Provider().open(PluginConfig.of(location, settings));
    }

    private static byte[] body(HttpExchange exchange) {
        return switch (exchange.getRequestMethod()) {
            case "GET" -> EMPTY_PAGE;
            case "POST" ->
                (exchange.getRequestURI().getQuery().startsWith("uploads") ? UPLOAD_BEGUN : UPLOAD_WITHOUT_TAG)
                        .getBytes(UTF_8);
            default -> new byte[0];
        };
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            requests.add(exchange);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("ETag", "\"tag\"");
            byte[] body = body(exchange);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

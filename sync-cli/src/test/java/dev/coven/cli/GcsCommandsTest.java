package dev.coven.cli;

import dev.coven.servers.GcsServer;
import dev.coven.servers.TokenService;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(GcsServer.Extension.class)
class GcsCommandsTest extends CloudCommands {
    private static final String WRONG_TOKEN = "ya29.wr0ng-token";

    private final GcsServer server;
    private String prefix = "";

    GcsCommandsTest(GcsServer server) {
        this.server = server;
    }

    @BeforeEach
    void choosePrefix() {
        prefix = server.newPrefix();
    }

    @Override
    String store(URI endpoint) {
        return GcsServer.location(prefix).toString();
    }

    @Override
    String missingBucket(URI endpoint) {
        return "gs://no-such-bucket/" + prefix;
    }

    @Override
    URI endpoint() {
        return server.endpoint();
    }

    @Override
    Map<String, String> settings(URI endpoint) {
        return Map.of("gcs.endpoint", endpoint.toString());
    }

    @Override
    Map<String, String> wrongSettings(URI endpoint) {
        return Map.of("gcs.endpoint", endpoint.toString(), "gcs.access-token", WRONG_TOKEN);
    }

    @Override
    List<String> secrets() {
        return List.of(TokenService.READY_TOKEN, WRONG_TOKEN);
    }

    @Override
    String secretSetting() {
        return "gcs.access-token";
    }

    @Override
    String endpointSetting() {
        return "gcs.endpoint";
    }
}

package dev.coven.cli;

import dev.coven.servers.S3Server;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(S3Server.Extension.class)
class S3CommandsTest extends CloudCommands {
    private static final String WRONG_SECRET = "wr0ng-secret-of-the-tests";

    private final S3Server server;
    private String prefix = "";

    S3CommandsTest(S3Server server) {
        this.server = server;
    }

    @BeforeEach
    void choosePrefix() {
        prefix = server.newPrefix();
    }

    @Override
    String store(URI endpoint) {
        return S3Server.location(prefix, endpoint).toString();
    }

    @Override
    String missingBucket(URI endpoint) {
        return "s3://no-such-bucket/" + prefix + "?endpoint=" + endpoint;
    }

    @Override
    URI endpoint() {
        return server.endpoint();
    }

    @Override
    Map<String, String> settings(URI endpoint) {
        return Map.of();
    }

    @Override
    Map<String, String> wrongSettings(URI endpoint) {
        return Map.of("s3.access-key-id", S3Server.ACCESS_KEY_ID, "s3.secret-access-key", WRONG_SECRET);
    }

    @Override
    List<String> secrets() {
        return List.of(S3Server.SECRET_ACCESS_KEY, WRONG_SECRET);
    }

    @Override
    String secretSetting() {
        return "s3.secret-access-key";
    }

    @Override
    String endpointSetting() {
        return "s3.endpoint";
    }
}

package dev.coven.storage.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.servers.TokenService;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.storage.gcs.GcsCredentials.AccessToken;
import dev.coven.storage.gcs.GcsCredentials.ServiceAccount;
import dev.coven.storage.jclouds.Surroundings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GcsConfigTest {
    private static final String SECRET = "xyzzy-secret";

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>();

    @Test
    void of_urlAlone_isGooglesService() throws Exception {
        settings.put(GcsConfig.ACCESS_TOKEN, SECRET);
        GcsConfig config = config("gs://photos_1/a/b");
        assertThat(config.endpoint()).isEqualTo(URI.create("https://storage.googleapis.com"));
        assertThat(config.bucket()).isEqualTo("photos_1");
        assertThat(config.prefix()).isEqualTo("a/b/");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:9023, http://localhost:9023",
        "http://localhost:9023/, http://localhost:9023",
        "https://host, https://host"
    })
    void of_emulatorOfTheEnvironment_isTheEndpoint(String variable, String endpoint) throws Exception {
        settings.put(GcsConfig.ACCESS_TOKEN, SECRET);
        environment.put("STORAGE_EMULATOR_HOST", variable);
        assertThat(config("gs://photos").endpoint()).isEqualTo(URI.create(endpoint));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gs:photos",
                "gs:///photos",
                "gs://Photos",
                "gs://ph",
                "gs://pho..tos",
                "gs://photos/a//b",
                "gs://photos/a%20b",
                "gs://photos#x",
                "gs://photos?endpoint=https://elsewhere",
                "gs://photos?access-token=" + SECRET,
                "gs://" + SECRET + "@photos"
            })
    void of_urlThatCannotWork_isRefusedAndNotShown(String url) {
        settings.put(GcsConfig.ACCESS_TOKEN, "token");
        assertThat(failureOf(url).toString()).doesNotContain(SECRET).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "gcs.connect-timeout-seconds, 0",
        "gcs.read-timeout-seconds, 3601",
        "gcs.endpoint, https://host/path",
        "gcs.endpoint, 'ftp://host'",
        "gcs.service-account-file, /nowhere/account.json",
        "gcs.access-token, 'a b'"
    })
    void of_settingThatCannotWork_isRefusedByItsName(String name, String value) {
        settings.put(GcsConfig.ACCESS_TOKEN, "token");
        if (name.equals(GcsConfig.SERVICE_ACCOUNT_FILE)) {
            settings.clear();
        }
        settings.put(name, value);
        assertThat(failureOf("gs://photos")).hasMessageContaining(name);
    }

    @Test
    void of_credentials_areFoundInTheDocumentedOrder() throws Exception {
        assertThat(failureOf("gs://photos"))
                .hasMessageContaining("GOOGLE_APPLICATION_CREDENTIALS")
                .hasMessageContaining(GcsConfig.SERVICE_ACCOUNT_FILE);
        TokenService tokens = new TokenService(URI.create("https://tokens/token"));
        Path usual = Files.createDirectories(home.resolve(".config/gcloud"));
        Files.move(tokens.keyFile(home, tokens.key()), usual.resolve("application_default_credentials.json"));
        assertThat(config("gs://photos").credentials()).isInstanceOf(ServiceAccount.class);
        environment.put("CLOUDSDK_AUTH_ACCESS_TOKEN", SECRET);
        assertThat(config("gs://photos").credentials()).isInstanceOf(AccessToken.class);
        Path file = tokens.keyFile(home, tokens.key());
        environment.put("GOOGLE_APPLICATION_CREDENTIALS", file.toString());
        assertThat(config("gs://photos").credentials().source()).isEqualTo(file.toString());
        settings.put(GcsConfig.ACCESS_TOKEN, SECRET);
        assertThat(config("gs://photos").credentials().source()).contains(GcsConfig.ACCESS_TOKEN);
        settings.put(GcsConfig.SERVICE_ACCOUNT_FILE, file.toString());
        assertThat(failureOf("gs://photos")).hasMessageContaining("both");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"private_key\": \"" + SECRET,
                "{\"type\":\"authorized_user\",\"refresh_token\":\"" + SECRET + "\"}",
                "{\"type\":\"service_account\",\"client_email\":\"e\",\"private_key\":\"" + SECRET
                        + "\",\"token_uri\":\"https://host\"}"
            })
    void of_fileThatIsNoKeyFile_isRefusedByItsNameAndNotShown(String content) throws Exception {
        Path file = Files.writeString(home.resolve("account.json"), content);
        settings.put(GcsConfig.SERVICE_ACCOUNT_FILE, file.toString());
        StorageException failure = failureOf("gs://photos");
        assertThat(failure).hasMessageContaining(file.toString()).hasNoCause();
        assertThat(failure.toString()).doesNotContain(SECRET);
    }

    @Test
    void toString_ofConfiguration_showsNoSecret() throws Exception {
        settings.put(GcsConfig.ACCESS_TOKEN, SECRET);
        assertThat(config("gs://photos").toString()).doesNotContain(SECRET);
        TokenService tokens = new TokenService(URI.create("https://tokens/token"));
        settings.clear();
        settings.put(
                GcsConfig.SERVICE_ACCOUNT_FILE,
                tokens.keyFile(home, tokens.key()).toString());
        assertThat(config("gs://photos").toString()).doesNotContain("PRIVATE");
    }

    private GcsConfig config(String url) throws StorageException {
        return GcsConfig.of(PluginConfig.of(URI.create(url), settings), new Surroundings() {
            @Override
            public Optional<String> variable(String name) {
                return Optional.ofNullable(environment.get(name));
            }

            @Override
            public Path userHome() {
                return home;
            }
        });
    }

    private StorageException failureOf(String url) {
        StorageException failure = catchThrowableOfType(StorageException.class, () -> config(url));
        assertThat(failure).as("the configuration of " + url).isNotNull();
        assertThat(failure.kind()).isEqualTo(Kind.CONFIG_INVALID);
        return failure;
    }
}

package dev.coven.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.servers.S3Server;
import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.storage.jclouds.Surroundings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3ConfigTest {
    private static final String SECRET = "xyzzy-secret";

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> settings = new HashMap<>();

    @ParameterizedTest
    @CsvSource({
        "s3://photos, https://photos.s3.us-east-1.amazonaws.com",
        "s3://photos/?region=eu-west-3, https://photos.s3.eu-west-3.amazonaws.com",
        "s3://photos?region=cn-north-1, https://photos.s3.cn-north-1.amazonaws.com.cn",
        "s3://my.photos, https://s3.us-east-1.amazonaws.com/my.photos",
        "s3://photos?path-style=true, https://s3.us-east-1.amazonaws.com/photos",
        "s3://photos?endpoint=https://host:9000, https://host:9000/photos",
        "s3://photos?endpoint=https%3A%2F%2Fhost%2F, https://host/photos",
        "s3://photos?endpoint=http://host:80&path-style=false, http://photos.host:80"
    })
    void of_url_findsTheBucket(String url, String bucketUrl) throws Exception {
        settings.putAll(S3Server.settings());
        assertThat(config(url).bucketUrl()).isEqualTo(URI.create(bucketUrl));
    }

    @ParameterizedTest
    @CsvSource({"s3://photos, ''", "s3://photos/, ''", "s3://photos/a, a/", "s3://photos/a/b=c/, a/b=c/"})
    void of_path_isThePrefix(String url, String prefix) throws Exception {
        settings.putAll(S3Server.settings());
        assertThat(config(url).prefix()).isEqualTo(prefix);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3:photos",
                "s3:///photos",
                "s3://Photos",
                "s3://ph",
                "s3://pho..tos",
                "s3://photos/a//b",
                "s3://photos/../b",
                "s3://photos/a%20b",
                "s3://photos#x",
                "s3://photos?region=a/b",
                "s3://photos?path-style=yes",
                "s3://photos?endpoint=ftp://host",
                "s3://photos?endpoint=https://host/path",
                "s3://photos?endpoint=https://user@host",
                "s3://photos?endpoint=host:9000",
                "s3://photos?endpoint=%zz"
            })
    void of_urlThatCannotWork_isRefused(String url) {
        settings.putAll(S3Server.settings());
        assertThat(failureOf(url).getMessage()).doesNotContain("\n").isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://AKID:" + SECRET + "@photos",
                "s3://photos?secret-access-key=" + SECRET,
                "s3://photos?" + "X-Amz-Signature=" + SECRET
            })
    void of_secretInTheUrl_isRefusedAndNotShown(String url) {
        StorageException failure = failureOf(url);
        assertThat(failure.toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "s3.connect-timeout-seconds, 0",
        "s3.connect-timeout-seconds, 3601",
        "s3.read-timeout-seconds, 10 s",
        "s3.path-style, maybe",
        "s3.conditional-create, yes",
        "s3.region, 'a b'",
        "s3.endpoint, nowhere"
    })
    void of_settingThatCannotWork_isRefusedByItsName(String name, String value) {
        settings.putAll(S3Server.settings());
        settings.put(name, value);
        assertThat(failureOf("s3://photos")).hasMessageContaining(name);
    }

    @Test
    void of_settings_goBeforeUrlAndEnvironment() throws Exception {
        settings.putAll(S3Server.settings());
        settings.put(S3Config.REGION, "from-settings");
        settings.put(S3Config.ENDPOINT, "https://settings");
        environment.put("AWS_REGION", "from-environment");
        environment.put("AWS_ENDPOINT_URL", "https://environment");
        S3Config config = config("s3://photos?region=from-url&endpoint=https://url");
        assertThat(config.region()).isEqualTo("from-settings");
        assertThat(config.bucketUrl()).isEqualTo(URI.create("https://settings/photos"));
    }

    @Test
    void of_environment_isUsedWhenNothingElseIsGiven() throws Exception {
        environment.put("AWS_REGION", "from-environment");
        environment.put("AWS_ENDPOINT_URL", "https://environment");
        environment.put("AWS_ACCESS_KEY_ID", "AKID");
        environment.put("AWS_SECRET_ACCESS_KEY", SECRET);
        environment.put("AWS_SESSION_TOKEN", "token");
        S3Config config = config("s3://photos");
        assertThat(config.region()).isEqualTo("from-environment");
        assertThat(config.bucketUrl()).isEqualTo(URI.create("https://environment/photos"));
        assertThat(config.credentials().accessKeyId()).isEqualTo("AKID");
        assertThat(config.credentials().secretAccessKey()).isEqualTo(SECRET);
        assertThat(config.credentials().sessionToken()).contains("token");
    }

    @Test
    void of_credentials_areFoundInTheDocumentedOrder() throws Exception {
        Path file = Files.createDirectories(home.resolve(".aws")).resolve("credentials");
        Files.write(
                file,
                List.of(
                        "# comment",
                        "[default]",
                        "aws_access_key_id = of-default",
                        "aws_secret_access_key=" + SECRET,
                        "",
                        "[work]",
                        "aws_access_key_id=of-work",
                        ";aws_secret_access_key=wrong",
                        "aws_secret_access_key = " + SECRET,
                        "aws_session_token = token=="));
        assertThat(config("s3://photos").credentials().accessKeyId()).isEqualTo("of-default");
        environment.put("AWS_PROFILE", "work");
        assertThat(config("s3://photos").credentials().accessKeyId()).isEqualTo("of-work");
        assertThat(config("s3://photos").credentials().sessionToken()).contains("token==");
        environment.put("AWS_ACCESS_KEY_ID", "of-environment");
        environment.put("AWS_SECRET_ACCESS_KEY", SECRET);
        assertThat(config("s3://photos").credentials().accessKeyId()).isEqualTo("of-environment");
        settings.put(S3Config.PROFILE, "default");
        assertThat(config("s3://photos").credentials().accessKeyId()).isEqualTo("of-default");
        settings.putAll(S3Server.settings());
        assertThat(config("s3://photos").credentials().accessKeyId()).isEqualTo(S3Server.ACCESS_KEY_ID);
    }

    @Test
    void of_noCredentials_saysWhereTheyAreLookedFor() {
        assertThat(failureOf("s3://photos"))
                .hasMessageContaining("AWS_ACCESS_KEY_ID")
                .hasMessageContaining("AWS_PROFILE")
                .hasMessageContaining(S3Config.ACCESS_KEY_ID);
    }

    @Test
    void of_halfAPair_isRefusedAndNotShown() {
        settings.put(S3Config.SECRET_ACCESS_KEY, SECRET);
        StorageException failure = failureOf("s3://photos");
        assertThat(failure).hasMessageContaining(S3Config.ACCESS_KEY_ID);
        assertThat(failure.toString()).doesNotContain(SECRET);
    }

    @Test
    void of_profileThatIsNotThere_isRefusedByItsName() {
        settings.put(S3Config.PROFILE, "work");
        assertThat(failureOf("s3://photos")).hasMessageContaining("work").hasMessageContaining(S3Config.PROFILE);
    }

    @Test
    void toString_ofConfiguration_showsNoSecret() throws Exception {
        settings.putAll(S3Server.settings());
        settings.put(S3Config.SESSION_TOKEN, SECRET);
        assertThat(config("s3://photos").toString())
                .doesNotContain(SECRET)
                .doesNotContain(S3Server.SECRET_ACCESS_KEY)
                .doesNotContain(S3Server.ACCESS_KEY_ID);
    }

    private S3Config config(String url) throws StorageException {
        return S3Config.of(PluginConfig.of(URI.create(url), settings), new Surroundings() {
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
        StorageException failure =
                catchThrowableOfType(StorageException.class, () -> config(url.replace("%zz", "%25zz")));
        assertThat(failure).as("the configuration of " + url).isNotNull();
        assertThat(failure.kind()).isEqualTo(Kind.CONFIG_INVALID);
        return failure;
    }
}

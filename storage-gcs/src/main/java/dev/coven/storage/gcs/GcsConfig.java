package dev.coven.storage.gcs;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.StorageException;
import dev.coven.storage.jclouds.Failures;
import dev.coven.storage.jclouds.Service;
import dev.coven.storage.jclouds.StoreSettings;
import dev.coven.storage.jclouds.Surroundings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a Google Cloud Storage store is configured with.
 *
 * @param bucket its name
 * @param prefix what the names of all its objects begin with: empty, or ending with a slash
 * @param endpoint the service, without a slash at the end
 * @param credentials who asks
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long an answer may stay silent
 */
record GcsConfig(
        String bucket,
        String prefix,
        URI endpoint,
        GcsCredentials credentials,
        Duration connectTimeout,
        Duration readTimeout) {
    static final String ACCESS_TOKEN = "gcs.access-token";
    static final String SERVICE_ACCOUNT_FILE = "gcs.service-account-file";
    static final String ENDPOINT = "gcs.endpoint";
    static final String CONNECT_TIMEOUT = "gcs.connect-timeout-seconds";
    static final String READ_TIMEOUT = "gcs.read-timeout-seconds";

    private static final Set<String> SETTINGS =
            Set.of(ACCESS_TOKEN, SERVICE_ACCOUNT_FILE, ENDPOINT, CONNECT_TIMEOUT, READ_TIMEOUT);
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]");
    private static final String GOOGLE = "https://storage.googleapis.com";
    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(60);

    static GcsConfig of(PluginConfig config, Surroundings surroundings) throws StorageException {
        StoreSettings settings = StoreSettings.of("Google Cloud Storage", config, SETTINGS);
        URI location = config.location();
        if (location.isOpaque() || location.getRawAuthority() == null) {
            throw Failures.invalid(
                    "a Google Cloud Storage store's URL is gs://bucket/prefix; this one names no bucket");
        }
        if (location.getRawAuthority().indexOf('@') >= 0
                || location.getRawQuery() != null
                || location.getRawFragment() != null) {
            // An endpoint in a URL that somebody else sends would be given this user's token.
            throw Failures.invalid(
                    "a Google Cloud Storage store's URL is gs://bucket/prefix and nothing else; an endpoint is"
                            + " set as " + ENDPOINT + ", credentials as " + SERVICE_ACCOUNT_FILE);
        }
        String bucket = location.getRawAuthority();
        if (!BUCKET.matcher(bucket).matches() || bucket.contains("..")) {
            throw Failures.invalid(
                    "'" + bucket + "' is not the name of a bucket: 3 to 222 of a-z, 0-9, '-', '_' and '.'");
        }
        Optional<String> endpoint = config.setting(ENDPOINT).or(() -> surroundings.variable("STORAGE_EMULATOR_HOST"));
        return new GcsConfig(
                bucket,
                settings.prefix(),
                endpoint(endpoint.orElse(GOOGLE)),
                GcsCredentials.of(config, surroundings),
                settings.seconds(CONNECT_TIMEOUT, DEFAULT_CONNECT_TIMEOUT),
                settings.seconds(READ_TIMEOUT, DEFAULT_READ_TIMEOUT));
    }

    /** Also in the short form of the variable that Google's own tools read: {@code localhost:9023}. */
    private static URI endpoint(String text) throws StorageException {
        return StoreSettings.endpoint(ENDPOINT, text.contains("://") ? text : "http://" + text);
    }

    /** Where requests go. */
    Service service() {
        return new Service("Google Cloud Storage", endpoint, ENDPOINT, READ_TIMEOUT, connectTimeout, readTimeout);
    }

    /** How messages name the store. */
    String display() {
        return "gs://" + bucket + "/" + prefix;
    }
}

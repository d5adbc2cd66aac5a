package dev.coven.storage.gcs;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.StorageException;
import dev.coven.storage.jclouds.Failures;
import dev.coven.storage.jclouds.Service;
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
    private static final int DEFAULT_CONNECT_SECONDS = 10;
    private static final int DEFAULT_READ_SECONDS = 60;
    private static final int MAX_SECONDS = 3600;

    static GcsConfig of(PluginConfig config, Surroundings surroundings) throws StorageException {
        Set<String> unknown = config.unknownSettings(SETTINGS);
        if (!unknown.isEmpty()) {
            throw Failures.invalid("Google Cloud Storage stores do not know the setting " + String.join(", ", unknown)
                    + "; remove it");
        }
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
                prefix(location),
                endpoint(endpoint.orElse(GOOGLE)),
                GcsCredentials.of(config, surroundings),
                seconds(config, CONNECT_TIMEOUT, DEFAULT_CONNECT_SECONDS),
                seconds(config, READ_TIMEOUT, DEFAULT_READ_SECONDS));
    }

    private static String prefix(URI location) throws StorageException {
        String path = location.getRawPath();
        String inner = path.startsWith("/") ? path.substring(1) : path;
        String prefix = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
        if (prefix.isEmpty()) {
            return "";
        }
        if (!ObjectKey.isValid(prefix)) {
            throw Failures.invalid("'" + prefix + "' cannot be the prefix of a store: it is made of segments of"
                    + " A-Z a-z 0-9 . _ = - with single slashes between them");
        }
        return prefix + "/";
    }

    /** Also in the short form of the variable that Google's own tools read: {@code localhost:9023}. */
    private static URI endpoint(String text) throws StorageException {
        URI url;
        try {
            url = URI.create(text.contains("://") ? text : "http://" + text);
        } catch (IllegalArgumentException e) {
            throw Failures.invalid(ENDPOINT + " is not a URL; write https://host or https://host:port");
        }
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        boolean plain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
        String path = url.getRawPath();
        if (!web || !plain || url.getHost() == null || !(path.isEmpty() || path.equals("/"))) {
            throw Failures.invalid(ENDPOINT + " must be https://host or https://host:port, and nothing after it");
        }
        return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }

    private static Duration seconds(PluginConfig config, String name, int otherwise) throws StorageException {
        Optional<String> text = config.setting(name);
        if (text.isEmpty()) {
            return Duration.ofSeconds(otherwise);
        }
        if (!text.get().matches("[0-9]{1,4}")) {
            throw Failures.invalid(name + " is '" + text.get() + "'; it is a whole number of seconds");
        }
        int seconds = Integer.parseInt(text.get());
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw Failures.invalid(name + " is " + seconds + "; it is 1 to " + MAX_SECONDS);
        }
        return Duration.ofSeconds(seconds);
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

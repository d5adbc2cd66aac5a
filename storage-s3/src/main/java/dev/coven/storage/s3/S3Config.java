package dev.coven.storage.s3;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.StorageException;
import dev.coven.storage.jclouds.Failures;
import dev.coven.storage.jclouds.Service;
import dev.coven.storage.jclouds.Surroundings;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an S3 store is configured with.
 *
 * @param bucket its name
 * @param prefix what the names of all its objects begin with: empty, or ending with a slash
 * @param bucketUrl where the bucket is, the bucket's name included, without a slash at the end
 * @param region what requests are signed for
 * @param credentials who signs them
 * @param conditions whether the service keeps conditions of writes
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long an answer may stay silent
 */
record S3Config(
        String bucket,
        String prefix,
        URI bucketUrl,
        String region,
        S3Credentials credentials,
        Conditions conditions,
        Duration connectTimeout,
        Duration readTimeout) {
    static final String ACCESS_KEY_ID = "s3.access-key-id";
    static final String SECRET_ACCESS_KEY = "s3.secret-access-key";
    static final String SESSION_TOKEN = "s3.session-token";
    static final String PROFILE = "s3.profile";
    static final String ENDPOINT = "s3.endpoint";
    static final String REGION = "s3.region";
    static final String PATH_STYLE = "s3.path-style";
    static final String CONDITIONAL_CREATE = "s3.conditional-create";
    static final String CONNECT_TIMEOUT = "s3.connect-timeout-seconds";
    static final String READ_TIMEOUT = "s3.read-timeout-seconds";

    private static final Set<String> SETTINGS = Set.of(
            ACCESS_KEY_ID,
            SECRET_ACCESS_KEY,
            SESSION_TOKEN,
            PROFILE,
            ENDPOINT,
            REGION,
            PATH_STYLE,
            CONDITIONAL_CREATE,
            CONNECT_TIMEOUT,
            READ_TIMEOUT);
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern REGION_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");
    private static final String DEFAULT_REGION = "us-east-1";
    private static final int DEFAULT_CONNECT_SECONDS = 10;
    private static final int DEFAULT_READ_SECONDS = 60;
    private static final int MAX_SECONDS = 3600;

    /** Whether the service refuses a conditional write whose condition does not hold. */
    enum Conditions {
        /** As Amazon and most do. */
        KEPT,
        /** It ignores them, so that none may be sent. */
        IGNORED
    }

    static S3Config of(PluginConfig config, Surroundings surroundings) throws StorageException {
        Set<String> unknown = config.unknownSettings(SETTINGS);
        if (!unknown.isEmpty()) {
            throw Failures.invalid("S3 stores do not know the setting " + String.join(", ", unknown) + "; remove it");
        }
        URI location = config.location();
        if (location.isOpaque() || location.getRawAuthority() == null) {
            throw Failures.invalid("an S3 store's URL is s3://bucket/prefix; this one names no bucket");
        }
        if (location.getRawAuthority().indexOf('@') >= 0) {
            throw Failures.invalid("an S3 store's URL holds no credentials, since it is shared with every member;"
                    + " take out what stands before the '@' and set " + ACCESS_KEY_ID + " and " + SECRET_ACCESS_KEY);
        }
        if (location.getRawFragment() != null) {
            throw Failures.invalid("an S3 store's URL has no '#'");
        }
        UrlQuery query = UrlQuery.of(location);
        String bucket = location.getRawAuthority();
        if (!BUCKET.matcher(bucket).matches() || bucket.contains("..")) {
            throw Failures.invalid("'" + bucket + "' is not the name of a bucket: 3 to 63 of a-z, 0-9, '-' and '.'");
        }
        String region = config.setting(REGION)
                .or(query::region)
                .or(() -> surroundings.variable("AWS_REGION"))
                .or(() -> surroundings.variable("AWS_DEFAULT_REGION"))
                .orElse(DEFAULT_REGION);
        if (!REGION_NAME.matcher(region).matches()) {
            throw Failures.invalid(REGION + " is '" + region + "', which is not the name of a region");
        }
        Optional<String> endpoint = config.setting(ENDPOINT)
                .or(query::endpoint)
                .or(() -> surroundings.variable("AWS_ENDPOINT_URL_S3"))
                .or(() -> surroundings.variable("AWS_ENDPOINT_URL"));
        Optional<Boolean> pathStyle =
                truth(PATH_STYLE, config.setting(PATH_STYLE).or(query::pathStyle));
        boolean conditional =
                truth(CONDITIONAL_CREATE, config.setting(CONDITIONAL_CREATE)).orElse(true);
        return new S3Config(
                bucket,
                prefix(location),
                bucketUrl(endpoint, region, bucket, pathStyle),
                region,
                S3Credentials.of(config, surroundings),
                conditional ? Conditions.KEPT : Conditions.IGNORED,
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
            throw Failures.invalid("'" + prefix + "' cannot be the prefix of an S3 store: it is made of segments of"
                    + " A-Z a-z 0-9 . _ = - with single slashes between them");
        }
        return prefix + "/";
    }

    /** Amazon wants the bucket in the host name; others, and certificates when the name has dots, want it in the path. */
    private static URI bucketUrl(
            Optional<String> endpoint, String region, String bucket, Optional<Boolean> pathStyleAsked)
            throws StorageException {
        URI base = endpoint.isPresent() ? endpoint(endpoint.get()) : amazon(region);
        boolean pathStyle = pathStyleAsked.orElse(endpoint.isPresent() || bucket.indexOf('.') >= 0);
        String host = base.getScheme() + "://" + (pathStyle ? "" : bucket + ".") + base.getRawAuthority();
        return URI.create(pathStyle ? host + "/" + bucket : host);
    }

    private static URI amazon(String region) {
        String domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        return URI.create("https://s3." + region.toLowerCase(Locale.ROOT) + "." + domain);
    }

    private static URI endpoint(String text) throws StorageException {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw Failures.invalid(ENDPOINT + " is not a URL; write https://host or https://host:port");
        }
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        boolean plain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
        String path = url.getRawPath();
        if (!web || !plain || url.getHost() == null || !(path.isEmpty() || path.equals("/"))) {
            throw Failures.invalid(ENDPOINT + " must be https://host or https://host:port, and nothing after it");
        }
        return url;
    }

    private static Optional<Boolean> truth(String name, Optional<String> text) throws StorageException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return switch (text.get()) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> throw Failures.invalid(name + " is '" + text.get() + "'; it is true or false");
        };
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
        return new Service(
                "S3",
                bucketUrl,
                "the store URL's endpoint (" + ENDPOINT + ")",
                READ_TIMEOUT,
                connectTimeout,
                readTimeout);
    }

    /** How messages name the store. */
    String display() {
        return "s3://" + bucket + "/" + prefix;
    }
}

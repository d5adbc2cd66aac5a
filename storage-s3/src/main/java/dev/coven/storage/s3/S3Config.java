package dev.coven.storage.s3;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.StorageException;
import dev.coven.storage.jclouds.Failures;
import dev.coven.storage.jclouds.Service;
import dev.coven.storage.jclouds.StoreSettings;
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
    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration DEFAULT_READ_TIMEOUT = Duration.ofSeconds(60);

    /** Whether the service refuses a conditional write whose condition does not hold. */
    enum Conditions {
        /** As Amazon and most do. */
        KEPT,
        /** It ignores them, so that none may be sent. */
        IGNORED
    }

    static S3Config of(PluginConfig config, Surroundings surroundings) throws StorageException {
        StoreSettings settings = StoreSettings.of("S3", config, SETTINGS);
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
                settings.prefix(),
                bucketUrl(endpoint, region, bucket, pathStyle),
                region,
                S3Credentials.of(config, surroundings),
                conditional ? Conditions.KEPT : Conditions.IGNORED,
                settings.seconds(CONNECT_TIMEOUT, DEFAULT_CONNECT_TIMEOUT),
                settings.seconds(READ_TIMEOUT, DEFAULT_READ_TIMEOUT));
    }

    /** Amazon wants the bucket in the host name; others, and certificates when the name has dots, want it in the path. */
    private static URI bucketUrl(
            Optional<String> endpoint, String region, String bucket, Optional<Boolean> pathStyleAsked)
            throws StorageException {
        URI base = endpoint.isPresent() ? StoreSettings.endpoint(ENDPOINT, endpoint.get()) : amazon(region);
        boolean pathStyle = pathStyleAsked.orElse(endpoint.isPresent() || bucket.indexOf('.') >= 0);
        String host = base.getScheme() + "://" + (pathStyle ? "" : bucket + ".") + base.getRawAuthority();
        return URI.create(pathStyle ? host + "/" + bucket : host);
    }

    private static URI amazon(String region) {
        String domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        return URI.create("https://s3." + region.toLowerCase(Locale.ROOT) + "." + domain);
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

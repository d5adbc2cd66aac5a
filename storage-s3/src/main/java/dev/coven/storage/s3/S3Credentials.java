package dev.coven.storage.s3;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.StorageException;
import dev.coven.storage.jclouds.Failures;
import dev.coven.storage.jclouds.Surroundings;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who signs requests. Found in this order: the settings; a profile that a setting names; the environment; the profile file.
 *
 * @param accessKeyId whose key it is
 * @param secretAccessKey the key
 * @param sessionToken what temporary credentials bring along
 * @param source where they were found, for messages
 */
record S3Credentials(String accessKeyId, String secretAccessKey, Optional<String> sessionToken, String source) {
    static final String NONE_FOUND =
            "there are no S3 credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the"
                    + " environment, or name a profile of ~/.aws/credentials in AWS_PROFILE or " + S3Config.PROFILE
                    + ", or set " + S3Config.ACCESS_KEY_ID + " and " + S3Config.SECRET_ACCESS_KEY;

    static S3Credentials of(PluginConfig config, Surroundings surroundings) throws StorageException {
        Optional<S3Credentials> set = pair(
                config.setting(S3Config.ACCESS_KEY_ID),
                config.setting(S3Config.SECRET_ACCESS_KEY),
                config.setting(S3Config.SESSION_TOKEN),
                "the settings " + S3Config.ACCESS_KEY_ID + " and " + S3Config.SECRET_ACCESS_KEY);
        if (set.isPresent()) {
            return set.get();
        }
        Path file = surroundings
                .variable("AWS_SHARED_CREDENTIALS_FILE")
                .map(Path::of)
                .orElseGet(() -> surroundings.userHome().resolve(".aws").resolve("credentials"));
        Optional<String> named = config.setting(S3Config.PROFILE);
        if (named.isPresent()) {
            return ProfileFile.read(file, named.get())
                    .orElseThrow(() -> Failures.invalid(
                            "there is no profile '" + named.get() + "' in " + file + "; correct " + S3Config.PROFILE));
        }
        Optional<S3Credentials> environment = pair(
                surroundings.variable("AWS_ACCESS_KEY_ID"),
                surroundings.variable("AWS_SECRET_ACCESS_KEY"),
                surroundings.variable("AWS_SESSION_TOKEN"),
                "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of the environment");
        if (environment.isPresent()) {
            return environment.get();
        }
        return ProfileFile.read(file, surroundings.variable("AWS_PROFILE").orElse("default"))
                .orElseThrow(() -> Failures.invalid(NONE_FOUND));
    }

    /** Both or none: half a pair is a mistake, and not a reason to look further. */
    static Optional<S3Credentials> pair(
            Optional<String> accessKeyId, Optional<String> secretAccessKey, Optional<String> token, String source)
            throws StorageException {
        if (accessKeyId.isEmpty() && secretAccessKey.isEmpty()) {
            return Optional.empty();
        }
        if (accessKeyId.isEmpty() || secretAccessKey.isEmpty()) {
            throw Failures.invalid("of " + source + " only one is set; set both or none");
        }
        return Optional.of(new S3Credentials(accessKeyId.get(), secretAccessKey.get(), token, source));
    }

    /** The source alone. */
    @Override
    public String toString() {
        return "S3Credentials[of " + source + "]";
    }
}

package dev.coven.storage.gcs;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.StorageException;
import dev.coven.storage.jclouds.Failures;
import dev.coven.storage.jclouds.Surroundings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who asks. Found in this order: the settings; a key file that the environment names; an access token in the environment; the key
 * file that Google's tools leave in the user's home.
 */
sealed interface GcsCredentials {
    /** Where they were found, for messages. */
    String source();

    /**
     * A token that somebody else renews.
     *
     * @param token the token
     * @param source where it was found
     */
    record AccessToken(String token, String source) implements GcsCredentials {
        /** The source alone. */
        @Override
        public String toString() {
            return "AccessToken[of " + source + "]";
        }
    }

    /**
     * A service account, whose key signs requests for tokens.
     *
     * @param email its name
     * @param privateKey its key, as PEM
     * @param tokenUrl where it gets tokens
     * @param source where it was found
     */
    record ServiceAccount(String email, String privateKey, URI tokenUrl, String source) implements GcsCredentials {
        /** The source alone. */
        @Override
        public String toString() {
            return "ServiceAccount[of " + source + "]";
        }
    }

    /** The credentials of a configuration. */
    static GcsCredentials of(PluginConfig config, Surroundings surroundings) throws StorageException {
        Optional<String> token = config.setting(GcsConfig.ACCESS_TOKEN);
        Optional<String> file = config.setting(GcsConfig.SERVICE_ACCOUNT_FILE);
        if (token.isPresent() && file.isPresent()) {
            throw Failures.invalid("both " + GcsConfig.ACCESS_TOKEN + " and " + GcsConfig.SERVICE_ACCOUNT_FILE
                    + " are set; set one of them");
        }
        if (token.isPresent()) {
            return token(token.get(), "the setting " + GcsConfig.ACCESS_TOKEN);
        }
        if (file.isPresent()) {
            return ServiceAccountFile.read(Path.of(file.get()));
        }
        Optional<String> named = surroundings.variable("GOOGLE_APPLICATION_CREDENTIALS");
        if (named.isPresent()) {
            return ServiceAccountFile.read(Path.of(named.get()));
        }
        for (String variable : new String[] {"CLOUDSDK_AUTH_ACCESS_TOKEN", "GOOGLE_OAUTH_ACCESS_TOKEN"}) {
            Optional<String> ready = surroundings.variable(variable);
            if (ready.isPresent()) {
                return token(ready.get(), variable + " of the environment");
            }
        }
        Path usual = surroundings
                .userHome()
                .resolve(".config")
                .resolve("gcloud")
                .resolve("application_default_credentials.json");
        if (usual.toFile().isFile()) {
            return ServiceAccountFile.read(usual);
        }
        throw Failures.invalid("there are no Google Cloud credentials: name a service account's key file in"
                + " GOOGLE_APPLICATION_CREDENTIALS or " + GcsConfig.SERVICE_ACCOUNT_FILE
                + ", or put an access token into CLOUDSDK_AUTH_ACCESS_TOKEN or " + GcsConfig.ACCESS_TOKEN);
    }

    private static AccessToken token(String token, String source) throws StorageException {
        if (!token.matches("[!-~]+")) {
            throw Failures.invalid(source + " is not an access token: it has spaces or other characters that none has");
        }
        return new AccessToken(token, source);
    }
}

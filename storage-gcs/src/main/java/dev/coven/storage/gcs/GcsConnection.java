package dev.coven.storage.gcs;

import com.google.common.collect.ImmutableSet;
import dev.coven.storage.gcs.GcsCredentials.AccessToken;
import dev.coven.storage.gcs.GcsCredentials.ServiceAccount;
import java.net.URI;
import java.util.Properties;
import org.jclouds.Constants;
import org.jclouds.ContextBuilder;
import org.jclouds.domain.Credentials;
import org.jclouds.oauth.v2.config.CredentialType;
import org.jclouds.oauth.v2.config.OAuthModule;
import org.jclouds.oauth.v2.config.OAuthProperties;
import org.jclouds.rest.internal.BaseHttpApiMetadata;

/** Makes jclouds' client of the service. */
final class GcsConnection {
    /** How long a token is asked for. */
    private static final int TOKEN_SECONDS = 3600;

    private static final String TOKEN_ENDPOINT = "oauth.endpoint";
    private static final String ALGORITHM = "RS256";

    private GcsConnection() {}

    static GcsApi open(GcsConfig config) {
        Credentials credentials = credentials(config.credentials());
        return ContextBuilder.newBuilder(new Metadata.Builder().build())
                .endpoint(config.endpoint().toString())
                .credentialsSupplier(() -> credentials)
                .modules(ImmutableSet.of(new GcsApiModule(), new OAuthModule(), new SilentLogging()))
                .overrides(properties(config))
                .buildApi(GcsApi.class);
    }

    private static Credentials credentials(GcsCredentials credentials) {
        if (credentials instanceof ServiceAccount account) {
            return new Credentials(account.email(), account.privateKey());
        }
        return new Credentials("token", ((AccessToken) credentials).token());
    }

    private static Properties properties(GcsConfig config) {
        Properties properties = new Properties();
        properties.setProperty(
                Constants.PROPERTY_CONNECTION_TIMEOUT,
                Long.toString(config.connectTimeout().toMillis()));
        properties.setProperty(
                Constants.PROPERTY_SO_TIMEOUT,
                Long.toString(config.readTimeout().toMillis()));
        properties.setProperty(Constants.PROPERTY_RELAX_HOSTNAME, "false");
        properties.setProperty(Constants.PROPERTY_TRUST_ALL_CERTS, "false");
        properties.setProperty(Constants.PROPERTY_SESSION_INTERVAL, Integer.toString(TOKEN_SECONDS));
        properties.setProperty(OAuthProperties.JWS_ALG, ALGORITHM);
        if (config.credentials() instanceof ServiceAccount account) {
            properties.setProperty(
                    OAuthProperties.CREDENTIAL_TYPE, CredentialType.P12_PRIVATE_KEY_CREDENTIALS.toString());
            properties.setProperty(TOKEN_ENDPOINT, account.tokenUrl().toString());
            properties.setProperty(OAuthProperties.AUDIENCE, account.tokenUrl().toString());
        } else {
            properties.setProperty(OAuthProperties.CREDENTIAL_TYPE, CredentialType.BEARER_TOKEN_CREDENTIALS.toString());
            properties.setProperty(TOKEN_ENDPOINT, config.endpoint().toString());
        }
        return properties;
    }

    private static final class Metadata extends BaseHttpApiMetadata<GcsApi> {
        private Metadata(Builder builder) {
            super(builder);
        }

        @Override
        public Builder toBuilder() {
            return new Builder().fromApiMetadata(this);
        }

        private static final class Builder extends BaseHttpApiMetadata.Builder<GcsApi, Builder> {
            Builder() {
                super(GcsApi.class);
                id("coven-gcs")
                        .name("Google Cloud Storage")
                        .identityName("email")
                        .credentialName("key or token");
                version("v1").documentation(URI.create("https://cloud.google.com/storage/docs/json_api"));
                defaultProperties(BaseHttpApiMetadata.defaultProperties());
            }

            @Override
            public Metadata build() {
                return new Metadata(this);
            }

            @Override
            protected Builder self() {
                return this;
            }
        }
    }
}

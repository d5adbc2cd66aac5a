package dev.coven.storage.gcs;

import com.google.inject.Module;
import dev.coven.storage.gcs.GcsCredentials.AccessToken;
import dev.coven.storage.gcs.GcsCredentials.ServiceAccount;
import dev.coven.storage.jclouds.ApiClient;
import java.util.List;
import java.util.Properties;
import org.jclouds.Constants;
import org.jclouds.domain.Credentials;
import org.jclouds.oauth.v2.config.CredentialType;
import org.jclouds.oauth.v2.config.OAuthModule;
import org.jclouds.oauth.v2.config.OAuthProperties;
import org.jclouds.oauth.v2.config.OAuthScopes;
import org.jclouds.oauth.v2.config.OAuthScopes.SingleScope;

/** Makes jclouds' client of the service. */
final class GcsConnection {
    /** How long a token is asked for. */
    private static final int TOKEN_SECONDS = 3600;

    private static final String READ_AND_WRITE = "https://www.googleapis.com/auth/devstorage.read_write";
    private static final String TOKEN_ENDPOINT = "oauth.endpoint";
    private static final String ALGORITHM = "RS256";

    private GcsConnection() {}

    static GcsApi open(GcsConfig config) {
        Module scopes = binder -> binder.bind(OAuthScopes.class).toInstance(SingleScope.create(READ_AND_WRITE));
        Credentials credentials = credentials(config.credentials());
        return ApiClient.open(
                GcsApi.class,
                config.service(),
                "v1",
                () -> credentials,
                GcsJson::errorReason,
                authorization(config),
                List.of(new OAuthModule(), scopes));
    }

    private static Credentials credentials(GcsCredentials credentials) {
        if (credentials instanceof ServiceAccount account) {
            return new Credentials(account.email(), account.privateKey());
        }
        return new Credentials("token", ((AccessToken) credentials).token());
    }

    private static Properties authorization(GcsConfig config) {
        Properties properties = new Properties();
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
}

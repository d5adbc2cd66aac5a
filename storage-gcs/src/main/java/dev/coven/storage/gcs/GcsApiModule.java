package dev.coven.storage.gcs;

import org.jclouds.http.HttpErrorHandler;
import org.jclouds.http.HttpRetryHandler;
import org.jclouds.http.IOExceptionRetryHandler;
import org.jclouds.http.annotation.ClientError;
import org.jclouds.http.annotation.Redirection;
import org.jclouds.http.annotation.ServerError;
import org.jclouds.oauth.v2.config.OAuthScopes;
import org.jclouds.oauth.v2.config.OAuthScopes.SingleScope;
import org.jclouds.rest.ConfiguresHttpApi;
import org.jclouds.rest.config.HttpApiModule;

/**
 * What jclouds' HTTP engine is given for {@link GcsApi}: no repetitions, which are the engine's; and no redirects, which would take
 * an access token to another host.
 */
@ConfiguresHttpApi
final class GcsApiModule extends HttpApiModule<GcsApi> {
    private static final String READ_AND_WRITE = "https://www.googleapis.com/auth/devstorage.read_write";

    GcsApiModule() {
        super(GcsApi.class);
    }

    @Override
    protected void configure() {
        super.configure();
        bind(OAuthScopes.class).toInstance(SingleScope.create(READ_AND_WRITE));
        bind(IOExceptionRetryHandler.class).toInstance(IOExceptionRetryHandler.NEVER_RETRY);
    }

    @Override
    protected void bindRetryHandlers() {
        bind(HttpRetryHandler.class).annotatedWith(Redirection.class).toInstance(HttpRetryHandler.NEVER_RETRY);
        bind(HttpRetryHandler.class).annotatedWith(ClientError.class).toInstance(HttpRetryHandler.NEVER_RETRY);
        bind(HttpRetryHandler.class).annotatedWith(ServerError.class).toInstance(HttpRetryHandler.NEVER_RETRY);
    }

    @Override
    protected void bindErrorHandlers() {
        HttpErrorHandler refuse = (command, response) -> command.setException(GcsRefusal.of(response));
        bind(HttpErrorHandler.class).annotatedWith(Redirection.class).toInstance(refuse);
        bind(HttpErrorHandler.class).annotatedWith(ClientError.class).toInstance(refuse);
        bind(HttpErrorHandler.class).annotatedWith(ServerError.class).toInstance(refuse);
    }
}

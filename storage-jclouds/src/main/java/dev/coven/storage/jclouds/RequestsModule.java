package dev.coven.storage.jclouds;

import org.jclouds.http.HttpErrorHandler;
import org.jclouds.http.HttpRetryHandler;
import org.jclouds.http.IOExceptionRetryHandler;
import org.jclouds.http.annotation.ClientError;
import org.jclouds.http.annotation.Redirection;
import org.jclouds.http.annotation.ServerError;
import org.jclouds.rest.ConfiguresHttpApi;
import org.jclouds.rest.config.HttpApiModule;

/**
 * What jclouds' HTTP engine is given for an interface of requests: no repetitions, which are the engine's; no redirects, which would
 * take credentials to another host; and every answer of 300 or more is a {@link Refusal}.
 */
@ConfiguresHttpApi
final class RequestsModule<A> extends HttpApiModule<A> {
    private final ErrorFormat format;

    RequestsModule(Class<A> requests, ErrorFormat format) {
        super(requests);
        this.format = format;
    }

    @Override
    protected void configure() {
        super.configure();
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
        HttpErrorHandler refuse = (command, answer) -> command.setException(Refusal.of(answer, format));
        bind(HttpErrorHandler.class).annotatedWith(Redirection.class).toInstance(refuse);
        bind(HttpErrorHandler.class).annotatedWith(ClientError.class).toInstance(refuse);
        bind(HttpErrorHandler.class).annotatedWith(ServerError.class).toInstance(refuse);
    }
}

package dev.coven.storage.s3;

import com.google.common.base.Supplier;
import com.google.inject.Provides;
import java.util.Date;
import org.jclouds.date.TimeStamp;
import org.jclouds.http.HttpErrorHandler;
import org.jclouds.http.HttpRetryHandler;
import org.jclouds.http.IOExceptionRetryHandler;
import org.jclouds.http.annotation.ClientError;
import org.jclouds.http.annotation.Redirection;
import org.jclouds.http.annotation.ServerError;
import org.jclouds.rest.ConfiguresHttpApi;
import org.jclouds.rest.config.HttpApiModule;
import org.jclouds.s3.filters.Aws4SignerBase.ServiceAndRegion;

/**
 * What jclouds' HTTP engine is given for {@link S3Api}: the region that was configured instead of one guessed from the host's
 * name; no repetitions, which are the engine's; and no redirects, which would take a signed request to another host.
 */
@ConfiguresHttpApi
final class S3ApiModule extends HttpApiModule<S3Api> {
    private final String region;

    S3ApiModule(String region) {
        super(S3Api.class);
        this.region = region;
    }

    @Override
    protected void configure() {
        super.configure();
        bind(ServiceAndRegion.class).toInstance(new ServiceAndRegion() {
            @Override
            public String service() {
                return "s3";
            }

            @Override
            public String region(String host) {
                return region;
            }
        });
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
        HttpErrorHandler refuse = (command, response) -> command.setException(S3Refusal.of(response));
        bind(HttpErrorHandler.class).annotatedWith(Redirection.class).toInstance(refuse);
        bind(HttpErrorHandler.class).annotatedWith(ClientError.class).toInstance(refuse);
        bind(HttpErrorHandler.class).annotatedWith(ServerError.class).toInstance(refuse);
    }

    @Provides
    @TimeStamp
    Supplier<Date> signingTime() {
        return Date::new;
    }
}

package dev.coven.storage.s3;

import com.google.common.base.Supplier;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import dev.coven.storage.jclouds.ApiClient;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.jclouds.aws.domain.SessionCredentials;
import org.jclouds.aws.reference.AWSConstants;
import org.jclouds.date.TimeStamp;
import org.jclouds.domain.Credentials;
import org.jclouds.s3.filters.Aws4SignerBase.ServiceAndRegion;

/** Makes jclouds' client of one bucket. */
final class S3Connection {
    private S3Connection() {}

    static S3Api open(S3Config config) {
        Properties signing = new Properties();
        signing.setProperty(AWSConstants.PROPERTY_HEADER_TAG, "amz");
        return ApiClient.open(
                S3Api.class,
                config.service(),
                "2006-03-01",
                () -> credentials(config.credentials()),
                S3Xml::errorCode,
                signing,
                List.of(new SigningModule(config.region())));
    }

    private static Credentials credentials(S3Credentials credentials) {
        return credentials
                .sessionToken()
                .<Credentials>map(token -> SessionCredentials.builder()
                        .accessKeyId(credentials.accessKeyId())
                        .secretAccessKey(credentials.secretAccessKey())
                        .sessionToken(token)
                        .build())
                .orElseGet(() -> new Credentials(credentials.accessKeyId(), credentials.secretAccessKey()));
    }

    /** Signs for the region that was configured, instead of one guessed from the host's name. */
    private static final class SigningModule extends AbstractModule {
        private final String region;

        SigningModule(String region) {
            this.region = region;
        }

        @Override
        protected void configure() {
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
        }

        @Provides
        @TimeStamp
        Supplier<Date> signingTime() {
            return Date::new;
        }
    }
}

package dev.coven.storage.s3;

import com.google.common.collect.ImmutableSet;
import java.net.URI;
import java.util.Properties;
import org.jclouds.Constants;
import org.jclouds.ContextBuilder;
import org.jclouds.aws.domain.SessionCredentials;
import org.jclouds.aws.reference.AWSConstants;
import org.jclouds.domain.Credentials;
import org.jclouds.rest.internal.BaseHttpApiMetadata;

/** Makes jclouds' client of one bucket. */
final class S3Connection {
    private S3Connection() {}

    static S3Api open(S3Config config) {
        return ContextBuilder.newBuilder(new Metadata.Builder().build())
                .endpoint(config.bucketUrl().toString())
                .credentialsSupplier(() -> credentials(config.credentials()))
                .modules(ImmutableSet.of(new S3ApiModule(config.region()), new SilentLogging()))
                .overrides(properties(config))
                .buildApi(S3Api.class);
    }

    private static Properties properties(S3Config config) {
        Properties properties = new Properties();
        properties.setProperty(
                Constants.PROPERTY_CONNECTION_TIMEOUT,
                Long.toString(config.connectTimeout().toMillis()));
        properties.setProperty(
                Constants.PROPERTY_SO_TIMEOUT,
                Long.toString(config.readTimeout().toMillis()));
        // The S3 client of jclouds turns the check of host names off; this is said where it cannot be overlooked.
        properties.setProperty(Constants.PROPERTY_RELAX_HOSTNAME, "false");
        properties.setProperty(Constants.PROPERTY_TRUST_ALL_CERTS, "false");
        return properties;
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

    private static final class Metadata extends BaseHttpApiMetadata<S3Api> {
        private Metadata(Builder builder) {
            super(builder);
        }

        @Override
        public Builder toBuilder() {
            return new Builder().fromApiMetadata(this);
        }

        private static final class Builder extends BaseHttpApiMetadata.Builder<S3Api, Builder> {
            Builder() {
                super(S3Api.class);
                Properties defaults = BaseHttpApiMetadata.defaultProperties();
                defaults.setProperty(AWSConstants.PROPERTY_HEADER_TAG, "amz");
                id("coven-s3").name("S3").identityName("access key id").credentialName("secret access key");
                version("2006-03-01").documentation(URI.create("https://docs.aws.amazon.com/AmazonS3/latest/API/"));
                defaultProperties(defaults);
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

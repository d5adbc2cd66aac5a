package dev.coven.storage.jclouds;

import com.google.common.base.Supplier;
import com.google.common.collect.ImmutableSet;
import com.google.inject.Module;
import java.io.Closeable;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import org.jclouds.Constants;
import org.jclouds.ContextBuilder;
import org.jclouds.domain.Credentials;
import org.jclouds.rest.internal.BaseHttpApiMetadata;

/**
 * Makes the client of a service: an implementation of an interface whose methods are requests, in jclouds' and JAX-RS' annotations.
 * It sends each request once, follows no redirect, checks certificates and host names, and logs nothing. An answer of 300 or more
 * is thrown as a {@link Refusal}; a broken connection as an unchecked exception with the {@link java.io.IOException} behind it.
 */
public final class ApiClient {
    private ApiClient() {}

    /**
     * A client that is thread safe, and closed by its own method.
     *
     * @param requests the interface of the requests, which return {@link org.jclouds.http.HttpResponse}
     * @param service where they go
     * @param version the version of the service's protocol
     * @param credentials asked again for each request that is signed
     * @param format how the service words its errors
     * @param settings jclouds' own settings for signing, before those that this class makes
     * @param modules what signs requests
     */
    public static <A extends Closeable> A open(
            Class<A> requests,
            Service service,
            String version,
            Supplier<Credentials> credentials,
            ErrorFormat format,
            Properties settings,
            List<? extends Module> modules) {
        ImmutableSet<Module> all = ImmutableSet.<Module>builder()
                .add(new RequestsModule<>(requests, format))
                .add(new SilentLogging())
                .addAll(modules)
                .build();
        return ContextBuilder.newBuilder(
                        new Metadata.Builder<>(requests, service.name(), version, service.url()).build())
                .endpoint(service.url().toString())
                .credentialsSupplier(credentials)
                .modules(all)
                .overrides(properties(service, settings))
                .buildApi(requests);
    }

    private static Properties properties(Service service, Properties settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.setProperty(
                Constants.PROPERTY_CONNECTION_TIMEOUT,
                Long.toString(service.connectTimeout().toMillis()));
        properties.setProperty(
                Constants.PROPERTY_SO_TIMEOUT,
                Long.toString(service.readTimeout().toMillis()));
        // Some clients of jclouds turn the check of host names off; this is said where it cannot be overlooked.
        properties.setProperty(Constants.PROPERTY_RELAX_HOSTNAME, "false");
        properties.setProperty(Constants.PROPERTY_TRUST_ALL_CERTS, "false");
        return properties;
    }

    private static final class Metadata<A extends Closeable> extends BaseHttpApiMetadata<A> {
        private Metadata(Builder<A> builder) {
            super(builder);
        }

        @Override
        public Builder<A> toBuilder() {
            return new Builder<>(getApi(), getName(), getVersion(), getDocumentation()).fromApiMetadata(this);
        }

        private static final class Builder<A extends Closeable> extends BaseHttpApiMetadata.Builder<A, Builder<A>> {
            Builder(Class<A> requests, String name, String version, URI documentation) {
                super(requests);
                // jclouds wants all of these, and shows them to nobody.
                id("coven").name(name).version(version).documentation(documentation);
                identityName("identity").credentialName("credential");
                defaultProperties(BaseHttpApiMetadata.defaultProperties());
            }

            @Override
            public Metadata<A> build() {
                return new Metadata<>(this);
            }

            @Override
            protected Builder<A> self() {
                return this;
            }
        }
    }
}

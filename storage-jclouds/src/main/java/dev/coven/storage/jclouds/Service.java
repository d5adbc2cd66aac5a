package dev.coven.storage.jclouds;

import java.net.URI;
import java.time.Duration;

/**
 * Where a store's requests go, and how patient they are.
 *
 * @param name what people call the service, for messages: {@code "S3"}
 * @param url what the paths of requests follow; without credentials, since messages show its scheme, host and port
 * @param endpointChoice how messages name what decides over the host: {@code "gcs.endpoint"}
 * @param readTimeoutSetting the setting of the read timeout, for messages
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long an answer may stay silent
 */
public record Service(
        String name,
        URI url,
        String endpointChoice,
        String readTimeoutSetting,
        Duration connectTimeout,
        Duration readTimeout) {
    /** Scheme, host and port. */
    String place() {
        return url.getScheme() + "://" + url.getRawAuthority();
    }
}

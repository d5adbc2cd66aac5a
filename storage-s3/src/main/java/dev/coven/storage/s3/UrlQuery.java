package dev.coven.storage.s3;

import dev.coven.spi.storage.StorageException;
import dev.coven.storage.jclouds.Failures;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What may stand in a store's URL after the question mark: what every member needs to find the bucket, and no secrets.
 *
 * @param endpoint the service, if it is not Amazon's
 * @param region the region that requests are signed for
 * @param pathStyle whether the bucket stands in the path
 */
record UrlQuery(Optional<String> endpoint, Optional<String> region, Optional<String> pathStyle) {
    static UrlQuery of(URI location) throws StorageException {
        Optional<String> endpoint = Optional.empty();
        Optional<String> region = Optional.empty();
        Optional<String> pathStyle = Optional.empty();
        String query = location.getRawQuery();
        for (String part : query == null ? new String[0] : query.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            Optional<String> value = Optional.of(equals < 0 ? "" : decode(part.substring(equals + 1)));
            switch (name) {
                case "endpoint" -> endpoint = value;
                case "region" -> region = value;
                case "path-style" -> pathStyle = value;
                // The value is not shown: it may be a secret that somebody put there.
                default ->
                    throw Failures.invalid("'" + name + "' cannot stand in an S3 store's URL, which takes endpoint,"
                            + " region and path-style; everything else is a setting");
            }
        }
        return new UrlQuery(endpoint, region, pathStyle);
    }

    private static String decode(String text) throws StorageException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Failures.invalid("the store's URL has a '%' after which no two hexadecimal digits follow");
        }
    }
}

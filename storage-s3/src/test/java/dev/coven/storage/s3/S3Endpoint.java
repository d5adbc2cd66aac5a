package dev.coven.storage.s3;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ListPage;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import dev.coven.storage.jclouds.Surroundings;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Any S3 service, named by the environment: {@code COVEN_S3_TEST_URL} is a store's URL, {@code COVEN_S3_TEST_CONDITIONAL_CREATE} the
 * setting of that name, and credentials are found as always. All that tests write lies below a prefix of their own in that place,
 * and is removed.
 */
final class S3Endpoint {
    static final String URL = "COVEN_S3_TEST_URL";
    static final String CONDITIONAL_CREATE = "COVEN_S3_TEST_CONDITIONAL_CREATE";

    private static final AtomicInteger PREFIXES = new AtomicInteger();
    private static final String RUN = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    private final URI place;
    private final String prefix;
    private final Map<String, String> settings;

    private S3Endpoint(URI place, String prefix, Map<String, String> settings) {
        this.place = place;
        this.prefix = prefix;
        this.settings = settings;
    }

    /** With a prefix that no other test has. */
    static S3Endpoint ofEnvironment() {
        Surroundings process = Surroundings.ofProcess();
        Map<String, String> settings = new HashMap<>();
        process.variable(CONDITIONAL_CREATE).ifPresent(value -> settings.put(S3Config.CONDITIONAL_CREATE, value));
        URI place = URI.create(process.variable(URL).orElseThrow());
        return new S3Endpoint(place, "test-" + RUN + "-" + PREFIXES.incrementAndGet(), settings);
    }

    /** Whether the service runs on this machine without TLS, so that a proxy can stand before it. */
    static boolean isHere() {
        Optional<String> place = Surroundings.ofProcess().variable(URL);
        return place.isPresent() && place.get().contains("endpoint=http://127.0.0.1:");
    }

    S3Config config() throws StorageException {
        return S3Config.of(PluginConfig.of(place, settings), Surroundings.ofProcess());
    }

    ObjectStore open() throws StorageException {
        return open(place, Map.of());
    }

    /** By way of another address, with settings that go before the others. */
    ObjectStore open(URI endpoint, Map<String, String> more) throws StorageException {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        boolean elsewhere = !endpoint.equals(place);
        if (elsewhere) {
            all.put(S3Config.ENDPOINT, endpoint.toString());
        }
        String path = place.getRawPath().replaceAll("/$", "") + "/" + prefix;
        String query = place.getRawQuery() == null ? "" : "?" + place.getRawQuery();
        URI location = URI.create("s3://" + place.getRawAuthority() + path + query);
        return new S3Provider().open(PluginConfig.of(location, all));
    }

    /** A bucket that is not there. */
    ObjectStore openMissing(URI endpoint) throws StorageException {
        Map<String, String> all = new HashMap<>(settings);
        all.put(S3Config.ENDPOINT, endpoint.toString());
        return new S3Provider().open(PluginConfig.of(URI.create("s3://no-such-bucket-" + prefix), all));
    }

    /** Removes what the test left. */
    void clear() throws StorageException {
        try (ObjectStore store = open()) {
            List<ObjectStat> left = new ArrayList<>();
            Optional<ListCursor> cursor = Optional.of(ListCursor.start());
            while (cursor.isPresent()) {
                ListPage page = store.list(KeyPrefix.ALL, cursor.get(), 1000);
                left.addAll(page.objects());
                cursor = page.next();
            }
            for (ObjectStat object : left) {
                store.delete(object.key());
            }
        }
    }
}

package dev.coven.benchmarks;

import dev.coven.servers.S3Server;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures how fast objects are read through the S3 plugin, beside bare HTTP clients of the JDK that read the same objects of the
 * same server by URLs signed beforehand. Server and clients share the machine, so only the ratios mean something, and of them only
 * that the plugin's own work is small beside a network's.
 */
public final class StoreBench {
    private static final int[] SIZES = {4 << 10, 1 << 20};

    private final S3Server server;
    private final ObjectStore store;
    private final StoreBenchOptions options;

    private StoreBench(S3Server server, ObjectStore store, StoreBenchOptions options) {
        this.server = server;
        this.store = store;
        this.options = options;
    }

    /** Runs it; {@link StoreBenchOptions#USAGE} says with which options. */
    public static void main(String[] arguments) throws Exception {
        run(StoreBenchOptions.parse(arguments), System.out);
    }

    static void run(StoreBenchOptions options, PrintStream out) throws Exception {
        try (S3Server server = S3Server.start();
                ObjectStore store = server.open("bench")) {
            StoreBench bench = new StoreBench(server, store, options);
            out.printf(Locale.ROOT, "%-11s %-26s %9s %9s %6s  %s%n", "GET", "", "ms", "per s", "to JDK", "range");
            for (int size : SIZES) {
                bench.measure(size, 1, out);
                bench.measure(size, options.threads(), out);
            }
        }
    }

    /** Reads one object as a whole. */
    @FunctionalInterface
    private interface Read {
        long bytes() throws Exception;
    }

    /**
     * What reads objects.
     *
     * @param name for people
     * @param read one read
     * @param samples milliseconds of a read, one for each round
     */
    private record Client(String name, Read read, Samples samples) {}

    private void measure(int size, int threads, PrintStream out) throws Exception {
        ObjectKey key = new ObjectKey("object-" + size);
        store.put(key, Payload.of(new byte[size]), PutCondition.ALWAYS);
        URI url = PresignedUrl.ofGet(server.endpoint(), "/" + S3Server.BUCKET + "/bench/" + key, Instant.now());
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(url).build();
        Client bare = new Client(
                "JDK's HttpClient",
                () -> client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                        .body()
                        .length,
                new Samples());
        Client connection = new Client(
                "JDK's HttpURLConnection",
                () -> {
                    try (InputStream stream = url.toURL().openStream()) {
                        return stream.readAllBytes().length;
                    }
                },
                new Samples());
        Client plugin = new Client(
                "S3 plugin",
                () -> {
                    try (ObjectBody body = store.get(key, ByteRange.ALL)) {
                        return body.stream().readAllBytes().length;
                    }
                },
                new Samples());
        List<Client> clients = List.of(bare, connection, plugin);
        for (int round = -options.warmUps(); round < options.rounds(); round++) {
            for (int turn = 0; turn < clients.size(); turn++) {
                Client next = clients.get(Math.floorMod(round + turn, clients.size()));
                double millis = millisPerRead(next.read(), size, threads);
                if (round >= 0) {
                    next.samples().add(millis);
                }
            }
        }
        for (Client each : clients) {
            out.printf(
                    Locale.ROOT,
                    "%-11s %-26s %9.3f %9.0f %6.2f  %s%n",
                    (size >> 10) + " KiB x" + threads,
                    each.name(),
                    each.samples().median(),
                    threads * 1000 / each.samples().median(),
                    each.samples().ratioTo(bare.samples()),
                    each.samples().ratioRange(bare.samples()));
        }
    }

    /** What one read takes while so many threads read, each its share. */
    private double millisPerRead(Read read, int size, int threads) throws Exception {
        int share = Math.max(1, options.requests() / threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            long begin = System.nanoTime();
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                readers.add(pool.submit(() -> {
                    for (int j = 0; j < share; j++) {
                        long bytes = read.bytes();
                        if (bytes != size) {
                            throw new IllegalStateException(bytes + " of " + size + " bytes came");
                        }
                    }
                    return share;
                }));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
            return (System.nanoTime() - begin) / 1e6 / share;
        } finally {
            pool.shutdownNow();
        }
    }
}

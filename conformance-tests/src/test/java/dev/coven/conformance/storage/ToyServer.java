package dev.coven.conformance.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ListPage;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A service as small as one can be: objects are paths below a bucket, whoever asks shows a token, and a listing is lines of key, size
 * and version. {@link ToyStore} speaks to it.
 */
final class ToyServer implements AutoCloseable {
    static final String TOKEN = "t0ken-of-the-tests";
    static final String BUCKET = "bucket";

    private final InMemoryStore objects = new InMemoryStore();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private ToyServer(HttpServer server) {
        this.server = server;
    }

    static ToyServer start() {
        ToyServer toy;
        try {
            toy = new ToyServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        toy.server.setExecutor(toy.threads);
        toy.server.createContext("/", toy::answer);
        toy.server.start();
        return toy;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String[] path = exchange.getRequestURI().getPath().split("/", 3);
        try {
            if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 403, new byte[0]);
            } else if (!path[1].equals(BUCKET)) {
                exchange.getResponseHeaders().set("Missing", "bucket");
                send(exchange, 404, new byte[0]);
            } else if (path.length == 2) {
                list(exchange);
            } else {
                object(exchange, new ObjectKey(path[2]), body);
            }
        } catch (StorageException e) {
            send(exchange, 404, new byte[0]);
        }
    }

    private void object(HttpExchange exchange, ObjectKey key, byte[] body) throws IOException, StorageException {
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                boolean creates = exchange.getRequestHeaders().containsKey("If-None-Match");
                PutOutcome outcome =
                        objects.put(key, Payload.of(body), creates ? PutCondition.IF_ABSENT : PutCondition.ALWAYS);
                if (outcome instanceof PutOutcome.Stored stored) {
                    exchange.getResponseHeaders()
                            .set("Version", stored.version().token());
                }
                send(exchange, outcome instanceof PutOutcome.Stored ? 200 : 412, new byte[0]);
            }
            case "DELETE" -> {
                objects.delete(key);
                send(exchange, 204, new byte[0]);
            }
            default -> {
                try (ObjectBody whole = objects.get(key, ByteRange.ALL)) {
                    ObjectStat stat = whole.stat();
                    exchange.getResponseHeaders().set("Version", stat.version().token());
                    exchange.getResponseHeaders().set("Size", Long.toString(stat.size()));
                    boolean stats = exchange.getRequestHeaders().containsKey("Stat-Only");
                    send(exchange, 200, stats ? new byte[0] : whole.stream().readAllBytes());
                }
            }
        }
    }

    /** The query is the prefix, where to go on, and how many. The last line tells whether there are more. */
    private void list(HttpExchange exchange) throws IOException, StorageException {
        String[] query = exchange.getRequestURI().getQuery().split("&", -1);
        ListCursor cursor = query[1].isEmpty() ? ListCursor.start() : new ListCursor(query[1]);
        ListPage page = objects.list(new KeyPrefix(query[0]), cursor, Integer.parseInt(query[2]));
        StringBuilder lines = new StringBuilder();
        page.objects()
                .forEach(stat -> lines.append(stat.key())
                        .append(' ')
                        .append(stat.size())
                        .append(' ')
                        .append(stat.version().token())
                        .append('\n'));
        Optional<ListCursor> next = page.next();
        lines.append(next.map(more -> "next " + more.token()).orElse("end")).append('\n');
        send(exchange, 200, lines.toString().getBytes(UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

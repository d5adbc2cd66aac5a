package dev.coven.conformance.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.Capability;
import dev.coven.spi.storage.ExactStream;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ListPage;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import dev.coven.spi.storage.StoreTraits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store over {@link ToyServer}: as little as keeps the contract of stores behind a bad network. */
final class ToyStore implements ObjectStore {
    private static final StoreTraits TRAITS = new StoreTraits(Set.of(Capability.CREATE_IF_ABSENT), 64L << 20, 1000);

    private final URI bucket;
    private final String token;
    private final Duration patience;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ToyStore(URI bucket, String token, Duration patience) {
        this.bucket = bucket;
        this.token = token;
        this.patience = patience;
    }

    @Override
    public StoreTraits traits() {
        return TRAITS;
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        BodyPublisher body = payload.length() == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> open(payload)), payload.length());
        HttpRequest.Builder request = request("/" + key).PUT(body);
        if (condition == PutCondition.IF_ABSENT) {
            request.header("If-None-Match", "*");
        }
        HttpResponse<byte[]> answer = ask("put " + key, Retry.OUTCOME_UNKNOWN, request, BodyHandlers.ofByteArray());
        return answer.statusCode() == 412
                ? new PutOutcome.ConditionNotMet()
                : new PutOutcome.Stored(new ObjectVersion(header(answer, "Version")));
    }

    private static InputStream open(Payload payload) {
        try {
            return payload.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        HttpResponse<InputStream> answer =
                ask("get " + key, Retry.SAFE, request("/" + key).GET(), BodyHandlers.ofInputStream());
        if (answer.statusCode() == 404) {
            throw new StorageException(Kind.NOT_FOUND, Retry.NEVER, "get " + key + ": there is no such object");
        }
        ObjectStat stat = stat(key, answer);
        try {
            answer.body().skipNBytes(Math.min(range.offset(), stat.size()));
        } catch (IOException e) {
            throw unavailable("get " + key, Retry.SAFE, e);
        }
        return new ObjectBody(
                stat, new ExactStream(answer.body(), range.lengthWithin(stat.size()), "the connection broke"));
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
        HttpRequest.Builder request =
                request("/" + key).header("Stat-Only", "yes").GET();
        HttpResponse<byte[]> answer = ask("stat " + key, Retry.SAFE, request, BodyHandlers.ofByteArray());
        return answer.statusCode() == 404 ? Optional.empty() : Optional.of(stat(key, answer));
    }

    private static ObjectStat stat(ObjectKey key, HttpResponse<?> answer) {
        return new ObjectStat(
                key, Long.parseLong(header(answer, "Size")), new ObjectVersion(header(answer, "Version")));
    }

    @Override
    public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
        String query = "?" + prefix + "&" + (cursor.isStart() ? "" : cursor.token()) + "&" + Math.min(maxKeys, 1000);
        HttpResponse<byte[]> answer =
                ask("list " + prefix, Retry.SAFE, request(query).GET(), BodyHandlers.ofByteArray());
        List<ObjectStat> objects = new ArrayList<>();
        for (String line : new String(answer.body(), UTF_8).split("\n", -1)) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "next" -> {
                    return ListPage.of(objects, new ListCursor(words[1]));
                }
                case "end" -> {
                    return ListPage.last(objects);
                }
                default ->
                    objects.add(new ObjectStat(
                            new ObjectKey(words[0]), Long.parseLong(words[1]), new ObjectVersion(words[2])));
            }
        }
        throw new StorageException(Kind.UNEXPECTED, Retry.SAFE, "list " + prefix + ": the answer has no end");
    }

    @Override
    public void delete(ObjectKey key) throws StorageException {
        ask("delete " + key, Retry.OUTCOME_UNKNOWN, request("/" + key).DELETE(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String rest) {
        return HttpRequest.newBuilder(URI.create(bucket + rest))
                .timeout(patience)
                .header("Authorization", token);
    }

    /** An answer of success, 404 or 412. */
    private <T> HttpResponse<T> ask(
            String what, Retry unanswered, HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws StorageException {
        HttpResponse<T> answer;
        try {
            answer = client.send(request.build(), handler);
        } catch (ConnectException e) {
            throw unavailable(what, Retry.SAFE, e);
        } catch (IOException e) {
            throw unavailable(what, unanswered, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(what, unanswered, e);
        }
        int status = answer.statusCode();
        if (status < 300 || status == 412 || (status == 404 && !isBucketMissing(answer))) {
            return answer;
        }
        Duration pause = answer.headers()
                .firstValue("Retry-After")
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(Duration.ZERO);
        StorageException cause = new StorageException(Kind.UNEXPECTED, Retry.NEVER, "status " + status);
        throw switch (status) {
            case 403 -> new StorageException(Kind.DENIED, Retry.NEVER, what + ": correct the token");
            case 404 -> new StorageException(Kind.CONFIG_INVALID, Retry.NEVER, what + ": there is no bucket");
            case 429 -> new StorageException(Kind.RATE_LIMITED, Retry.SAFE, what + ": too fast", cause, pause);
            default ->
                status < 500
                        ? new StorageException(Kind.UNEXPECTED, Retry.NEVER, what + ": refused", cause)
                        : new StorageException(Kind.UNAVAILABLE, unanswered, what + ": failed", cause, pause);
        };
    }

    private static boolean isBucketMissing(HttpResponse<?> answer) {
        return answer.headers().firstValue("Missing").isPresent();
    }

    private static StorageException unavailable(String what, Retry retry, Exception cause) {
        return new StorageException(Kind.UNAVAILABLE, retry, what + ": the network failed", cause);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }

    @Override
    public void close() {}
}

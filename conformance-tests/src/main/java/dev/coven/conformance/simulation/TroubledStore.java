package dev.coven.conformance.simulation;

import dev.coven.engine.layout.StoreLayout;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ListPage;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import dev.coven.spi.storage.StoreTraits;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A store whose requests meet the troubles of the present step. Not thread safe. */
final class TroubledStore implements ObjectStore {
    private static final Duration SLOW = Duration.ofMinutes(3);
    private static final int MOMENTS = 4;

    private final ObjectStore store;
    private final Deque<List<ObjectStat>> past = new ArrayDeque<>();
    private List<Trouble> troubles = List.of();
    private Waiting waiting = duration -> {};
    private int requests;
    private int fileRequests;
    private int struck;

    /** How time passes while a request is slow. */
    interface Waiting {
        void wait(Duration duration);
    }

    TroubledStore(ObjectStore store) {
        this.store = store;
    }

    void waitBy(Waiting how) {
        waiting = how;
    }

    /** Begins a step: requests are counted from here, and a later listing may tell what the store holds now. */
    void begin(List<Trouble> ofTheStep) throws StorageException {
        troubles = ofTheStep;
        requests = 0;
        fileRequests = 0;
        if (past.size() == MOMENTS) {
            past.removeFirst();
        }
        past.addLast(everything());
    }

    /** All is well again. */
    void end() {
        troubles = List.of();
    }

    /** How many troubles requests have met. */
    int struck() {
        return struck;
    }

    private List<ObjectStat> everything() throws StorageException {
        List<ObjectStat> all = new ArrayList<>();
        Optional<ListCursor> next = Optional.of(ListCursor.start());
        while (next.isPresent()) {
            ListPage page = store.list(new KeyPrefix(""), next.get(), 1000);
            all.addAll(page.objects());
            next = page.next();
        }
        return all;
    }

    private Optional<Trouble.Kind> next(ObjectKey key) {
        boolean isFile = StoreLayout.BLOBS.covers(key);
        fileRequests += isFile ? 1 : 0;
        return next(isFile);
    }

    private Optional<Trouble.Kind> next(boolean isFile) {
        requests++;
        Optional<Trouble.Kind> found = troubles.stream()
                .filter(trouble -> trouble.of() == Trouble.Of.ALL || isFile)
                .filter(trouble -> {
                    int count = trouble.of() == Trouble.Of.ALL ? requests : fileRequests;
                    return trouble.lasting() ? count >= trouble.nth() : count == trouble.nth();
                })
                .map(Trouble::kind)
                .findFirst();
        found.ifPresent(trouble -> struck++);
        if (found.isPresent() && found.get() == Trouble.Kind.SLOW) {
            waiting.wait(SLOW);
            return Optional.empty();
        }
        return found;
    }

    @Override
    public StoreTraits traits() {
        return store.traits();
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        return send("put " + key, next(key), () -> store.put(key, payload, condition));
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        Optional<Trouble.Kind> trouble = next(key);
        if (trouble.isEmpty()) {
            return store.get(key, range);
        }
        return switch (trouble.get()) {
            case MISSING -> throw new StorageException(Kind.NOT_FOUND, Retry.NEVER, "simulated: no object " + key);
            case BREAKS_OFF, TORN -> cut(store.get(key, range), trouble.get());
            default -> send("get " + key, trouble, () -> store.get(key, range));
        };
    }

    private static ObjectBody cut(ObjectBody body, Trouble.Kind trouble) throws StorageException {
        byte[] bytes;
        try (body) {
            bytes = body.stream().readAllBytes();
        } catch (IOException e) {
            throw new StorageException(Kind.UNAVAILABLE, Retry.SAFE, "the simulated store cannot be read", e);
        }
        InputStream half = new ByteArrayInputStream(bytes, 0, bytes.length / 2);
        return new ObjectBody(body.stat(), trouble == Trouble.Kind.TORN ? half : new BreakingStream(half));
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
        return send("stat " + key, next(key), () -> store.stat(key));
    }

    @Override
    public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
        Optional<Trouble.Kind> trouble = next(false);
        if (trouble.isPresent() && trouble.get() == Trouble.Kind.STALE && cursor.isStart()) {
            List<ObjectStat> then = past.getFirst().stream()
                    .filter(object -> prefix.covers(object.key()))
                    .toList();
            if (then.size() <= maxKeys) {
                return ListPage.last(then);
            }
        }
        return send("list " + prefix, trouble, () -> store.list(prefix, cursor, maxKeys));
    }

    @Override
    public void delete(ObjectKey key) throws StorageException {
        send("delete " + key, next(key), () -> {
            store.delete(key);
            return key;
        });
    }

    @Override
    public void close() throws StorageException {
        store.close();
    }

    private interface Request<T> {
        T send() throws StorageException;
    }

    private static <T> T send(String name, Optional<Trouble.Kind> trouble, Request<T> request) throws StorageException {
        if (trouble.isEmpty()) {
            return request.send();
        }
        if (trouble.get() == Trouble.Kind.FAILS) {
            throw new StorageException(Kind.UNAVAILABLE, Retry.SAFE, "simulated: " + name + " failed");
        }
        request.send();
        throw new StorageException(Kind.UNAVAILABLE, Retry.OUTCOME_UNKNOWN, "simulated: lost the answer to " + name);
    }

    /** Gives what there is, then breaks. */
    private static final class BreakingStream extends FilterInputStream {
        BreakingStream(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            if (next < 0) {
                throw new IOException("simulated: the transfer broke off");
            }
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count < 0) {
                throw new IOException("simulated: the transfer broke off");
            }
            return count;
        }
    }
}

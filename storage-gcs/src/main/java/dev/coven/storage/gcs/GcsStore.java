package dev.coven.storage.gcs;

import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.Capability;
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
import dev.coven.storage.jclouds.Answers;
import dev.coven.storage.jclouds.Effect;
import dev.coven.storage.jclouds.MalformedAnswer;
import dev.coven.storage.jclouds.Refusal;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jclouds.googlecloudstorage.options.DeleteObjectOptions;
import org.jclouds.googlecloudstorage.options.InsertObjectOptions;
import org.jclouds.googlecloudstorage.options.ListObjectOptions;
import org.jclouds.http.HttpResponse;
import org.jclouds.http.options.GetOptions;
import org.jclouds.io.Payloads;

/** A store in one bucket, below a prefix. */
final class GcsStore implements ObjectStore {
    /** The service's limit: 5 TiB. */
    static final long MAX_OBJECT_BYTES = 5L << 40;

    /** The service's limit. */
    static final int MAX_PAGE_KEYS = 1000;

    /** An object larger than this is looked for before it is created, so that it is not sent in vain. */
    static final long LARGE_BYTES = 1 << 20;

    private static final int MAX_ANSWER_BYTES = 64 << 10;
    private static final int MAX_LISTING_BYTES = 8 << 20;

    private final GcsConfig config;
    private final String bucket;
    private final GcsApi api;
    private final GcsErrors errors;
    private final StoreTraits traits =
            new StoreTraits(Set.of(Capability.CREATE_IF_ABSENT), MAX_OBJECT_BYTES, MAX_PAGE_KEYS);
    private volatile boolean closed;

    private GcsStore(GcsConfig config, GcsApi api) {
        this.config = config;
        this.bucket = config.bucket();
        this.api = api;
        this.errors = new GcsErrors(config);
    }

    static GcsStore open(GcsConfig config) {
        return new GcsStore(config, GcsConnection.open(config));
    }

    @Override
    public StoreTraits traits() {
        requireOpen();
        return traits;
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        requireOpen();
        String what = "put " + key;
        if (payload.length() > MAX_OBJECT_BYTES) {
            throw new StorageException(
                    Kind.UNSUPPORTED,
                    Retry.NEVER,
                    what + ": " + payload.length() + " bytes are more than the limit of " + MAX_OBJECT_BYTES);
        }
        boolean creates = condition == PutCondition.IF_ABSENT;
        if (creates && payload.length() > LARGE_BYTES && stat(key).isPresent()) {
            return new PutOutcome.ConditionNotMet();
        }
        InsertObjectOptions options = new InsertObjectOptions().name(name(key));
        if (creates) {
            options.ifGenerationMatch(0L);
        }
        try (CheckedPayload checked = new CheckedPayload(payload)) {
            return new PutOutcome.Stored(send(key, checked, payload.length(), options));
        } catch (Refusal refusal) {
            if (creates && isTaken(key, refusal)) {
                return new PutOutcome.ConditionNotMet();
            }
            throw refused(what, Effect.WRITES, refusal);
        } catch (IOException | RuntimeException e) {
            throw errors.of(what, Effect.WRITES, e);
        }
    }

    private ObjectVersion send(ObjectKey key, CheckedPayload payload, long length, InsertObjectOptions options)
            throws IOException, StorageException {
        if (length == 0) {
            // Nothing is read of a body that is not sent, but a payload must still be as long as it says.
            payload.readNBytes(1);
        }
        org.jclouds.io.Payload body =
                length == 0 ? Payloads.newByteArrayPayload(new byte[0]) : Payloads.newInputStreamPayload(payload);
        body.getContentMetadata().setContentLength(length);
        body.getContentMetadata().setContentType("application/octet-stream");
        GcsJson.Description stored =
                GcsJson.description(Answers.body(api.upload(bucket, body, options), MAX_ANSWER_BYTES));
        boolean isWhole = stored.size() == length
                && stored.crc32c().map(payload.crc32c()::equals).orElse(true);
        if (!isWhole) {
            Answers.discard(
                    api.delete(bucket, encoded(key), new DeleteObjectOptions().ifGenerationMatch(stored.generation())));
            throw GcsErrors.damaged("put " + key);
        }
        return new ObjectVersion(Long.toString(stored.generation()));
    }

    /** Should the service answer 409 because it cannot tell yet which of two writers wins, what is there decides. */
    private boolean isTaken(ObjectKey key, Refusal refusal) throws StorageException {
        return refusal.status() == 412 || (refusal.status() == 409 && stat(key).isPresent());
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        requireOpen();
        String what = "get " + key;
        // No object is so long that the service would have to understand the number.
        if (range.offset() >= MAX_OBJECT_BYTES) {
            return Answers.pastTheEnd(what, stat(key));
        }
        try {
            return Answers.object(key, range, api.download(bucket, encoded(key), ranged(range)), GcsStore::version);
        } catch (Refusal refusal) {
            if (refusal.status() == 416) {
                return Answers.pastTheEnd(what, stat(key));
            }
            throw refused(what, Effect.READS, refusal);
        } catch (IOException | RuntimeException e) {
            throw errors.of(what, Effect.READS, e);
        }
    }

    private static GetOptions ranged(ByteRange range) {
        GetOptions options = new GetOptions();
        if (range.isAll()) {
            return options;
        }
        return range.length() > MAX_OBJECT_BYTES
                ? options.startAt(range.offset())
                : options.range(range.offset(), range.offset() + range.length() - 1);
    }

    private static ObjectVersion version(HttpResponse answer) throws IOException {
        String generation = Answers.header(answer, "x-goog-generation")
                .orElseThrow(() -> new MalformedAnswer("the service did not say which generation it sends"));
        return new ObjectVersion(Long.toString(GcsJson.number(generation)));
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
        requireOpen();
        String what = "stat " + key;
        try {
            byte[] answer = Answers.body(api.stat(bucket, encoded(key)), MAX_ANSWER_BYTES);
            return Optional.of(GcsJson.description(answer).stat(key));
        } catch (Refusal refusal) {
            if (refusal.status() == 404) {
                requireBucket(what);
                return Optional.empty();
            }
            throw refused(what, Effect.READS, refusal);
        } catch (IOException | RuntimeException e) {
            throw errors.of(what, Effect.READS, e);
        }
    }

    /** Only the words of the answer tell a missing object from a missing bucket, which must not look like an empty store. */
    private void requireBucket(String what) throws StorageException {
        try {
            Answers.discard(api.list(bucket, new ListObjectOptions().maxResults(1)));
        } catch (Refusal refusal) {
            throw refusal.status() == 404 ? errors.noBucket(what, refusal) : errors.of(what, Effect.READS, refusal);
        } catch (IOException | RuntimeException e) {
            throw errors.of(what, Effect.READS, e);
        }
    }

    private StorageException refused(String what, Effect effect, Refusal refusal) throws StorageException {
        if (refusal.status() == 404) {
            requireBucket(what);
        }
        return errors.of(what, effect, refusal);
    }

    @Override
    public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
        requireOpen();
        String what = "list " + prefix;
        ListObjectOptions options = new ListObjectOptions().maxResults(Math.min(maxKeys, MAX_PAGE_KEYS));
        String namesBegin = config.prefix() + prefix;
        if (!namesBegin.isEmpty()) {
            options.prefix(namesBegin);
        }
        if (!cursor.isStart()) {
            options.pageToken(cursor.token());
        }
        try {
            byte[] answer = Answers.body(api.list(bucket, options), MAX_LISTING_BYTES);
            GcsJson.Page page = GcsJson.page(answer, config.prefix());
            return page.next()
                    .map(next -> ListPage.of(page.objects(), new ListCursor(next)))
                    .orElseGet(() -> ListPage.last(page.objects()));
        } catch (Refusal refusal) {
            throw refusal.status() == 404 ? errors.noBucket(what, refusal) : errors.of(what, Effect.READS, refusal);
        } catch (IOException | RuntimeException e) {
            throw errors.of(what, Effect.READS, e);
        }
    }

    @Override
    public void delete(ObjectKey key) throws StorageException {
        requireOpen();
        String what = "delete " + key;
        try {
            Answers.discard(api.delete(bucket, encoded(key), new DeleteObjectOptions()));
        } catch (Refusal refusal) {
            if (refusal.status() == 404) {
                requireBucket(what);
                return;
            }
            throw errors.of(what, Effect.WRITES, refusal);
        } catch (IOException | RuntimeException e) {
            throw errors.of(what, Effect.WRITES, e);
        }
    }

    @Override
    public void close() throws StorageException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            api.close();
        } catch (IOException e) {
            throw errors.of("close", Effect.READS, e);
        }
    }

    private String name(ObjectKey key) {
        return config.prefix() + key;
    }

    /** The object's name as one segment of a URL's path. */
    private String encoded(ObjectKey key) {
        return URLEncoder.encode(name(key), StandardCharsets.UTF_8);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store " + config.display() + " is closed");
        }
    }
}

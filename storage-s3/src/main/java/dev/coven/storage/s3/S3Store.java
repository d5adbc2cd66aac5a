package dev.coven.storage.s3;

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
import dev.coven.storage.jclouds.Refusal;
import dev.coven.storage.s3.S3Config.Conditions;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jclouds.http.HttpResponse;

/** A store in one bucket, below a prefix. */
final class S3Store implements ObjectStore {
    /** The largest object: what fits in parts, 156 GiB. */
    static final long MAX_OBJECT_BYTES = (long) Uploads.PART_BYTES * Uploads.MAX_PARTS;

    /** The protocol's limit. */
    static final int MAX_PAGE_KEYS = 1000;

    private static final int MAX_LISTING_BYTES = 8 << 20;

    private final S3Config config;
    private final URI bucket;
    private final S3Api api;
    private final Uploads uploads;
    private final S3Errors errors;
    private final StoreTraits traits;
    private volatile boolean closed;

    private S3Store(S3Config config, S3Api api) {
        this.config = config;
        this.bucket = config.bucketUrl();
        this.api = api;
        this.uploads = new Uploads(api, bucket);
        this.errors = new S3Errors(config);
        this.traits = new StoreTraits(
                config.conditions() == Conditions.KEPT ? Set.of(Capability.CREATE_IF_ABSENT) : Set.of(),
                MAX_OBJECT_BYTES,
                MAX_PAGE_KEYS);
    }

    static S3Store open(S3Config config) {
        return new S3Store(config, S3Connection.open(config));
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
        if (condition == PutCondition.IF_ABSENT && !traits.has(Capability.CREATE_IF_ABSENT)) {
            throw new StorageException(
                    Kind.UNSUPPORTED,
                    Retry.NEVER,
                    what + ": this service is said to ignore conditions (" + S3Config.CONDITIONAL_CREATE
                            + " is false), so that nothing can be created safely; use one that keeps them");
        }
        if (payload.length() > MAX_OBJECT_BYTES) {
            throw new StorageException(
                    Kind.UNSUPPORTED,
                    Retry.NEVER,
                    what + ": " + payload.length() + " bytes are more than the limit of " + MAX_OBJECT_BYTES);
        }
        // What is sent in parts is looked for first, so that it is not sent in vain.
        if (condition == PutCondition.IF_ABSENT
                && payload.length() > Uploads.PART_BYTES
                && stat(key).isPresent()) {
            return new PutOutcome.ConditionNotMet();
        }
        try (PayloadReader reader = new PayloadReader(payload)) {
            return new PutOutcome.Stored(uploads.send(name(key), reader, condition));
        } catch (Refusal refusal) {
            if (condition == PutCondition.IF_ABSENT && isTaken(key, refusal)) {
                return new PutOutcome.ConditionNotMet();
            }
            throw errors.of(what, Effect.WRITES, refusal);
        } catch (IOException | RuntimeException e) {
            throw errors.of(what, Effect.WRITES, e);
        }
    }

    /** The service answers 409 when it cannot tell yet which of two writers wins. */
    private boolean isTaken(ObjectKey key, Refusal refusal) throws StorageException {
        return refusal.status() == 412 || (refusal.status() == 409 && stat(key).isPresent());
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        requireOpen();
        String what = "get " + key;
        // No object is so long that a service would have to understand the number.
        if (range.offset() >= MAX_OBJECT_BYTES) {
            return Answers.pastTheEnd(what, stat(key));
        }
        try {
            return Answers.object(key, range, api.get(bucket, name(key), ranged(range)), S3Store::version);
        } catch (Refusal refusal) {
            if (refusal.status() == 416) {
                return Answers.pastTheEnd(what, stat(key));
            }
            throw errors.of(what, Effect.READS, refusal);
        } catch (IOException | RuntimeException e) {
            throw errors.of(what, Effect.READS, e);
        }
    }

    private static RequestOptions ranged(ByteRange range) {
        RequestOptions options = new RequestOptions();
        if (range.isAll()) {
            return options;
        }
        boolean open = range.length() > MAX_OBJECT_BYTES;
        return options.header(
                "Range", "bytes=" + range.offset() + "-" + (open ? "" : range.offset() + range.length() - 1));
    }

    private static ObjectVersion version(HttpResponse answer) throws IOException {
        return S3Xml.version(Answers.header(answer, "ETag").orElse(null));
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
        requireOpen();
        String what = "stat " + key;
        try {
            HttpResponse answer = api.head(bucket, name(key));
            Answers.discard(answer);
            return Optional.of(new ObjectStat(key, Answers.contentLength(answer), version(answer)));
        } catch (Refusal refusal) {
            if (refusal.status() == 404) {
                requireBucket(what);
                return Optional.empty();
            }
            throw errors.of(what, Effect.READS, refusal);
        } catch (IOException | RuntimeException e) {
            throw errors.of(what, Effect.READS, e);
        }
    }

    /** Without a body nothing tells a missing object from a missing bucket, which must not look like an empty store. */
    private void requireBucket(String what) throws StorageException {
        try {
            Answers.discard(api.list(bucket, new RequestOptions().query("max-keys", "1")));
        } catch (IOException | RuntimeException e) {
            throw errors.of(what, Effect.READS, e);
        }
    }

    @Override
    public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
        requireOpen();
        String what = "list " + prefix;
        RequestOptions options = new RequestOptions()
                .query("prefix", config.prefix() + prefix)
                .query("max-keys", Integer.toString(Math.min(maxKeys, MAX_PAGE_KEYS)));
        if (!cursor.isStart()) {
            options.query("marker", config.prefix() + cursor.token());
        }
        try {
            byte[] answer = Answers.body(api.list(bucket, options), MAX_LISTING_BYTES);
            S3Xml.Page page = S3Xml.page(answer, config.prefix());
            return page.truncated() && page.lastName().isPresent()
                    ? ListPage.of(page.objects(), new ListCursor(page.lastName().get()))
                    : ListPage.last(page.objects());
        } catch (IOException | RuntimeException e) {
            throw errors.of(what, Effect.READS, e);
        }
    }

    @Override
    public void delete(ObjectKey key) throws StorageException {
        requireOpen();
        String what = "delete " + key;
        try {
            Answers.discard(api.delete(bucket, name(key), new RequestOptions()));
        } catch (Refusal refusal) {
            if (refusal.status() == 404 && !refusal.word().equals("NoSuchBucket")) {
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

    /**
     * The object's name as it stands in a URL. Of the characters of keys only the equals sign is among those that a signature
     * takes in encoded form, and services differ in whether they encode it themselves.
     */
    private String name(ObjectKey key) {
        return (config.prefix() + key).replace("=", "%3D");
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store " + config.display() + " is closed");
        }
    }
}

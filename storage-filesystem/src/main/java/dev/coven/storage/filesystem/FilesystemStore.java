package dev.coven.storage.filesystem;

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
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import dev.coven.spi.storage.StoreTraits;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A store in one folder; any number of these, in any number of processes, may share it. */
final class FilesystemStore implements ObjectStore {
    /** The largest object: 1 TiB. */
    static final long MAX_OBJECT_BYTES = 1L << 40;
    /** The longest page. A folder is read once per page, so long pages make long listings cheap. */
    static final int MAX_PAGE_KEYS = 10_000;
    /** How often a read begins anew when the object is replaced while it opens. */
    static final int MAX_OPEN_ATTEMPTS = 100;

    private final Path root;
    private final AtomicFiles files;
    private final StoreTraits traits;
    private volatile boolean closed;

    private FilesystemStore(Path root, AtomicFiles files) {
        this.root = root;
        this.files = files;
        this.traits = new StoreTraits(
                files.canLink() ? Set.of(Capability.CREATE_IF_ABSENT) : Set.of(), MAX_OBJECT_BYTES, MAX_PAGE_KEYS);
    }

    static FilesystemStore open(FilesystemConfig config) throws StorageException {
        Path root = config.root();
        try {
            if (!Files.isDirectory(root)) {
                create(root);
            }
            return new FilesystemStore(root, AtomicFiles.open(root));
        } catch (IOException e) {
            throw FilesystemErrors.of("open " + root, e);
        }
    }

    private static void create(Path root) throws IOException, StorageException {
        if (Files.exists(root)) {
            throw new StorageException(Kind.CONFIG_INVALID, Retry.NEVER, root + " is not a folder; name another path");
        }
        Path parent = root.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new StorageException(
                    Kind.CONFIG_INVALID,
                    Retry.NEVER,
                    root + " cannot be created: there is no folder " + parent
                            + "; create it or mount the drive, or correct the path");
        }
        Files.createDirectories(root);
    }

    @Override
    public StoreTraits traits() {
        requireOpen();
        return traits;
    }

    @Override
    public PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException {
        requireOpen();
        if (condition == PutCondition.IF_ABSENT && !traits.has(Capability.CREATE_IF_ABSENT)) {
            throw new StorageException(
                    Kind.UNSUPPORTED,
                    Retry.NEVER,
                    "create " + key + ": the file system of " + root + " has no hard links, which this needs;"
                            + " put the store on another file system");
        }
        if (payload.length() > MAX_OBJECT_BYTES) {
            throw new StorageException(
                    Kind.UNSUPPORTED,
                    Retry.NEVER,
                    "put " + key + ": " + payload.length() + " bytes are more than the limit of " + MAX_OBJECT_BYTES);
        }
        return files.publish(key, payload, condition);
    }

    @Override
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        requireOpen();
        Path file = KeyPaths.fileOf(root, key);
        try {
            for (int attempt = 0; attempt < MAX_OPEN_ATTEMPTS; attempt++) {
                Optional<ObjectBody> body = open(key, file, range);
                if (body.isPresent()) {
                    return body.get();
                }
            }
        } catch (NoSuchFileException e) {
            files.requirePresent("get " + key);
            throw FilesystemErrors.of("get " + key, e);
        } catch (IOException e) {
            throw FilesystemErrors.of("get " + key, e);
        }
        throw new StorageException(
                Kind.UNAVAILABLE, Retry.SAFE, "get " + key + ": replaced again and again while it was opened");
    }

    /**
     * An open body, or empty when the file was replaced meanwhile. An open channel does not tell whose version it reads;
     * equal versions before and after do, as no version ever comes back.
     */
    private Optional<ObjectBody> open(ObjectKey key, Path file, ByteRange range) throws IOException {
        ObjectStat before = FileVersions.stat(key, file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            if (!FileVersions.stat(key, file).equals(before)) {
                channel.close();
                return Optional.empty();
            }
            long size = channel.size();
            long length = range.lengthWithin(size);
            channel.position(length == 0 ? size : range.offset());
            return Optional.of(new ObjectBody(
                    new ObjectStat(key, size, before.version()),
                    new ExactStream(
                            Channels.newInputStream(channel), length, "the file was cut short while it was read")));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Optional<ObjectStat> stat(ObjectKey key) throws StorageException {
        requireOpen();
        try {
            return Optional.of(FileVersions.stat(key, KeyPaths.fileOf(root, key)));
        } catch (NoSuchFileException e) {
            files.requirePresent("stat " + key);
            return Optional.empty();
        } catch (IOException e) {
            throw FilesystemErrors.of("stat " + key, e);
        }
    }

    @Override
    public ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException {
        requireOpen();
        int limit = Math.min(maxKeys, MAX_PAGE_KEYS);
        try {
            // One more than asked for, to know whether there is a next page.
            List<ObjectStat> found = new FolderListing(prefix.value(), cursor.token(), limit + 1).read(root);
            files.requirePresent("list " + prefix);
            if (found.size() <= limit) {
                return ListPage.last(found);
            }
            List<ObjectStat> page = found.subList(0, limit);
            return ListPage.of(page, new ListCursor(page.get(limit - 1).key().value()));
        } catch (IOException e) {
            throw FilesystemErrors.of("list " + prefix, e);
        }
    }

    @Override
    public void delete(ObjectKey key) throws StorageException {
        requireOpen();
        files.delete(key);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the store in " + root + " is closed");
        }
    }
}

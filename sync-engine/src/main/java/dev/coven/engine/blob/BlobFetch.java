package dev.coven.engine.blob;

import dev.coven.engine.crypto.ObjectCipher;
import dev.coven.engine.crypto.SealedSource;
import dev.coven.engine.crypto.UnreadableObjectException;
import dev.coven.engine.crypto.UnreadableStreamException;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.store.LibraryStore;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Fetches one blob into a partial file, in bounded memory. A transfer that breaks off is resumed where it ended, now or by a later
 * fetch; only verified segments are ever written. Thread safe.
 */
final class BlobFetch {
    /** The largest blob: 1 TiB. */
    static final long MAX_BLOB_BYTES = 1L << 40;
    /** How often one fetch goes on after a transfer broke off that had brought something. */
    static final int MAX_RESUMES = 10;
    /** So much is fetched before it is brought to disk for good: what a crash costs at most. */
    static final long CHECKPOINT_BYTES = 64L << 20;
    /** A beginning shorter than this is fetched again rather than resumed. */
    static final long MIN_RESUMED_BYTES = 64L << 10;

    private static final int PIECE_BYTES = 64 << 10;
    private static final int START = ObjectCipher.STREAM_START_BYTES;

    private final LibraryStore store;
    private final Path folder;

    BlobFetch(LibraryStore store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    /** Fetches a blob; gives the file that holds all of it, safely on disk. */
    Path fetch(BlobRef blob) throws BlobUnavailableException {
        ObjectKey key = StoreLayout.blob(blob);
        try {
            for (int resumes = 0; ; resumes++) {
                long before = durable(blob);
                try {
                    return fetchOnce(blob, key);
                } catch (UnreadableStreamException changed) {
                    throw changed;
                } catch (IOException brokenOff) {
                    if (resumes == MAX_RESUMES || durable(blob) <= before) {
                        throw brokenOff;
                    }
                }
            }
        } catch (UnreadableObjectException | UnreadableStreamException e) {
            throw new BlobUnavailableException("restore it in the store: " + e.getMessage(), e);
        } catch (StorageException e) {
            String said = e.kind() == StorageException.Kind.NOT_FOUND
                    ? key
                            + " is not in the store: wait for the device that has the file to push it, or write the file there"
                            + " and its row again"
                    : key + " cannot be fetched: " + e.getMessage();
            throw new BlobUnavailableException(said, e);
        } catch (IOException e) {
            throw new BlobUnavailableException("fetching " + key + " broke off: " + e.getMessage(), e);
        }
    }

    private long durable(BlobRef blob) throws IOException {
        try (PartialFile part = PartialFile.find(folder, blob).orElse(null)) {
            return part == null ? 0 : part.length();
        }
    }

    private Path fetchOnce(BlobRef blob, ObjectKey key)
            throws StorageException, IOException, UnreadableObjectException {
        Optional<PartialFile> left = PartialFile.find(folder, blob);
        if (left.isEmpty()) {
            return fetchWhole(blob, key);
        }
        try (PartialFile part = left.get()) {
            if (part.length() >= MIN_RESUMED_BYTES) {
                Remote remote = new Remote(store, key);
                // The last byte is fetched again even if all are there: its segment is what says that they are all.
                long offset = Math.min(part.length(), ObjectCipher.plainLength(remote.length()) - 1);
                if (part.isOf(remote.start()) && offset >= MIN_RESUMED_BYTES) {
                    part.truncate(offset);
                    try (InputStream plain = store.cipher().openingFrom(key, remote, offset)) {
                        return append(plain, part);
                    }
                }
            }
            part.delete();
        }
        return fetchWhole(blob, key);
    }

    private Path fetchWhole(BlobRef blob, ObjectKey key)
            throws StorageException, IOException, UnreadableObjectException {
        try (ObjectBody body = store.get(key, ByteRange.ALL)) {
            requireSize(key, body.stat().size());
            byte[] start = body.stream().readNBytes(START);
            InputStream sealed = new SequenceInputStream(new ByteArrayInputStream(start), body.stream());
            try (InputStream plain = store.cipher().opening(key, sealed);
                    PartialFile part = PartialFile.create(folder, blob, start)) {
                return append(plain, part);
            }
        }
    }

    private static void requireSize(ObjectKey key, long size) throws StorageException {
        if (size > MAX_BLOB_BYTES) {
            throw new StorageException(
                    StorageException.Kind.CORRUPT,
                    StorageException.Retry.NEVER,
                    key + " has " + size + " bytes, the limit is " + MAX_BLOB_BYTES);
        }
    }

    private static Path append(InputStream plain, PartialFile part) throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        try {
            for (int count = plain.read(piece); count >= 0; count = plain.read(piece)) {
                part.append(piece, count);
                if (part.unsafeBytes() >= CHECKPOINT_BYTES) {
                    part.checkpoint();
                }
            }
        } finally {
            // What has come is verified, and worth keeping whatever ended the transfer.
            part.checkpoint();
        }
        return part.file();
    }

    /** A sealed body in the store, read from the middle by ranges. */
    private static final class Remote implements SealedSource {
        private final LibraryStore store;
        private final ObjectKey key;
        private final long length;
        private final byte[] start;

        Remote(LibraryStore store, ObjectKey key) throws StorageException, IOException {
            this.store = store;
            this.key = key;
            try (ObjectBody body = store.get(key, new ByteRange(0, START))) {
                this.length = body.stat().size();
                this.start = body.stream().readNBytes(START);
            }
            requireSize(key, length);
        }

        byte[] start() {
            return start;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public InputStream from(long offset) throws IOException {
            if (offset < START) {
                return new ByteArrayInputStream(start, (int) offset, start.length - (int) offset);
            }
            ObjectBody body;
            try {
                body = store.get(key, ByteRange.from(offset));
            } catch (StorageException e) {
                throw new IOException(e.getMessage(), e);
            }
            if (body.stat().size() != length) {
                body.close();
                throw new IOException(key + " was replaced while it was fetched");
            }
            return body.stream();
        }
    }
}

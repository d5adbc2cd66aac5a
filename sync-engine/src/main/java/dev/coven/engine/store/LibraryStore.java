package dev.coven.engine.store;

import dev.coven.engine.crypto.ObjectCipher;
import dev.coven.engine.crypto.UnreadableObjectException;
import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.LongPredicate;

/** A library's store with the keys to read it: everything that comes and goes is sealed. */
public final class LibraryStore implements AutoCloseable {
    private final ObjectStore store;
    private final SmallObjects small;
    private final ObjectCipher cipher;

    /** A store and the cipher of the library in it. */
    public LibraryStore(ObjectStore store, ObjectCipher cipher) {
        this.store = store;
        this.small = new SmallObjects(store);
        this.cipher = cipher;
    }

    /** The small objects, sealed as they are. */
    public SmallObjects small() {
        return small;
    }

    /** Opens the body of a small object. */
    public byte[] open(ObjectKey key, byte[] sealed) throws UnreadableObjectException {
        return cipher.open(key, sealed);
    }

    /** Seals and stores a small object in place of any before. */
    public void putSmall(ObjectKey key, byte[] plain) throws StorageException {
        small.put(key, cipher.seal(key, plain));
    }

    /** Seals a small object and creates it; the outcome tells whether the key was free. */
    public PutOutcome createSmall(ObjectKey key, byte[] plain) throws StorageException {
        return store.put(key, Payload.of(cipher.seal(key, plain)), PutCondition.IF_ABSENT);
    }

    /** Whether there is an object of this name. */
    public boolean holds(ObjectKey key) throws StorageException {
        return store.stat(key).isPresent();
    }

    /** Reads a large object while it is opened. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads from the opened stream; its {@link IOException}s tell a cut or changed object. */
        T read(InputStream plain) throws IOException;
    }

    /**
     * Reads a large object.
     *
     * @throws IOException when the transfer broke off or ended early, or the object is not what was stored (then its cause says
     *     so)
     */
    public <T> T readLarge(ObjectKey key, Reading<T> reading)
            throws StorageException, UnreadableObjectException, IOException {
        return readLarge(key, sealedBytes -> true, reading).orElseThrow();
    }

    /**
     * Reads a large object if its size is welcome: that is known once the store has answered, before any of it is taken.
     *
     * @param welcome told the sealed size, which is above that of what {@code reading} is given
     * @return empty when it was not welcome
     * @throws IOException as from {@link #readLarge(ObjectKey, Reading)}
     */
    public <T> Optional<T> readLarge(ObjectKey key, LongPredicate welcome, Reading<T> reading)
            throws StorageException, UnreadableObjectException, IOException {
        try (ObjectBody body = store.get(key, ByteRange.ALL)) {
            if (!welcome.test(body.stat().size())) {
                return Optional.empty();
            }
            try (InputStream plain = cipher.opening(key, WholeStream.of(body))) {
                return Optional.of(reading.read(plain));
            }
        }
    }

    /** Writes the plain bytes of a large object. */
    @FunctionalInterface
    public interface Writing {
        /** Writes to the sealing stream, and leaves it open. */
        void write(OutputStream plain) throws IOException;
    }

    /** Seals a large object in memory and creates it; the outcome tells whether the key was free. */
    public PutOutcome createLarge(ObjectKey key, Writing writing) throws StorageException, IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (OutputStream plain = cipher.sealing(key, sealed)) {
            writing.write(plain);
        }
        return store.put(key, Payload.of(sealed.toByteArray()), PutCondition.IF_ABSENT);
    }

    /**
     * The sealed form of a file that is read as it is sent, of any size.
     *
     * @param key where it will be
     * @param length how many bytes {@code plain} gives
     * @param plain opened once for each attempt
     */
    public Payload sealed(ObjectKey key, long length, PlainSource plain) {
        long sealedLength = cipher.sealedLength(length);
        return new Payload() {
            @Override
            public long length() {
                return sealedLength;
            }

            @Override
            public InputStream open() throws IOException {
                return cipher.sealed(key, plain.open());
            }
        };
    }

    /** Opens a file to be sealed. */
    @FunctionalInterface
    public interface PlainSource {
        /** A new stream from the first byte; it fails when the file changes while it is read. */
        InputStream open() throws IOException;
    }

    /** Creates an object of sealed bytes; the outcome tells whether the key was free. */
    public PutOutcome create(ObjectKey key, Payload sealed) throws StorageException {
        return store.put(key, sealed, PutCondition.IF_ABSENT);
    }

    /** Reads sealed bytes; the caller closes the body. */
    public ObjectBody get(ObjectKey key, ByteRange range) throws StorageException {
        return store.get(key, range);
    }

    /** What opens sealed bytes. */
    public ObjectCipher cipher() {
        return cipher;
    }

    /** Removes an object; none there is success. */
    public void delete(ObjectKey key) throws StorageException {
        store.delete(key);
    }

    /** Closes the store. */
    @Override
    public void close() throws StorageException {
        store.close();
    }
}

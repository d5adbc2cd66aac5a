package dev.coven.engine.crypto;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The keys of a library that this device holds, one per epoch; the highest epoch is current. Immutable. */
public final class LibraryKeyring {
    private final TreeMap<Integer, LibraryKey> keys = new TreeMap<>();

    /**
     * A keyring of at least one key.
     *
     * @throws IllegalArgumentException when there is none, or when two different keys are of one epoch
     */
    public LibraryKeyring(Collection<LibraryKey> keys) {
        for (LibraryKey key : keys) {
            LibraryKey other = this.keys.putIfAbsent(key.epoch(), key);
            if (other != null && !other.equals(key)) {
                throw new IllegalArgumentException("two different library keys for epoch " + key.epoch());
            }
        }
        if (this.keys.isEmpty()) {
            throw new IllegalArgumentException("a keyring holds at least one library key");
        }
    }

    /** The key that new objects are sealed with. */
    public LibraryKey current() {
        return keys.lastEntry().getValue();
    }

    /** The key of an epoch, if this device has it. */
    public Optional<LibraryKey> epoch(int epoch) {
        return Optional.ofNullable(keys.get(epoch));
    }

    /** All keys, oldest epoch first. */
    public List<LibraryKey> keys() {
        return List.copyOf(keys.values());
    }

    /**
     * A keyring with one key more.
     *
     * @throws IllegalArgumentException when this one holds a different key of that epoch
     */
    public LibraryKeyring with(LibraryKey key) {
        TreeMap<Integer, LibraryKey> more = new TreeMap<>(keys);
        LibraryKey other = more.put(key.epoch(), key);
        if (other != null && !other.equals(key)) {
            throw new IllegalArgumentException("two different library keys for epoch " + key.epoch());
        }
        return new LibraryKeyring(more.values());
    }

    @Override
    public String toString() {
        return "LibraryKeyring" + keys.keySet();
    }
}

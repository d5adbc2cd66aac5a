package dev.coven.engine.layout;

import dev.coven.spi.storage.ObjectKey;

/** What the name of an object below {@link StoreLayout#INDEX} says. */
public sealed interface IndexEntry {
    /** The name of the object. */
    ObjectKey key();

    /** {@link StoreLayout#library}. */
    record Library() implements IndexEntry {
        @Override
        public ObjectKey key() {
            return StoreLayout.library();
        }
    }

    /**
     * {@link StoreLayout#schema}.
     *
     * @param version the schema version
     */
    record Schema(long version) implements IndexEntry {
        @Override
        public ObjectKey key() {
            return StoreLayout.schema(version);
        }
    }

    /**
     * {@link StoreLayout#head}.
     *
     * @param device the device's id
     */
    record Head(String device) implements IndexEntry {
        @Override
        public ObjectKey key() {
            return StoreLayout.head(device);
        }
    }

    /**
     * {@link StoreLayout#member}.
     *
     * @param author the member id of the author
     * @param n the number of the entry
     */
    record Member(String author, long n) implements IndexEntry {
        @Override
        public ObjectKey key() {
            return StoreLayout.member(author, n);
        }
    }

    /**
     * {@link StoreLayout#wrappedKey}.
     *
     * @param member the id of the member who can unwrap it
     * @param epoch the number of the key
     */
    record WrappedKey(String member, int epoch) implements IndexEntry {
        @Override
        public ObjectKey key() {
            return StoreLayout.wrappedKey(member, epoch);
        }
    }

    /**
     * {@link StoreLayout#snapshotPointer}.
     *
     * @param device the device's id
     */
    record SnapshotPointer(String device) implements IndexEntry {
        @Override
        public ObjectKey key() {
            return StoreLayout.snapshotPointer(device);
        }
    }

    /**
     * A name that this version does not make: of a newer version, or not ours.
     *
     * @param key the name
     */
    record Unknown(ObjectKey key) implements IndexEntry {}
}

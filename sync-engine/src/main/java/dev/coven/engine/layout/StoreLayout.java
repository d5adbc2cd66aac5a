package dev.coven.engine.layout;

import dev.coven.engine.document.HexId;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ObjectKey;
import java.util.HexFormat;

/**
 * Makes the names of objects below a library's prefix. Every name has one writer.
 *
 * <p>The makers of names throw {@link IllegalArgumentException} for ids that are not of their form and for numbers below the
 * first.
 */
public final class StoreLayout {
    /** What is small and mutable: one listing of it shows all that is new. */
    public static final KeyPrefix INDEX = new KeyPrefix("index/");
    /** What devices wrote: envelopes, each created once. */
    public static final KeyPrefix CHANGES = new KeyPrefix("changes/");

    /** Files that rows name, each created once. */
    public static final KeyPrefix BLOBS = new KeyPrefix("blobs/");

    static final String LIBRARY = "index/library";
    static final String SCHEMA = "index/schema/";
    static final String HEADS = "index/heads/";
    static final String MEMBERS = "index/members/";
    static final String KEYS = "index/keys/";
    static final String SNAPSHOTS = "index/snapshots/";

    private StoreLayout() {}

    /** The founder-signed document that says what the library is. */
    public static ObjectKey library() {
        return new ObjectKey(LIBRARY);
    }

    /** The owner-signed document of a schema version, 0 or more. */
    public static ObjectKey schema(long version) {
        return new ObjectKey(SCHEMA + atLeast(0, "schema version", version));
    }

    /** The head of a device. */
    public static ObjectKey head(String device) {
        return new ObjectKey(HEADS + HexId.DEVICE.require("device", device));
    }

    /** The n-th membership entry of an author, from 1. */
    public static ObjectKey member(String author, long n) {
        return new ObjectKey(MEMBERS + HexId.MEMBER.require("author", author) + "/" + atLeast(1, "entry number", n));
    }

    /** The library key of an epoch, from 1, wrapped to a member. */
    public static ObjectKey wrappedKey(String member, int epoch) {
        return new ObjectKey(KEYS + HexId.MEMBER.require("member", member) + "/" + atLeast(1, "epoch", epoch));
    }

    /** The pointer to a device's newest snapshot. */
    public static ObjectKey snapshotPointer(String device) {
        return new ObjectKey(SNAPSHOTS + HexId.DEVICE.require("device", device));
    }

    /** A device's envelope number {@code seq}, from 1. Names sort as the numbers do. */
    public static ObjectKey changeset(String device, long seq) {
        return new ObjectKey(CHANGES.value() + HexId.DEVICE.require("device", device) + "/"
                + HexFormat.of().toHexDigits(atLeast(1, "seq", seq)));
    }

    /** A blob. Its folder within the namespace is the first two characters of its id. */
    public static ObjectKey blob(BlobRef blob) {
        return new ObjectKey(BLOBS.value() + blob.namespace() + "/" + blob.id().substring(0, 2) + "/" + blob.id());
    }

    /** What a listed name says. Total: a name that no method here can have made is {@link IndexEntry.Unknown}. */
    public static IndexEntry parse(ObjectKey key) {
        return IndexNames.parse(key).orElseGet(() -> new IndexEntry.Unknown(key));
    }

    private static long atLeast(long least, String what, long number) {
        if (number < least) {
            throw new IllegalArgumentException(what + " must be " + least + " or more, not " + number);
        }
        return number;
    }
}

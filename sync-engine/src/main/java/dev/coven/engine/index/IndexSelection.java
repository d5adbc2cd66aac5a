package dev.coven.engine.index;

import dev.coven.engine.document.SignedDocument;
import dev.coven.engine.layout.IndexEntry;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.membership.MembershipChain;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of a listed index is read. It is settled by the sizes in the listing, before anything is transferred: whoever can write to
 * the store can put hundreds of thousands of objects there, and does not decide by that how much memory is taken.
 */
public final class IndexSelection {
    /** The largest head, sealed: with as many cursors as it may have, it is smaller. */
    public static final int MAX_HEAD_BYTES = 256 << 10;
    /** All heads together, sealed. Some thousand devices can each say how far they have read each other. */
    public static final long MAX_HEADS_BYTES = 64L << 20;
    /** The most heads that are looked at. */
    public static final int MAX_HEADS = 10_000;
    /** All membership entries together, sealed. */
    public static final long MAX_MEMBERSHIP_BYTES = 32L << 20;
    /** All schema documents together, sealed. */
    public static final long MAX_SCHEMAS_BYTES = 32L << 20;
    /** The largest signed document, sealed. */
    static final int MAX_DOCUMENT_BYTES = SignedDocument.MAX_BYTES + 1024;

    private final Set<ObjectKey> read = new HashSet<>();
    private final Map<ObjectKey, String> refused = new HashMap<>();
    private long headBytes;
    private int leftOut;

    private IndexSelection() {}

    /**
     * The selection from a listing. What this copy has seen before comes first, so that nothing that is put beside it pushes it
     * out; then, of heads the small ones, and of schemas the low versions.
     *
     * @param seen the keys that were read here before
     */
    public static IndexSelection of(Collection<ObjectStat> listed, Set<ObjectKey> seen) {
        IndexSelection selection = new IndexSelection();
        List<ObjectStat> heads = new ArrayList<>();
        List<ObjectStat> schemas = new ArrayList<>();
        for (ObjectStat stat : listed) {
            IndexEntry entry = StoreLayout.parse(stat.key());
            if (entry instanceof IndexEntry.Head) {
                heads.add(stat);
            } else if (entry instanceof IndexEntry.Schema) {
                schemas.add(stat);
            } else if (entry instanceof IndexEntry.Library || entry instanceof IndexEntry.Member) {
                selection.read.add(stat.key());
            }
        }
        Comparator<ObjectStat> seenFirst = Comparator.comparing(stat -> !seen.contains(stat.key()));
        heads.sort(seenFirst.thenComparingLong(ObjectStat::size).thenComparing(ObjectStat::key));
        schemas.sort(seenFirst.thenComparingLong(stat -> version(stat.key())));
        selection.selectHeads(heads, seen);
        selection.selectSchemas(schemas);
        return selection;
    }

    private static long version(ObjectKey key) {
        return StoreLayout.parse(key) instanceof IndexEntry.Schema schema ? schema.version() : Long.MAX_VALUE;
    }

    private void selectHeads(List<ObjectStat> heads, Set<ObjectKey> seen) {
        for (int i = 0; i < heads.size(); i++) {
            ObjectStat head = heads.get(i);
            if (i >= MAX_HEADS && !seen.contains(head.key())) {
                leftOut++;
            } else if (i >= MAX_HEADS) {
                refused.put(head.key(), "the store lists more than " + MAX_HEADS + " heads (MAX_HEADS)");
            } else if (head.size() > MAX_HEAD_BYTES) {
                refused.put(
                        head.key(),
                        "its head has " + head.size() + " bytes, the limit is " + MAX_HEAD_BYTES + " (MAX_HEAD_BYTES)");
            } else if (headBytes + head.size() > MAX_HEADS_BYTES) {
                refused.put(
                        head.key(),
                        "the heads in the store have more than " + MAX_HEADS_BYTES
                                + " bytes together (MAX_HEADS_BYTES)");
            } else {
                headBytes += head.size();
                read.add(head.key());
            }
        }
    }

    private void selectSchemas(List<ObjectStat> schemas) {
        long bytes = 0;
        for (ObjectStat schema : schemas) {
            if (schema.size() <= MAX_DOCUMENT_BYTES && bytes + schema.size() <= MAX_SCHEMAS_BYTES) {
                bytes += schema.size();
                read.add(schema.key());
            }
        }
    }

    /** Why the membership of a listing is not read, in a sentence; empty when it is within the limits. */
    public static Optional<String> membershipFault(Collection<ObjectStat> listed) {
        int entries = 0;
        long bytes = 0;
        for (ObjectStat stat : listed) {
            if (StoreLayout.parse(stat.key()) instanceof IndexEntry.Member) {
                entries++;
                bytes += stat.size();
                if (stat.size() > MAX_DOCUMENT_BYTES) {
                    return Optional.of(
                            stat.key() + " has " + stat.size() + " bytes, the limit is " + MAX_DOCUMENT_BYTES);
                }
            }
        }
        if (entries > MembershipChain.MAX_ENTRIES) {
            return Optional.of(
                    "there are " + entries + " membership entries, the limit is " + MembershipChain.MAX_ENTRIES);
        }
        return bytes > MAX_MEMBERSHIP_BYTES
                ? Optional.of("the membership entries have " + bytes + " bytes together, the limit is "
                        + MAX_MEMBERSHIP_BYTES)
                : Optional.empty();
    }

    /** Whether an object is read. */
    public boolean reads(ObjectKey key) {
        return read.contains(key);
    }

    /** The heads that are held unread, and the limit that is why. */
    Map<ObjectKey, String> refusedHeads() {
        return refused;
    }

    /** How many heads of devices that nobody here has heard of are passed over without a word on each. */
    int headsLeftOut() {
        return leftOut;
    }

    /** The most that one object may turn out to have, whatever the listing said. */
    static int maxBytes(ObjectKey key) {
        return StoreLayout.parse(key) instanceof IndexEntry.Head ? MAX_HEAD_BYTES : MAX_DOCUMENT_BYTES;
    }
}

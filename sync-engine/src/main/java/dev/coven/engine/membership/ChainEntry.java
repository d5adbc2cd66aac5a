package dev.coven.engine.membership;

import dev.coven.engine.document.MembershipEntry;
import dev.coven.spi.storage.ObjectKey;
import java.util.Comparator;

/**
 * An entry with verified signature at its path.
 *
 * @param key the path
 * @param author the author's member id, the same in path and entry
 * @param n the author's number of it
 * @param hash the entry's hash
 * @param entry what it states
 */
record ChainEntry(ObjectKey key, String author, long n, String hash, MembershipEntry entry) {
    /** Causes before effects: an entry's timestamp lies above those that it follows. Ties are broken alike everywhere. */
    static final Comparator<ChainEntry> CAUSAL =
            Comparator.comparingLong((ChainEntry e) -> e.entry().timestamp()).thenComparing(ChainEntry::hash);

    boolean founds() {
        return entry.op() == MembershipEntry.Op.FOUND;
    }

    MembershipException refused(String reason) {
        return new MembershipException("membership entry " + key + " is not valid: " + reason);
    }
}

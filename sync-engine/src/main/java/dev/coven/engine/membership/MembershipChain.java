package dev.coven.engine.membership;

import dev.coven.engine.document.Member;
import dev.coven.engine.document.SignatureSchemes;
import dev.coven.spi.storage.ObjectKey;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who belongs to a library, by the entries that its owners have signed. Pure and immutable.
 *
 * <p>A valid chain: one entry founds the library; it is the first of the pinned founder, who signs it for themselves as
 * owner. Every entry is well-formed, of this library, signed by the author in its path, and numbered from 1 without a
 * gap among the author's entries, each of which follows the one before. All entries that one follows are there, with
 * lower timestamps. Every other entry's author is an owner by entries that it follows, at any distance. One entry that is
 * not so makes the whole chain invalid: whoever could hide or add an entry unseen could change who is trusted.
 *
 * <p>A member added more than once (two owners can do so at the same time) has name and keys of the earliest entry, and is an
 * owner when any of them says so.
 */
public final class MembershipChain {
    /** The most entries in a chain. */
    public static final int MAX_ENTRIES = 10_000;

    private final List<ChainEntry> chain;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<String, Long> since = new LinkedHashMap<>();

    private MembershipChain(List<ChainEntry> chain) {
        this.chain = List.copyOf(chain);
        for (ChainEntry link : chain) {
            Member subject = link.entry().subject();
            members.merge(subject.id(), subject, MembershipChain::earliestWithHighestRole);
            since.putIfAbsent(subject.id(), link.entry().timestamp());
        }
    }

    /**
     * The chain of all entries that the store holds.
     *
     * @param libraryId the library
     * @param founderId the member id that was pinned
     * @param entries decrypted entries by path
     * @throws MembershipException when they are not a valid chain
     */
    public static MembershipChain validate(
            String libraryId, String founderId, Map<ObjectKey, byte[]> entries, SignatureSchemes schemes)
            throws MembershipException {
        if (entries.size() > MAX_ENTRIES) {
            throw new MembershipException(
                    "there are " + entries.size() + " membership entries, the limit is " + MAX_ENTRIES);
        }
        List<ChainEntry> chain = new ChainReader(libraryId, schemes).read(entries);
        ChainRules.check(founderId, chain);
        return new MembershipChain(chain);
    }

    /** The members, those who came first first. */
    public List<Member> members() {
        return List.copyOf(members.values());
    }

    /** The member of an id. */
    public Optional<Member> member(String memberId) {
        return Optional.ofNullable(members.get(memberId));
    }

    /** The time from which someone is a member; empty when they are none. */
    public OptionalLong memberSince(String memberId) {
        Long from = since.get(memberId);
        return from == null ? OptionalLong.empty() : OptionalLong.of(from);
    }

    /** Whether someone was a member at the time of a timestamp. */
    public boolean isMemberAt(String memberId, long hlcTime) {
        OptionalLong from = memberSince(memberId);
        return from.isPresent() && from.getAsLong() <= hlcTime;
    }

    /** Whether someone is an owner. */
    public boolean isOwner(String memberId) {
        return member(memberId).filter(m -> m.role() == Member.Role.OWNER).isPresent();
    }

    /** The hashes that a new entry must follow: those of the entries that nothing follows yet. */
    public List<String> tips() {
        Set<String> followed = new HashSet<>();
        chain.forEach(link -> followed.addAll(link.entry().after()));
        return chain.stream()
                .map(ChainEntry::hash)
                .filter(hash -> !followed.contains(hash))
                .toList();
    }

    /** The number of the library key to encrypt with. */
    public int currentEpoch() {
        return founding().entry().epoch();
    }

    /**
     * What binds the library key of an epoch.
     *
     * @throws MembershipException when the chain knows no such epoch
     */
    public String keyCommitment(int epoch) throws MembershipException {
        if (epoch != currentEpoch()) {
            throw new MembershipException("no membership entry begins key epoch " + epoch);
        }
        return founding().entry().keyCommitment();
    }

    /** The time that a new entry's timestamp must lie above. */
    public long latestTimestamp() {
        return chain.get(chain.size() - 1).entry().timestamp();
    }

    /** The number of an author's next entry. */
    public long nextNumber(String author) {
        return 1 + chain.stream().filter(link -> link.author().equals(author)).count();
    }

    /** The hash of every entry by its path: what to pin. */
    public Map<ObjectKey, String> hashes() {
        Map<ObjectKey, String> hashes = new TreeMap<>();
        chain.forEach(link -> hashes.put(link.key(), link.hash()));
        return Collections.unmodifiableMap(hashes);
    }

    /**
     * Returns in silence when all that was pinned before is still there, unchanged.
     *
     * @throws MembershipException when the chain has shrunk or an entry was exchanged
     */
    public void requireCovers(Map<ObjectKey, String> pinnedHashes) throws MembershipException {
        Map<ObjectKey, String> present = hashes();
        for (Map.Entry<ObjectKey, String> pinned : pinnedHashes.entrySet()) {
            String hash = present.get(pinned.getKey());
            if (hash == null) {
                throw new MembershipException("membership entry " + pinned.getKey()
                        + " was there before and is missing now; someone with access to the store has removed it");
            }
            if (!hash.equals(pinned.getValue())) {
                throw new MembershipException("membership entry " + pinned.getKey()
                        + " is not the one that was there before; its author has replaced it");
            }
        }
    }

    private ChainEntry founding() {
        // It has the lowest timestamp, as every other entry follows it.
        return chain.get(0);
    }

    private static Member earliestWithHighestRole(Member earliest, Member later) {
        Member.Role role = later.role() == Member.Role.OWNER ? Member.Role.OWNER : earliest.role();
        return new Member(earliest.name(), earliest.schemeId(), earliest.signingKey(), earliest.encryptionKey(), role);
    }
}

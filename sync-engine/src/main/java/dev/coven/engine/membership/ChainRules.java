package dev.coven.engine.membership;

import dev.coven.engine.document.Member;
import dev.coven.engine.document.MembershipEntry;
import dev.coven.engine.layout.StoreLayout;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must hold between the entries of a chain.
 *
 * <p>The entries are taken in the order of their timestamps. As each must be later than all that it follows, that order
 * puts causes first, and a cycle cannot pass.
 */
final class ChainRules {
    private final List<ChainEntry> chain;
    private final Map<String, Integer> positions = new HashMap<>();
    /** For each entry, the entries that it follows, at any distance. */
    private final BitSet[] pasts;
    /** For each member, the entries that make them an owner. */
    private final Map<String, BitSet> ownerships = new HashMap<>();
    /** For each author, the newest entry so far. */
    private final Map<String, Integer> newest = new HashMap<>();

    private ChainRules(List<ChainEntry> chain) {
        this.chain = chain;
        this.pasts = new BitSet[chain.size()];
        for (int i = 0; i < chain.size(); i++) {
            positions.put(chain.get(i).hash(), i);
        }
    }

    /** Refuses a chain, in causal order, that breaks a rule. */
    static void check(String founderId, List<ChainEntry> chain) throws MembershipException {
        ChainRules rules = new ChainRules(chain);
        rules.checkFounding(founderId);
        for (int i = 0; i < chain.size(); i++) {
            rules.check(i);
        }
    }

    private void checkFounding(String founderId) throws MembershipException {
        ChainEntry founding = null;
        for (ChainEntry candidate : chain) {
            if (!candidate.founds()) {
                continue;
            }
            if (founding != null) {
                throw candidate.refused("the library is founded already by " + founding.key());
            }
            founding = candidate;
        }
        if (founding == null) {
            throw new MembershipException(
                    "no membership entry founds the library; expected is " + StoreLayout.member(founderId, 1));
        }
        Member subject = founding.entry().subject();
        if (!founding.key().equals(StoreLayout.member(founderId, 1))) {
            throw founding.refused("the founder is member " + founderId + ", whose first entry must found the library");
        }
        if (!subject.id().equals(founderId) || subject.role() != Member.Role.OWNER) {
            throw founding.refused("the founder must name themselves, as an owner");
        }
    }

    private void check(int position) throws MembershipException {
        ChainEntry entry = chain.get(position);
        BitSet past = past(entry);
        pasts[position] = past;
        checkNumber(entry, past);
        newest.put(entry.author(), position);
        if (!entry.founds() && !past.intersects(ownerships.getOrDefault(entry.author(), new BitSet()))) {
            throw entry.refused("by all that it follows, its author is not an owner");
        }
        Member subject = entry.entry().subject();
        if (subject.role() == Member.Role.OWNER) {
            ownerships.computeIfAbsent(subject.id(), id -> new BitSet()).set(position);
        }
    }

    private BitSet past(ChainEntry entry) throws MembershipException {
        BitSet past = new BitSet();
        MembershipEntry stated = entry.entry();
        for (String hash : stated.after()) {
            Integer position = positions.get(hash);
            if (position == null) {
                throw entry.refused("it follows the entry of hash " + hash + ", which is missing");
            }
            ChainEntry before = chain.get(position);
            if (before.entry().timestamp() >= stated.timestamp()) {
                throw entry.refused("its timestamp " + stated.timestamp() + " is not above that of " + before.key()
                        + ", which it follows");
            }
            past.set(position);
            past.or(pasts[position]);
        }
        return past;
    }

    /** An author's entries are numbered from 1 and follow one another. */
    private void checkNumber(ChainEntry entry, BitSet past) throws MembershipException {
        Integer previous = newest.get(entry.author());
        long expected = previous == null ? 1 : chain.get(previous).n() + 1;
        if (entry.n() != expected) {
            throw entry.refused("the next entry of its author would be number " + expected);
        }
        if (previous != null && !past.get(previous)) {
            throw entry.refused("it does not follow " + chain.get(previous).key() + " of the same author");
        }
    }
}

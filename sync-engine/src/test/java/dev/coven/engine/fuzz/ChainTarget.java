package dev.coven.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.document.Author;
import dev.coven.engine.document.DocumentKind;
import dev.coven.engine.document.FakeSchemes;
import dev.coven.engine.document.MalformedDocumentException;
import dev.coven.engine.document.Member;
import dev.coven.engine.document.Member.Role;
import dev.coven.engine.document.MembershipEntry;
import dev.coven.engine.document.SignedDocument;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.membership.MembershipChain;
import dev.coven.engine.membership.MembershipException;
import dev.coven.spi.storage.ObjectKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The chain of membership entries. An input says who signs what after which entries, and where it lies; one entry may be spoiled. In
 * a chain that is taken every member is there by the word of somebody who was an owner before.
 */
final class ChainTarget implements FuzzTarget {
    private static final String LIBRARY = "0123456789abcdef0123456789abcdef";
    private static final List<String> PEOPLE = List.of("Ada", "Bob", "Eve");
    private static final int MAX_ENTRIES = 12;
    /** Ada founds; she adds Bob as an owner, who adds Eve. */
    private static final byte[] THREE = {0, 50, 0, 0, 0, 1, 60, 0, 1, 1, 1, 70, 1, 6, 1};

    @Override
    public String name() {
        return "chain";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                new byte[] {0, 50, 0, 0, 0},
                new byte[] {0, 50, 0, 0, 0, 1, 60, 0, 5, 1, 1, 70, 1, 4, 3},
                new byte[] {0, 50, 0, 0, 0, 1, 60, 0, 5, 1, 1, 60, 0, 4, 1},
                THREE);
    }

    /** What is said of an entry, for whoever checks a chain that was taken. */
    private record Stated(String author, Member subject, long time, Set<Integer> past) {}

    @Override
    public void feed(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        Map<ObjectKey, byte[]> objects = new TreeMap<>();
        List<String> hashes = new ArrayList<>();
        List<Stated> stated = new ArrayList<>();
        boolean spoiled = false;
        while (input.hasNext() && hashes.size() < MAX_ENTRIES) {
            int what = input.next();
            MembershipEntry entry;
            Author author;
            try {
                long time = input.next();
                author = FakeSchemes.author(PEOPLE.get(input.choose(PEOPLE.size())));
                int who = input.next();
                Member subject =
                        FakeSchemes.member(PEOPLE.get(who % PEOPLE.size()), (who & 4) == 0 ? Role.OWNER : Role.MEMBER);
                Set<Integer> after = after(input.next(), hashes.size());
                entry = (what & 1) == 0
                        ? MembershipEntry.found(LIBRARY, subject, time, 1, "cd".repeat(32))
                        : MembershipEntry.add(LIBRARY, author, subject, time, hashes(after, hashes));
                author = (what & 1) == 0 ? FakeSchemes.author(subject.name()) : author;
                stated.add(new Stated(author.memberId(), subject, time, past(after, stated)));
            } catch (IllegalArgumentException e) {
                // Nobody can write such an entry; that none can be read is asked of documents.
                continue;
            }
            byte[] written = entry.encode(author);
            hashes.add(hash(written));
            long n = 1
                    + objects.keySet().stream()
                            .filter(key -> key.value()
                                    .contains(stated.get(stated.size() - 1).author()))
                            .count();
            if ((what & 0x30) == 0x30) {
                written[input.next() % written.length] ^= (byte) (1 + input.choose(255));
                spoiled = true;
            }
            spoiled |= (what & 0xC0) == 0xC0;
            objects.put(StoreLayout.member(author.memberId(), n + ((what & 0xC0) == 0xC0 ? 1 : 0)), written);
        }
        validate(objects, stated, spoiled);
    }

    private static void validate(Map<ObjectKey, byte[]> objects, List<Stated> stated, boolean spoiled) {
        String founder = FakeSchemes.author(PEOPLE.get(0)).memberId();
        MembershipChain chain;
        try {
            chain = MembershipChain.validate(LIBRARY, founder, objects, new FakeSchemes());
            chain.requireCovers(chain.hashes());
        } catch (MembershipException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        assertThat(spoiled && stated.size() == 1).isFalse();
        assertThat(chain.hashes()).hasSize(objects.size());
        assertThat(chain.tips()).isNotEmpty();
        assertThat(chain.isOwner(founder)).isTrue();
        Set<String> invited = new HashSet<>();
        for (Stated entry : stated) {
            boolean founding = entry.past().isEmpty();
            assertThat(
                            founding
                                    ? entry.author().equals(founder)
                                    : entry.past().stream()
                                            .map(stated::get)
                                            .anyMatch(before ->
                                                    before.subject().id().equals(entry.author())
                                                            && before.subject().role() == Role.OWNER
                                                            && before.time() < entry.time()))
                    .isTrue();
            invited.add(entry.subject().id());
        }
        assertThat(chain.members()).extracting(Member::id).containsExactlyInAnyOrderElementsOf(invited);
    }

    private static Set<Integer> after(int bits, int entries) {
        Set<Integer> after = new HashSet<>();
        for (int i = 0; i < Math.min(entries, Byte.SIZE); i++) {
            if ((bits >> i & 1) == 1) {
                after.add(entries - 1 - i);
            }
        }
        return after;
    }

    private static Set<Integer> past(Set<Integer> after, List<Stated> stated) {
        Set<Integer> past = new HashSet<>(after);
        after.forEach(entry -> past.addAll(stated.get(entry).past()));
        return past;
    }

    private static List<String> hashes(Set<Integer> after, List<String> hashes) {
        return after.stream().map(hashes::get).toList();
    }

    private static String hash(byte[] entry) {
        try {
            return SignedDocument.parse(DocumentKind.MEMBER, entry).hash();
        } catch (MalformedDocumentException e) {
            throw new AssertionError("an entry that was just written is malformed", e);
        }
    }
}

package dev.coven.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;

import dev.coven.engine.document.Author;
import dev.coven.engine.document.BadSignatureException;
import dev.coven.engine.document.FakeSchemes;
import dev.coven.engine.document.MalformedDocumentException;
import dev.coven.engine.document.Member.Role;
import dev.coven.engine.document.MembershipEntry;
import dev.coven.spi.storage.ObjectKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What makes a chain invalid: one test for each rule. */
class MembershipRulesTest {
    private static final long SEED = 20_260_102;

    private final Entries entries = Entries.founded();

    @Test
    void chain_empty_isRefused() {
        entries.objects().clear();
        requireRefused(Entries.path("Ada", 1), "no membership entry founds");
    }

    @Test
    void chain_foundedByOtherThanPinned_isRefused() {
        entries.objects().clear();
        entries.put("Eve", 1, Entries.founding("Eve", 100).encode(Entries.author("Eve")));
        requireRefused(Entries.path("Eve", 1), "the founder is member " + Entries.id("Ada"));
    }

    @Test
    void chain_withSecondFounding_isRefused() {
        entries.put("Eve", 1, Entries.founding("Eve", 500).encode(Entries.author("Eve")));
        requireRefused(Entries.path("Eve", 1), "founded already");
    }

    @Test
    void founding_atLaterNumber_isRefused() {
        entries.objects().clear();
        entries.put("Ada", 2, Entries.founding("Ada", 100).encode(Entries.author("Ada")));
        requireRefused(Entries.path("Ada", 2), "first entry");
    }

    @Test
    void founding_ofSomeoneElse_isRefused() {
        entries.objects().clear();
        Author ada = Entries.author("Ada");
        byte[] founding = new MembershipEntry(
                        Entries.LIBRARY,
                        ada.schemeId(),
                        ada.key(),
                        MembershipEntry.Op.FOUND,
                        FakeSchemes.member("Eve", Role.OWNER),
                        100,
                        List.of(),
                        1,
                        Entries.COMMITMENT)
                .encode(ada);
        entries.put("Ada", 1, founding);
        requireRefused(Entries.path("Ada", 1), "must name themselves");
    }

    @Test
    void founding_withoutOwnership_isRefused() {
        entries.objects().clear();
        MembershipEntry founding = MembershipEntry.found(
                Entries.LIBRARY, FakeSchemes.member("Ada", Role.MEMBER), 100, 1, Entries.COMMITMENT);
        entries.put("Ada", 1, founding.encode(Entries.author("Ada")));
        requireRefused(Entries.path("Ada", 1), "as an owner");
    }

    @Test
    void add_byMemberWhoIsNoOwner_isRefused() {
        String bob = entries.add("Ada", "Bob", Role.MEMBER, 200, List.of(entries.founding()));
        entries.add("Bob", "Eve", Role.MEMBER, 300, List.of(bob));
        requireRefused(Entries.path("Bob", 1), "not an owner");
    }

    @Test
    void add_byStranger_isRefused() {
        entries.add("Eve", "Eve", Role.OWNER, 300, List.of(entries.founding()));
        requireRefused(Entries.path("Eve", 1), "not an owner");
    }

    @Test
    void add_byOwnerThroughEntryThatItDoesNotFollow_isRefused() {
        entries.add("Ada", "Bob", Role.OWNER, 200, List.of(entries.founding()));
        entries.add("Bob", "Eve", Role.MEMBER, 300, List.of(entries.founding()));
        requireRefused(Entries.path("Bob", 1), "not an owner");
    }

    @Test
    void add_atOtherAuthorsPath_isRefused() {
        byte[] byAda = MembershipEntry.add(
                        Entries.LIBRARY,
                        Entries.author("Ada"),
                        FakeSchemes.member("Eve", Role.OWNER),
                        300,
                        List.of(entries.founding()))
                .encode(Entries.author("Ada"));
        entries.put("Bob", 1, byAda);
        requireRefused(Entries.path("Bob", 1), "its author is member " + Entries.id("Ada"));
    }

    @Test
    void numbers_withGap_areRefused() {
        entries.addAs(3, "Ada", "Bob", Role.MEMBER, 200, List.of(entries.founding()));
        requireRefused(Entries.path("Ada", 3), "would be number 2");
    }

    @Test
    void numbers_againstTimeOrder_areRefused() {
        String second = entries.addAs(3, "Ada", "Bob", Role.MEMBER, 200, List.of(entries.founding()));
        entries.addAs(2, "Ada", "Cyd", Role.MEMBER, 300, List.of(second));
        requireRefused(Entries.path("Ada", 3), "would be number 2");
    }

    @Test
    void entry_notFollowingItsAuthorsOneBefore_isRefused() {
        entries.add("Ada", "Bob", Role.MEMBER, 200, List.of(entries.founding()));
        entries.add("Ada", "Cyd", Role.MEMBER, 300, List.of(entries.founding()));
        requireRefused(Entries.path("Ada", 3), "does not follow");
    }

    @Test
    void entry_followingMissingOne_isRefused() {
        entries.add("Ada", "Bob", Role.MEMBER, 200, List.of(entries.founding(), "ee".repeat(32)));
        requireRefused(Entries.path("Ada", 2), "ee".repeat(32));
    }

    @Test
    void entry_removedFromTheMiddle_isRefused() {
        String bob = entries.add("Ada", "Bob", Role.OWNER, 200, List.of(entries.founding()));
        entries.add("Bob", "Cyd", Role.MEMBER, 300, List.of(bob));
        entries.objects().remove(Entries.path("Ada", 2));
        requireRefused(Entries.path("Bob", 1), "is missing");
    }

    @Test
    void entry_notLaterThanWhatItFollows_isRefused() {
        entries.add("Ada", "Bob", Role.MEMBER, Entries.FOUNDED, List.of(entries.founding()));
        requireRefused(Entries.path("Ada", 2), "not above");
    }

    @Test
    void entry_copiedToNextNumber_isRefused() {
        entries.add("Ada", "Bob", Role.MEMBER, 200, List.of(entries.founding()));
        entries.put("Ada", 3, entries.objects().get(Entries.path("Ada", 2)));
        assertThatExceptionOfType(MembershipException.class).isThrownBy(entries::chain);
    }

    @Test
    void entry_ofOtherLibrary_isRefused() {
        MembershipEntry other = MembershipEntry.add(
                "f".repeat(32),
                Entries.author("Ada"),
                FakeSchemes.member("Eve", Role.OWNER),
                300,
                List.of(entries.founding()));
        entries.put("Ada", 2, other.encode(Entries.author("Ada")));
        requireRefused(Entries.path("Ada", 2), "library");
    }

    @Test
    void entry_withBadSignature_isRefusedWithCause() {
        entries.add("Ada", "Bob", Role.MEMBER, 200, List.of(entries.founding()));
        byte[] bytes = entries.objects().get(Entries.path("Ada", 2));
        bytes[bytes.length - 1] ^= 1;
        assertThatExceptionOfType(MembershipException.class)
                .isThrownBy(entries::chain)
                .withMessageContaining(Entries.path("Ada", 2).value())
                .withCauseInstanceOf(BadSignatureException.class);
    }

    @Test
    void entry_malformed_isRefusedWithCause() {
        entries.objects().put(Entries.path("Ada", 2), new byte[] {1, 2, 3});
        assertThatExceptionOfType(MembershipException.class)
                .isThrownBy(entries::chain)
                .withCauseInstanceOf(MalformedDocumentException.class);
    }

    @Test
    void entry_atPathOfAnotherKind_isRefused() {
        ObjectKey head = new ObjectKey("index/heads/" + "0".repeat(32));
        entries.objects().put(head, entries.objects().get(Entries.path("Ada", 1)));
        requireRefused(head, "path");
    }

    @Test
    void entries_onePastLimit_areRefusedUnread() {
        Map<ObjectKey, byte[]> many = new HashMap<>();
        for (int n = 1; n <= MembershipChain.MAX_ENTRIES + 1; n++) {
            many.put(Entries.path("Ada", n), new byte[0]);
        }
        assertThatExceptionOfType(MembershipException.class)
                .isThrownBy(() -> MembershipChain.validate(Entries.LIBRARY, Entries.id("Ada"), many, new FakeSchemes()))
                .withMessageContaining("limit");
    }

    @Test
    void entries_atLimit_areTaken() throws Exception {
        String last = entries.founding();
        for (int n = 2; n <= MembershipChain.MAX_ENTRIES; n++) {
            last = entries.addAs(n, "Ada", "Bob", Role.MEMBER, Entries.FOUNDED + n, List.of(last));
        }
        assertThat(entries.chain().hashes()).hasSize(MembershipChain.MAX_ENTRIES);
    }

    @Test
    void validate_anyMutation_isRefusedOrSame() throws Exception {
        String bob = entries.add("Ada", "Bob", Role.OWNER, 200, List.of(entries.founding()));
        entries.add("Bob", "Cyd", Role.MEMBER, 300, List.of(bob));
        Map<ObjectKey, String> hashes = entries.chain().hashes();
        List<ObjectKey> keys = List.copyOf(entries.objects().keySet());
        Random random = new Random(SEED);
        for (int round = 0; round < 10_000; round++) {
            ObjectKey key = keys.get(random.nextInt(keys.size()));
            byte[] valid = entries.objects().get(key);
            entries.objects().put(key, mutated(valid, random));
            Throwable thrown = catchThrowable(() -> entries.chain());
            if (thrown == null && !entries.chain().hashes().equals(hashes)) {
                fail("seed %d round %d: a changed chain was accepted", SEED, round);
            }
            if (thrown != null && !(thrown instanceof MembershipException)) {
                fail("seed %d round %d".formatted(SEED, round), thrown);
            }
            entries.objects().put(key, valid);
        }
    }

    private static byte[] mutated(byte[] valid, Random random) {
        byte[] bytes = random.nextInt(4) == 0 ? Arrays.copyOf(valid, random.nextInt(valid.length + 10)) : valid.clone();
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private void requireRefused(ObjectKey named, String reason) {
        assertThatExceptionOfType(MembershipException.class)
                .isThrownBy(entries::chain)
                .withMessageContaining(named.value())
                .withMessageContaining(reason);
    }
}

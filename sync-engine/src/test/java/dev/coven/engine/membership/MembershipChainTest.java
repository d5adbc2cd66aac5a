package dev.coven.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.coven.engine.document.FakeSchemes;
import dev.coven.engine.document.Member;
import dev.coven.engine.document.Member.Role;
import dev.coven.spi.storage.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a valid chain says. */
class MembershipChainTest {
    @Test
    void chain_justFounded_hasTheFounderAsOwner() throws Exception {
        MembershipChain chain = Entries.founded().chain();

        assertThat(chain.members()).containsExactly(FakeSchemes.member("Ada", Role.OWNER));
        assertThat(chain.isOwner(Entries.id("Ada"))).isTrue();
        assertThat(chain.currentEpoch()).isEqualTo(1);
        assertThat(chain.keyCommitment(1)).isEqualTo(Entries.COMMITMENT);
        assertThat(chain.latestTimestamp()).isEqualTo(Entries.FOUNDED);
        assertThat(chain.nextNumber(Entries.id("Ada"))).isEqualTo(2);
        assertThat(chain.nextNumber(Entries.id("Bob"))).isEqualTo(1);
        assertThat(chain.tips()).containsExactly(Entries.founded().founding());
    }

    @Test
    void keyCommitment_ofUnknownEpoch_isRefused() throws Exception {
        MembershipChain chain = Entries.founded().chain();

        assertThatExceptionOfType(MembershipException.class)
                .isThrownBy(() -> chain.keyCommitment(2))
                .withMessageContaining("2");
    }

    @Test
    void isMemberAt_beforeAtAndAfterEntry_holdsFromTheEntryOn() throws Exception {
        Entries entries = Entries.founded();
        entries.add("Ada", "Bob", Role.MEMBER, 200, List.of(entries.founding()));
        MembershipChain chain = entries.chain();

        assertThat(chain.isMemberAt(Entries.id("Bob"), 199)).isFalse();
        assertThat(chain.isMemberAt(Entries.id("Bob"), 200)).isTrue();
        assertThat(chain.isMemberAt(Entries.id("Bob"), Long.MAX_VALUE)).isTrue();
        assertThat(chain.isMemberAt(Entries.id("Eve"), Long.MAX_VALUE)).isFalse();
        assertThat(chain.isOwner(Entries.id("Bob"))).isFalse();
        assertThat(chain.member(Entries.id("Eve"))).isEmpty();
    }

    @Test
    void addedOwner_addsOthers_isFollowedTransitively() throws Exception {
        Entries entries = Entries.founded();
        String bob = entries.add("Ada", "Bob", Role.OWNER, 200, List.of(entries.founding()));
        String cyd = entries.add("Bob", "Cyd", Role.MEMBER, 300, List.of(bob));
        entries.add("Bob", "Dan", Role.MEMBER, 400, List.of(cyd));

        assertThat(entries.chain().members()).extracting(Member::name).containsExactly("Ada", "Bob", "Cyd", "Dan");
        assertThat(entries.chain().latestTimestamp()).isEqualTo(400);
    }

    @Test
    void tips_afterConcurrentEntries_areBothUntilOneFollowsThem() throws Exception {
        Entries entries = Entries.founded();
        String bob = entries.add("Ada", "Bob", Role.OWNER, 200, List.of(entries.founding()));
        String byAda = entries.add("Ada", "Cyd", Role.MEMBER, 300, List.of(bob));
        String byBob = entries.add("Bob", "Dan", Role.MEMBER, 300, List.of(bob));
        assertThat(entries.chain().tips()).containsExactlyInAnyOrder(byAda, byBob);

        String joined =
                entries.add("Ada", "Eli", Role.MEMBER, 400, entries.chain().tips());
        assertThat(entries.chain().tips()).containsExactly(joined);
    }

    @Test
    void member_addedTwiceConcurrently_isInFromTheFirstWithTheHighestRole() throws Exception {
        Entries entries = Entries.founded();
        String bob = entries.add("Ada", "Bob", Role.OWNER, 200, List.of(entries.founding()));
        entries.add("Ada", "Cyd", Role.MEMBER, 300, List.of(bob));
        entries.add("Bob", "Cyd", Role.OWNER, 310, List.of(bob));
        MembershipChain chain = entries.chain();

        assertThat(chain.members()).hasSize(3);
        assertThat(chain.isMemberAt(Entries.id("Cyd"), 300)).isTrue();
        assertThat(chain.isOwner(Entries.id("Cyd"))).isTrue();
    }

    @Test
    void hashes_ofChain_nameEveryEntry() throws Exception {
        Entries entries = Entries.founded();
        String bob = entries.add("Ada", "Bob", Role.MEMBER, 200, List.of(entries.founding()));

        assertThat(entries.chain().hashes())
                .isEqualTo(Map.of(Entries.path("Ada", 1), entries.founding(), Entries.path("Ada", 2), bob));
    }

    @Test
    void requireCovers_sameOrGrownChain_isSilent() throws Exception {
        Entries entries = Entries.founded();
        Map<ObjectKey, String> pinned = entries.chain().hashes();
        entries.add("Ada", "Bob", Role.MEMBER, 200, List.of(entries.founding()));
        MembershipChain grown = entries.chain();

        assertThatCode(() -> grown.requireCovers(pinned)).doesNotThrowAnyException();
        assertThatCode(() -> grown.requireCovers(Map.of())).doesNotThrowAnyException();
    }

    @Test
    void requireCovers_shrunkChain_isRefusedByPath() throws Exception {
        Entries entries = Entries.founded();
        entries.add("Ada", "Bob", Role.MEMBER, 200, List.of(entries.founding()));
        Map<ObjectKey, String> pinned = entries.chain().hashes();
        MembershipChain shrunk = Entries.founded().chain();

        assertThatExceptionOfType(MembershipException.class)
                .isThrownBy(() -> shrunk.requireCovers(pinned))
                .withMessageContaining(Entries.path("Ada", 2).value());
    }

    @Test
    void requireCovers_exchangedEntry_isRefusedByPath() throws Exception {
        Entries entries = Entries.founded();
        entries.add("Ada", "Bob", Role.MEMBER, 200, List.of(entries.founding()));
        Map<ObjectKey, String> pinned = new TreeMap<>(entries.chain().hashes());
        entries.addAs(2, "Ada", "Eve", Role.MEMBER, 200, List.of(entries.founding()));
        MembershipChain exchanged = entries.chain();

        assertThatExceptionOfType(MembershipException.class)
                .isThrownBy(() -> exchanged.requireCovers(pinned))
                .withMessageContaining(Entries.path("Ada", 2).value());
    }
}

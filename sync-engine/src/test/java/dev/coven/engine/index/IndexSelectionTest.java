package dev.coven.engine.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.document.Author;
import dev.coven.engine.document.DeviceNonce;
import dev.coven.engine.document.Fingerprints;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.fingerprint.StateDigest;
import dev.coven.engine.fingerprint.StateSum;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.membership.MembershipChain;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.Signer;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IndexSelectionTest {
    private static final int SEALED_BYTES = 8 + 12 + 16;

    private static ObjectStat stat(ObjectKey key, long size) {
        return new ObjectStat(key, size, new ObjectVersion("1"));
    }

    private static ObjectKey head(int number) {
        return StoreLayout.head("%032x".formatted(number));
    }

    private static ObjectStat member(int number, long size) {
        return stat(StoreLayout.member("ab".repeat(20), number), size);
    }

    private static IndexSelection of(List<ObjectStat> listed, ObjectKey... seen) {
        return IndexSelection.of(listed, Set.of(seen));
    }

    @Test
    void head_asLargeAsMayBe_isReadAndOneByteMoreIsNot() {
        IndexSelection selection = of(List.of(
                stat(head(1), IndexSelection.MAX_HEAD_BYTES), stat(head(2), IndexSelection.MAX_HEAD_BYTES + 1L)));
        assertThat(selection.reads(head(1))).isTrue();
        assertThat(selection.reads(head(2))).isFalse();
        assertThat(selection.refusedHeads()).containsOnlyKeys(head(2));
        assertThat(selection.refusedHeads().get(head(2))).contains("MAX_HEAD_BYTES");
    }

    @Test
    void head_withAllThatADocumentAllows_isWithinTheLimit() {
        PublicKey key = new PublicKey(new byte[PublicKey.MAX_BYTES]);
        Author author = new Author("s".repeat(40), key, message -> new byte[Signer.MAX_SIGNATURE_BYTES]);
        DeviceNonce nonce = new DeviceNonce(new byte[DeviceNonce.BYTES]);
        Map<String, Long> cursors = new HashMap<>();
        for (int i = 0; i < HeadDocument.MAX_CURSORS; i++) {
            cursors.put("%032x".formatted(i), Long.MAX_VALUE);
        }
        byte[] largest = new HeadDocument(
                        "ab".repeat(16),
                        Fingerprints.deviceId(author.schemeId(), key, nonce),
                        nonce,
                        "€".repeat(HeadDocument.MAX_NAME_CHARS),
                        author.schemeId(),
                        key,
                        Long.MAX_VALUE,
                        "ab".repeat(32),
                        cursors,
                        Hlc.MAX_MILLIS,
                        Hlc.MAX_MILLIS << 16,
                        Optional.of(new StateDigest("ab".repeat(32), new StateSum(-1, -1))))
                .encode(author);
        assertThat(largest.length + SEALED_BYTES).isLessThan(IndexSelection.MAX_HEAD_BYTES);
    }

    @Test
    void heads_moreThanFitTogether_theLargestOfTheUnknownAreHeld() {
        long size = IndexSelection.MAX_HEAD_BYTES;
        int fitting = (int) (IndexSelection.MAX_HEADS_BYTES / size);
        List<ObjectStat> listed = new ArrayList<>();
        for (int i = 0; i < fitting; i++) {
            listed.add(stat(head(i), size));
        }
        assertThat(of(listed).refusedHeads()).isEmpty();

        listed.add(stat(head(fitting), 1));
        IndexSelection selection = of(listed, head(fitting - 1));
        assertThat(selection.refusedHeads()).containsOnlyKeys(head(fitting - 2));
        assertThat(selection.refusedHeads().get(head(fitting - 2))).contains("MAX_HEADS_BYTES");
        assertThat(selection.reads(head(fitting))).isTrue();
        assertThat(selection.reads(head(fitting - 1))).isTrue();
    }

    @Test
    void heads_moreThanAreLookedAt_knownOnesComeFirst() {
        List<ObjectStat> listed = new ArrayList<>();
        for (int i = 0; i <= IndexSelection.MAX_HEADS; i++) {
            listed.add(stat(head(i), 1));
        }
        IndexSelection selection = of(listed, head(IndexSelection.MAX_HEADS));
        assertThat(selection.reads(head(IndexSelection.MAX_HEADS))).isTrue();
        assertThat(selection.reads(head(IndexSelection.MAX_HEADS - 1))).isFalse();
        assertThat(selection.refusedHeads()).isEmpty();
        assertThat(selection.headsLeftOut()).isOne();
    }

    @Test
    void schemas_moreThanFitTogether_lowVersionsAndKnownOnesAreRead() {
        int fitting = (int) (IndexSelection.MAX_SCHEMAS_BYTES / IndexSelection.MAX_DOCUMENT_BYTES);
        List<ObjectStat> listed = new ArrayList<>();
        for (int i = 0; i <= fitting; i++) {
            listed.add(stat(StoreLayout.schema(i), IndexSelection.MAX_DOCUMENT_BYTES));
        }
        assertThat(of(listed).reads(StoreLayout.schema(fitting - 1))).isTrue();
        assertThat(of(listed).reads(StoreLayout.schema(fitting))).isFalse();
        IndexSelection known = of(listed, StoreLayout.schema(fitting));
        assertThat(known.reads(StoreLayout.schema(fitting))).isTrue();
        assertThat(known.reads(StoreLayout.schema(fitting - 1))).isFalse();
    }

    @Test
    void membership_atEachLimit_isReadAndOnePastItIsNot() {
        assertThat(IndexSelection.membershipFault(List.of(member(1, IndexSelection.MAX_DOCUMENT_BYTES))))
                .isEmpty();
        assertThat(IndexSelection.membershipFault(List.of(member(1, IndexSelection.MAX_DOCUMENT_BYTES + 1L))))
                .isPresent();

        List<ObjectStat> many = new ArrayList<>();
        for (int i = 1; i <= MembershipChain.MAX_ENTRIES; i++) {
            many.add(member(i, 1));
        }
        assertThat(IndexSelection.membershipFault(many)).isEmpty();
        many.add(member(MembershipChain.MAX_ENTRIES + 1, 1));
        assertThat(IndexSelection.membershipFault(many)).get().asString().contains("10000");

        List<ObjectStat> large = new ArrayList<>();
        for (int i = 1; i <= IndexSelection.MAX_MEMBERSHIP_BYTES >> 20; i++) {
            large.add(member(i, 1 << 20));
        }
        assertThat(IndexSelection.membershipFault(large)).isEmpty();
        large.add(member(large.size() + 1, 1));
        assertThat(IndexSelection.membershipFault(large)).isPresent();
    }
}

package dev.coven.engine.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.storage.ObjectKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreLayoutTest {
    private static final String DEVICE = "0123456789abcdef0123456789abcdef";
    private static final String MEMBER = "0123456789abcdef0123456789abcdef01234567";

    @Test
    void names_ofAllObjects_areThoseOfTheFormat() {
        assertThat(StoreLayout.library()).hasToString("index/library");
        assertThat(StoreLayout.schema(0)).hasToString("index/schema/0");
        assertThat(StoreLayout.head(DEVICE)).hasToString("index/heads/" + DEVICE);
        assertThat(StoreLayout.member(MEMBER, 12)).hasToString("index/members/" + MEMBER + "/12");
        assertThat(StoreLayout.wrappedKey(MEMBER, 3)).hasToString("index/keys/" + MEMBER + "/3");
        assertThat(StoreLayout.snapshotPointer(DEVICE)).hasToString("index/snapshots/" + DEVICE);
        assertThat(StoreLayout.changeset(DEVICE, 0x1F)).hasToString("changes/" + DEVICE + "/000000000000001f");
    }

    static List<IndexEntry> entries() {
        return List.of(
                new IndexEntry.Library(),
                new IndexEntry.Schema(0),
                new IndexEntry.Schema(Long.MAX_VALUE),
                new IndexEntry.Head(DEVICE),
                new IndexEntry.Member(MEMBER, 1),
                new IndexEntry.Member(MEMBER, Long.MAX_VALUE),
                new IndexEntry.WrappedKey(MEMBER, 1),
                new IndexEntry.WrappedKey(MEMBER, Integer.MAX_VALUE),
                new IndexEntry.SnapshotPointer(DEVICE));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void parse_nameThatLayoutMakes_isThatEntry(IndexEntry entry) {
        assertThat(StoreLayout.parse(entry.key())).isEqualTo(entry);
        assertThat(StoreLayout.INDEX.covers(entry.key())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index",
                "library",
                "index/library/x",
                "index/other",
                "index/schema/-1",
                "index/schema/01",
                "index/schema/9223372036854775808",
                "index/schema/99999999999999999999999999",
                "index/schema/1/2",
                "index/schema/1a",
                "index/heads/0123",
                "index/heads/0123456789ABCDEF0123456789ABCDEF",
                "index/heads/0123456789abcdef0123456789abcdef/1",
                "index/members/0123456789abcdef0123456789abcdef01234567",
                "index/members/0123456789abcdef0123456789abcdef01234567/0",
                "index/members/0123456789abcdef0123456789abcdef01234567/01",
                "index/members/0123456789abcdef0123456789abcdef01234567/1/1",
                "index/members/0123456789abcdef0123456789abcdef/1",
                "index/keys/0123456789abcdef0123456789abcdef01234567/2147483648",
                "index/keys/0123456789abcdef0123456789abcdef01234567/0",
                "index/snapshots/x",
                "changes/0123456789abcdef0123456789abcdef/0000000000000001"
            })
    void parse_anyOtherName_isUnknown(String name) {
        ObjectKey key = new ObjectKey(name);
        assertThat(StoreLayout.parse(key)).isEqualTo(new IndexEntry.Unknown(key));
    }

    @Test
    void changeset_laterSeq_sortsLater() {
        List<ObjectKey> names = List.of(
                StoreLayout.changeset(DEVICE, 1),
                StoreLayout.changeset(DEVICE, 9),
                StoreLayout.changeset(DEVICE, 10),
                StoreLayout.changeset(DEVICE, 255),
                StoreLayout.changeset(DEVICE, 256),
                StoreLayout.changeset(DEVICE, Long.MAX_VALUE));
        assertThat(names).isSorted().allMatch(StoreLayout.CHANGES::covers);
    }

    @Test
    void names_ofIdsOrNumbersOutOfForm_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> StoreLayout.head("../" + DEVICE));
        assertThatIllegalArgumentException().isThrownBy(() -> StoreLayout.snapshotPointer(MEMBER));
        assertThatIllegalArgumentException().isThrownBy(() -> StoreLayout.changeset("", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> StoreLayout.changeset(DEVICE, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> StoreLayout.member(DEVICE, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> StoreLayout.member(MEMBER, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> StoreLayout.wrappedKey(MEMBER, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> StoreLayout.schema(-1));
    }

    @Test
    void blob_isBelowTheFirstTwoCharactersOfItsId() {
        assertThat(StoreLayout.blob(new BlobRef("photos", "Ab_3"))).hasToString("blobs/photos/Ab/Ab_3");
        String longest = "x".repeat(128);
        assertThat(StoreLayout.blob(new BlobRef("n".repeat(40), longest)).value())
                .endsWith("/xx/" + longest);
    }
}

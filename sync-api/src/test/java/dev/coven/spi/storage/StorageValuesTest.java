package dev.coven.spi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageValuesTest {
    private static final long MAX = Long.MAX_VALUE;

    @ParameterizedTest
    @CsvSource({
        "0,1,0,0",
        "0,1,1,1",
        "0,9223372036854775807,10,10",
        "3,4,10,4",
        "8,4,10,2",
        "10,1,10,0",
        "11,1,10,0",
        "9223372036854775807,9223372036854775807,10,0",
        "0,9223372036854775807,9223372036854775807,9223372036854775807"
    })
    void lengthWithin_size_isWhatTheRangeHasOfIt(long offset, long length, long size, long expected) {
        assertThat(new ByteRange(offset, length).lengthWithin(size)).isEqualTo(expected);
    }

    @Test
    void byteRange_impossible_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(0, 0));
        assertThat(ByteRange.from(0).isAll()).isTrue();
        assertThat(ByteRange.from(1).isAll()).isFalse();
        assertThat(new ByteRange(0, MAX - 1).isAll()).isFalse();
    }

    @Test
    void objectVersion_atTheLimit_isValidAndOnePastItIsNot() {
        assertThat(new ObjectVersion("v".repeat(ObjectVersion.MAX_CHARS)).token())
                .hasSize(ObjectVersion.MAX_CHARS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObjectVersion("v".repeat(ObjectVersion.MAX_CHARS + 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectVersion(""));
    }

    @Test
    void objectStat_negativeSize_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ObjectStat(new ObjectKey("a"), -1, new ObjectVersion("v")))
                .withMessageContaining("a");
    }

    @Test
    void storeTraits_set_isCopied() {
        Set<Capability> capabilities = EnumSet.allOf(Capability.class);
        StoreTraits traits = new StoreTraits(capabilities, 1, 1);
        capabilities.clear();
        assertThat(traits.has(Capability.CREATE_IF_ABSENT)).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new StoreTraits(Set.of(), 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StoreTraits(Set.of(), 1, 0));
    }

    @Test
    void payload_array_isCopiedAndOpensAnew() throws Exception {
        byte[] bytes = {1, 2, 3};
        Payload payload = Payload.of(bytes);
        bytes[0] = 9;
        for (int i = 0; i < 2; i++) {
            assertThat(payload.open().readAllBytes()).containsExactly(1, 2, 3);
        }
        assertThat(payload.length()).isEqualTo(3);
    }

    @Test
    void listPage_objects_areCopied() {
        List<ObjectStat> objects = new ArrayList<>();
        ListPage last = ListPage.last(objects);
        objects.add(new ObjectStat(new ObjectKey("a"), 1, new ObjectVersion("v")));
        assertThat(last.objects()).isEmpty();
        assertThat(last.next()).isEmpty();
        assertThat(ListPage.of(objects, new ListCursor("x")).next()).contains(new ListCursor("x"));
        assertThat(ListCursor.start().isStart()).isTrue();
        assertThat(new ListCursor("x").isStart()).isFalse();
    }

    @Test
    void storageException_parts_areKept() {
        Exception cause = new IllegalStateException("inner");
        StorageException failure = new StorageException(
                StorageException.Kind.DENIED, StorageException.Retry.NEVER, "get a: denied", cause);
        assertThat(failure.kind()).isEqualTo(StorageException.Kind.DENIED);
        assertThat(failure.retry()).isEqualTo(StorageException.Retry.NEVER);
        assertThat(failure).hasCause(cause).hasMessage("get a: denied");
    }
}

package dev.coven.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetTable;
import dev.coven.engine.changeset.MalformedChangesetException;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.row.SqlValue;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private static final ChangesetTable T = new ChangesetTable("t", List.of(1));
    private static final Hlc STAMP = new Hlc(20, "a");

    @Test
    void changes_ofManyBatches_comeInTheirOrder() throws Exception {
        int changes = 12_345;
        try (ReadAhead ahead = ReadAhead.of(numbers(changes, null))) {
            for (int i = 0; i < changes; i++) {
                assertThat(numberOf(ahead.next())).isEqualTo(i);
            }
            assertThat(ahead.next()).isNull();
        }
    }

    /** One waits, and one was read and found no room beside it. */
    @Test
    void changes_thatAreLarge_areReadAheadOneByOne() throws Exception {
        SqlValue large = SqlValue.blob(new byte[4 << 20]);
        int changes = 50;
        AtomicInteger read = new AtomicInteger();
        AtomicReference<Thread> reader = new AtomicReference<>();
        ChangeSource source = () -> {
            reader.set(Thread.currentThread());
            return read.getAndIncrement() < changes ? StampedChange.of(Change.insert(T, List.of(large)), STAMP) : null;
        };
        try (ReadAhead ahead = ReadAhead.of(source)) {
            for (int taken = 0; taken < changes - 2; taken++) {
                while (reader.get() == null || reader.get().getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                assertThat(read.get()).isLessThanOrEqualTo(taken + 2);
                assertThat(ahead.next()).isNotNull();
            }
        }
    }

    @Test
    void failure_ofTheSource_comesAfterTheChangesBeforeIt() throws Exception {
        for (Exception failure : List.of(
                new IOException("cut"), new MalformedChangesetException(7, "odd"), new IllegalStateException("bug"))) {
            try (ReadAhead ahead = ReadAhead.of(numbers(1_001, failure))) {
                for (int i = 0; i < 1_001; i++) {
                    assertThat(numberOf(ahead.next())).isEqualTo(i);
                }
                assertThatThrownBy(ahead::next).isSameAs(failure);
            }
        }
    }

    @Test
    void close_beforeTheEnd_leavesTheSourceAlone() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        ReadAhead ahead = ReadAhead.of(() -> change(asked.getAndIncrement()));
        assertThat(numberOf(ahead.next())).isZero();
        ahead.close();

        int known = asked.get();
        assertThat(ahead.next()).isNull();
        assertThat(asked).hasValue(known);
        // The batch that is being taken, those that wait, and the one being filled.
        assertThat(known).isLessThanOrEqualTo(6 * 500);
    }

    @Test
    void interrupt_ofTheMerge_losesNothingAndIsKept() throws Exception {
        Thread.currentThread().interrupt();
        try (ReadAhead ahead = ReadAhead.of(numbers(600, null))) {
            for (int i = 0; i < 600; i++) {
                assertThat(numberOf(ahead.next())).isEqualTo(i);
            }
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    private static ChangeSource numbers(int count, Exception failure) {
        AtomicInteger next = new AtomicInteger();
        return () -> {
            if (next.get() < count) {
                return change(next.getAndIncrement());
            }
            if (failure instanceof IOException known) {
                throw known;
            }
            if (failure instanceof MalformedChangesetException known) {
                throw known;
            }
            if (failure instanceof RuntimeException known) {
                throw known;
            }
            return null;
        };
    }

    private static StampedChange change(int number) {
        return StampedChange.of(Change.insert(T, List.of(SqlValue.of(number))), STAMP);
    }

    private static long numberOf(StampedChange change) {
        return ((SqlValue.Int) change.key().get(0)).value();
    }
}

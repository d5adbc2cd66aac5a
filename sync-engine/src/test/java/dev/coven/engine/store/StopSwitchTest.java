package dev.coven.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StopSwitchTest {
    private final StopSwitch stop = new StopSwitch();

    @Test
    void work_afterTheStop_doesNotBegin() {
        stop.stop();
        assertThatThrownBy(() -> stop.during(() -> {
                    throw new AssertionError("it began");
                }))
                .isInstanceOf(StoppedException.class);
        assertThatThrownBy(stop::check).isInstanceOf(StoppedException.class);
    }

    @Test
    void work_thatFailsForItself_failsAsItDoes() {
        IOException failure = new IOException("reset");
        assertThatThrownBy(() -> stop.during(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
    }

    /** Whatever a client makes of being stopped, it is no failure of the store. */
    @Test
    void work_thatFailsBecauseOfTheStop_isStopped() {
        assertThatThrownBy(() -> stop.during(() -> {
                    stop.stop();
                    throw new StorageException(
                            StorageException.Kind.UNAVAILABLE, StorageException.Retry.SAFE, "closed by interrupt");
                }))
                .isInstanceOf(StoppedException.class)
                .hasCauseInstanceOf(StorageException.class);
    }

    @Test
    void work_thatCameToItsEndNevertheless_givesItsResult() {
        String result = stop.during(() -> {
            stop.stop();
            return "stored";
        });
        assertThat(result).isEqualTo("stored");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void workWithinWork_isInterruptedUntilTheOuterOneEnds() {
        assertThatThrownBy(() -> stop.during(() -> {
                    stop.during(() -> "inner");
                    stop.stop();
                    assertThat(Thread.currentThread().isInterrupted()).isTrue();
                    return stop.during(() -> "never");
                }))
                .isInstanceOf(StoppedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void pauseOfAnotherThread_ends_andTheThreadIsNotLeftInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Pause pause = stop.over(duration -> {
            begun.countDown();
            never.await();
        });
        Thread waiter = new Thread(() -> {
            failure.set(catchThrowable(() -> pause.pause(Duration.ofDays(1))));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        waiter.start();
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        stop.stop();
        waiter.join(TimeUnit.SECONDS.toMillis(60));
        assertThat(failure.get()).isInstanceOf(StoppedException.class);
        assertThat(interrupted.get()).isFalse();
    }
}

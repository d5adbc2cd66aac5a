package dev.coven.engine.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.engine.SyncException;
import dev.coven.engine.config.LibraryFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CycleLockTest {
    @Test
    void heldLock_isRefusedWithItsHolderAfterTheWait(@TempDir Path dir) throws Exception {
        LibraryFolder folder = new LibraryFolder(dir.resolve("my.db"));
        List<Duration> waits = new ArrayList<>();
        try (CycleLock first = CycleLock.acquire(folder, Duration.ZERO, waits::add, "process 7 on desk")) {
            assertThat(first.isHeld()).isTrue();
            assertThatThrownBy(() -> CycleLock.acquire(folder, Duration.ofMillis(100), waits::add, "me"))
                    .isInstanceOf(SyncException.class)
                    .hasMessageContaining("process 7 on desk");
        }
        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void releasedLock_isFree(@TempDir Path dir) throws Exception {
        LibraryFolder folder = new LibraryFolder(dir.resolve("my.db"));
        CycleLock.acquire(folder, Duration.ZERO, duration -> {}, "first").close();
        try (CycleLock second = CycleLock.acquire(folder, Duration.ZERO, duration -> {}, "second")) {
            assertThat(second.isHeld()).isTrue();
        }
    }

    /** A file system drops a process's locks on a file when the process closes it, by whatever channel. */
    @Test
    void heldLock_whenAnotherOneOfTheProcessGivesUp_isHeldStill(@TempDir Path dir) throws Exception {
        LibraryFolder folder = new LibraryFolder(dir.resolve("my.db"));
        try (CycleLock first = CycleLock.acquire(folder, Duration.ZERO, duration -> {}, "first")) {
            assertThat(first.isHeld()).isTrue();
            assertThatThrownBy(() -> CycleLock.acquire(folder, Duration.ZERO, duration -> {}, "second"))
                    .isInstanceOf(SyncException.class);
            assertThatThrownBy(() -> CycleLock.acquire(
                            folder,
                            Duration.ofMillis(100),
                            duration -> {
                                throw new IllegalStateException("closed meanwhile");
                            },
                            "third"))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(seenByAnotherProcess(folder.path().resolve("lock"))).isEqualTo("held");
        }
        assertThat(seenByAnotherProcess(folder.path().resolve("lock"))).isEqualTo("free");
    }

    private static String seenByAnotherProcess(Path file) throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of(LockProbe.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        LockProbe.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    }
}

package dev.coven.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FilesystemErrorsTest {
    @Test
    void of_eachError_hasItsKindAndKeepsTheCause() {
        assertMapped(new NoSuchFileException("f"), Kind.NOT_FOUND, Retry.NEVER);
        assertMapped(new AccessDeniedException("f"), Kind.DENIED, Retry.NEVER);
        assertMapped(new FileSystemException("f", null, "No space left on device"), Kind.UNAVAILABLE, Retry.SAFE);
        assertMapped(new IOException("Input/output error"), Kind.UNAVAILABLE, Retry.SAFE);
    }

    @Test
    void outcomeUnknown_anyError_asksToReadBack() {
        StorageException failure = FilesystemErrors.outcomeUnknown("put a", new IOException("x"));
        assertThat(failure.retry()).isEqualTo(Retry.OUTCOME_UNKNOWN);
        assertThat(failure).hasMessageStartingWith("put a");
    }

    private static void assertMapped(IOException cause, Kind kind, Retry retry) {
        StorageException failure = FilesystemErrors.of("get a/b", cause);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.retry()).isEqualTo(retry);
        assertThat(failure).hasCause(cause).hasMessageStartingWith("get a/b");
    }
}

package dev.coven.storage.filesystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.spi.storage.ByteRange;
import dev.coven.spi.storage.KeyPrefix;
import dev.coven.spi.storage.ListCursor;
import dev.coven.spi.storage.ObjectBody;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.ObjectVersion;
import dev.coven.spi.storage.Payload;
import dev.coven.spi.storage.PutCondition;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import dev.coven.spi.storage.StorageException.Kind;
import dev.coven.spi.storage.StorageException.Retry;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesystemStoreTest {
    private static final ObjectKey KEY = new ObjectKey("a/b");

    @TempDir
    Path parent;

    @Test
    void open_abandonedFiles_areRemovedAndFreshOnesKept() throws Exception {
        open();
        Path old =
                leaveBehind("old", Instant.now().minus(Staging.ABANDONED_AFTER).minusSeconds(60));
        Path fresh = leaveBehind("fresh", Instant.now());
        open();
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void list_afterACrash_showsNoStagedFile() throws Exception {
        ObjectStore store = open();
        leaveBehind("staged", Instant.now());
        assertThat(listed(store)).isEmpty();
    }

    @Test
    void put_thatEnds_leavesNoStagedFile() throws Exception {
        ObjectStore store = open();
        put(store, KEY);
        store.put(KEY, Payload.of(new byte[3]), PutCondition.IF_ABSENT);
        store.put(new ObjectKey("c"), Payload.of(new byte[3]), PutCondition.IF_ABSENT);
        try (Stream<Path> staged = Files.list(root().resolve(Staging.FOLDER))) {
            assertThat(staged).isEmpty();
        }
    }

    @Test
    void list_strangersFiles_areNotThere() throws Exception {
        ObjectStore store = open();
        put(store, KEY);
        for (String name :
                List.of(".DS_Store", "Thumbs.db", "a/b@ (conflicted copy)", "a/B@", "a/,x@", "x~", "@", "ä@")) {
            Files.createFile(root().resolve(name));
        }
        Files.createDirectories(root().resolve("lost+found"));
        Files.createDirectories(root().resolve("folder@"));
        Files.createDirectories(root().resolve("@eaDir"));
        assertThat(listed(store)).containsExactly(KEY);
        assertThat(store.stat(new ObjectKey("folder"))).isEmpty();
    }

    @Test
    void put_folderRemovedMeanwhile_isMadeAgain() throws Exception {
        ObjectStore store = open();
        put(store, KEY);
        store.delete(KEY);
        Files.delete(root().resolve("a"));
        put(store, KEY);
        assertThat(listed(store)).containsExactly(KEY);
    }

    @Test
    void calls_onAStoreThatIsGone_areUnavailableAndNotEmpty() throws Exception {
        ObjectStore store = open();
        Files.move(root(), parent.resolve("elsewhere"));
        Files.createDirectory(root());
        List<ThrowingCallable> calls = List.of(
                () -> store.list(KeyPrefix.ALL, ListCursor.start(), 10),
                () -> store.stat(KEY),
                () -> store.get(KEY, ByteRange.ALL),
                () -> store.delete(KEY),
                () -> put(store, KEY));
        for (int i = 0; i < calls.size(); i++) {
            StorageException failure = catchThrowableOfType(StorageException.class, calls.get(i));
            assertThat(failure).as("call " + i).isNotNull();
            assertThat(failure.kind()).as("call " + i).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure.retry()).as("call " + i).isEqualTo(Retry.SAFE);
        }
        assertThat(root()).isEmptyDirectory();
    }

    @Test
    void get_fileCutShortMeanwhile_failsAndDoesNotEnd() throws Exception {
        ObjectStore store = open();
        store.put(KEY, Payload.of(new byte[100_000]), PutCondition.ALWAYS);
        try (ObjectBody body = store.get(KEY, ByteRange.ALL)) {
            try (FileChannel file = FileChannel.open(root().resolve("a/b@"), StandardOpenOption.WRITE)) {
                file.truncate(50_000);
            }
            assertThatThrownBy(() -> body.stream().readAllBytes()).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void get_openBody_outlivesReplacementAndDeletion() throws Exception {
        ObjectStore store = open();
        put(store, KEY);
        try (ObjectBody body = store.get(KEY, ByteRange.ALL)) {
            store.put(KEY, Payload.of(new byte[500]), PutCondition.ALWAYS);
            store.delete(KEY);
            assertThat(body.stream().readAllBytes()).hasSize(3);
        }
    }

    @Test
    void put_overAFileFromTheFuture_hasALaterTime() throws Exception {
        ObjectStore store = open();
        put(store, KEY);
        Path file = root().resolve("a/b@");
        FileTime future = FileTime.from(Instant.now().plusSeconds(100_000));
        Files.setLastModifiedTime(file, future);
        ObjectVersion before = store.stat(KEY).orElseThrow().version();
        assertThat(put(store, KEY)).isNotEqualTo(before);
        assertThat(Files.getLastModifiedTime(file)).isGreaterThan(future);
    }

    @Test
    void put_payloadNotAsLongAsItSays_isRefused() throws Exception {
        ObjectStore store = open();
        for (long declared : new long[] {0, 2, 4, 100_000}) {
            Payload payload = new Payload() {
                @Override
                public long length() {
                    return declared;
                }

                @Override
                public InputStream open() {
                    return new ByteArrayInputStream(new byte[3]);
                }
            };
            assertThatThrownBy(() -> store.put(KEY, payload, PutCondition.ALWAYS))
                    .as("declared " + declared)
                    .isInstanceOf(StorageException.class);
        }
        assertThat(store.stat(KEY)).isEmpty();
    }

    @Test
    void copyOfTheFolder_opened_isTheSameStore() throws Exception {
        ObjectStore store = open();
        put(store, KEY);
        put(store, new ObjectKey("a/b/C"));
        Path copy = Files.createDirectory(parent.resolve("copy"));
        try (Stream<Path> files = Files.walk(root())) {
            for (Path file : (Iterable<Path>) files.skip(1)::iterator) {
                Files.copy(file, copy.resolve(root().relativize(file)));
            }
        }
        ObjectStore copied = FilesystemStore.open(new FilesystemConfig(copy));
        assertThat(listed(copied)).containsExactly(KEY, new ObjectKey("a/b/C"));
    }

    private Path root() {
        return parent.resolve("store");
    }

    private ObjectStore open() throws StorageException {
        return FilesystemStore.open(new FilesystemConfig(root()));
    }

    private Path leaveBehind(String name, Instant time) throws Exception {
        Path file = root().resolve(Staging.FOLDER).resolve(name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[10]));
        }
        return Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private static ObjectVersion put(ObjectStore store, ObjectKey key) throws StorageException {
        return ((PutOutcome.Stored) store.put(key, Payload.of(new byte[3]), PutCondition.ALWAYS)).version();
    }

    private static List<ObjectKey> listed(ObjectStore store) throws StorageException {
        return store.list(KeyPrefix.ALL, ListCursor.start(), 1000).objects().stream()
                .map(ObjectStat::key)
                .toList();
    }
}

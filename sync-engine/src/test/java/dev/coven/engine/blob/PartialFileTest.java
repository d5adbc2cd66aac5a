package dev.coven.engine.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.spi.blob.BlobRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialFileTest {
    private static final BlobRef BLOB = new BlobRef("photos", "one");
    private static final byte[] START = {1, 2, 3};

    @TempDir
    Path folder;

    @Test
    void find_afterACheckpoint_hasWhatWasAppendedBefore() throws Exception {
        try (PartialFile part = PartialFile.create(folder, BLOB, START)) {
            part.append(new byte[] {5, 6, 7}, 3);
            part.checkpoint();
        }
        try (PartialFile part = PartialFile.find(folder, BLOB).orElseThrow()) {
            assertThat(part.length()).isEqualTo(3);
            assertThat(part.isOf(START)).isTrue();
            assertThat(part.isOf(new byte[] {1, 2, 4})).isFalse();
            assertThat(part.file()).hasBinaryContent(new byte[] {5, 6, 7});
        }
        assertThat(PartialFile.find(folder, new BlobRef("photos", "other"))).isEmpty();
    }

    /** After a crash of the machine, bytes behind the last checkpoint may be anything. */
    @Test
    void find_bytesBehindTheLastCheckpoint_doNotCount() throws Exception {
        Path file;
        try (PartialFile part = PartialFile.create(folder, BLOB, START)) {
            part.append(new byte[] {5, 6, 7}, 3);
            part.checkpoint();
            part.append(new byte[] {8, 9}, 2);
            assertThat(part.unsafeBytes()).isEqualTo(2);
            file = part.file();
        }
        Files.write(file, new byte[100], StandardOpenOption.APPEND);
        try (PartialFile part = PartialFile.find(folder, BLOB).orElseThrow()) {
            assertThat(part.length()).isEqualTo(3);
            assertThat(part.file()).hasBinaryContent(new byte[] {5, 6, 7});
        }
    }

    /** The file lost its end, as file systems do: what the name promises is not believed. */
    @Test
    void find_fileShorterThanItsName_isTakenAsItIs() throws Exception {
        try (PartialFile part = PartialFile.create(folder, BLOB, START)) {
            part.append(new byte[50], 50);
            part.checkpoint();
            Files.write(part.file(), new byte[10], StandardOpenOption.TRUNCATE_EXISTING);
        }
        try (PartialFile part = PartialFile.find(folder, BLOB).orElseThrow()) {
            assertThat(part.length()).isEqualTo(10);
        }
    }

    @Test
    void blobNameOf_fileOfAnotherMaker_isEmpty() {
        assertThat(PartialFile.blobNameOf(folder.resolve("notes.txt"))).isEmpty();
        assertThat(PartialFile.blobNameOf(folder.resolve("ab-cd-1.part"))).isEmpty();
    }
}

package dev.coven.engine.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.spi.blob.BlobPath;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobFolderTest {
    @TempDir
    Path place;

    private Path root = Path.of("");
    private BlobFolder folder = new BlobFolder(Path.of(""));

    @BeforeEach
    void make() throws Exception {
        root = Files.createDirectories(place.resolve("files"));
        folder = new BlobFolder(root);
    }

    private void assertRefused(String path) {
        assertThatThrownBy(() -> folder.fileOf(new BlobPath(path)))
                .as(path)
                .isInstanceOf(UnsafePathException.class)
                .hasMessageContaining("'" + path + "'");
    }

    @Test
    void fileOf_plainPath_liesInTheFolder() throws Exception {
        assertThat(folder.fileOf(new BlobPath("a/b/c.jpg"))).isEqualTo(root.resolve("a/b/c.jpg"));
        assertThat(folder.fileOf(new BlobPath("...x"))).isEqualTo(root.resolve("...x"));
    }

    @Test
    void fileOf_folderOfIncomingFiles_isRefusedInAnyCase() {
        assertRefused(".coven-incoming/x");
        assertRefused(".Coven-Incoming");
    }

    @Test
    void fileOf_linkThatLeavesTheFolder_isRefused() throws Exception {
        Files.createSymbolicLink(root.resolve("out"), place);
        Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("nowhere"), place.resolve("not-there"));
        assertRefused("out/x");
        assertRefused("up/x");
        assertRefused("nowhere/x");
    }

    @Test
    void fileOf_linkInPlaceOfTheFile_isRefusedWhereverItLeads() throws Exception {
        Files.createFile(root.resolve("real"));
        Files.createSymbolicLink(root.resolve("link"), root.resolve("real"));
        assertRefused("link");
    }

    @Test
    void fileOf_linkThatStaysInTheFolder_isFollowed() throws Exception {
        Files.createDirectories(root.resolve("2026"));
        Files.createSymbolicLink(root.resolve("newest"), root.resolve("2026"));
        assertThat(folder.fileOf(new BlobPath("newest/a.jpg"))).isEqualTo(root.resolve("newest/a.jpg"));
    }

    @Test
    void fileOf_somethingElseThanAFile_isRefused() throws Exception {
        Files.createDirectories(root.resolve("album"));
        assertRefused("album");
    }

    /** The folder itself may be reached through links: the user chose it. */
    @Test
    void fileOf_rootBehindALink_isInTheFolder() throws Exception {
        Path link = Files.createSymbolicLink(place.resolve("link"), root);
        assertThat(new BlobFolder(link).fileOf(new BlobPath("a/b"))).isEqualTo(link.resolve("a/b"));
    }

    @Test
    void place_whereNoneIs_makesFoldersAndMovesTheFile() throws Exception {
        Path whole = Files.writeString(root.resolve("whole"), "new");
        BlobFolder.place(whole, root.resolve("a/b/file"));
        assertThat(root.resolve("a/b/file")).hasContent("new");
        assertThat(whole).doesNotExist();
    }

    /** An application may write a file between the look and the move. */
    @Test
    void place_whereOneCameMeanwhile_leavesBoth() throws Exception {
        Path whole = Files.writeString(root.resolve("whole"), "new");
        Path file = Files.writeString(root.resolve("file"), "of somebody");
        assertThatThrownBy(() -> BlobFolder.place(whole, file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("of somebody");
        assertThat(whole).hasContent("new");
    }

    @Test
    void replace_takesThePlaceOfAnother() throws Exception {
        Path whole = Files.writeString(root.resolve("whole"), "new");
        Path file = Files.writeString(root.resolve("file"), "old");
        BlobFolder.replace(whole, file);
        assertThat(file).hasContent("new");
        assertThat(whole).doesNotExist();
    }
}

package dev.coven.conformance.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceTest {
    @TempDir
    Path folder;

    @Test
    void folderWithASpace_isEncodedInALocationOnly() throws Exception {
        Path scratch = Files.createDirectory(folder.resolve("a b%20c"));
        Place place = new Place(scratch);
        assertThat(Path.of(place.location("file://{scratch}/store"))).isEqualTo(scratch.resolve("store"));
        assertThat(place.settings(Map.of("folder", "{scratch}/x"))).containsEntry("folder", scratch.resolve("x") + "");
    }
}

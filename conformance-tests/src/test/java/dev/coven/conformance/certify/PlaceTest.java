package dev.coven.conformance.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
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
        Place place = new Place(scratch, "");
        assertThat(Path.of(place.location("file://{scratch}/store"))).isEqualTo(scratch.resolve("store"));
        assertThat(place.settings(Map.of("folder", "{scratch}/x"))).containsEntry("folder", scratch.resolve("x") + "");
    }

    /** Some stores are told the server by their URL, and some by a setting. */
    @Test
    void endpoint_isTheServerUnlessSomethingStandsBeforeIt() {
        Place place = new Place(folder, "http://127.0.0.1:9000");
        assertThat(place.location("s3://b?endpoint={endpoint}")).hasToString("s3://b?endpoint=http://127.0.0.1:9000");
        assertThat(place.settings(Map.of("gcs.endpoint", "{endpoint}")))
                .containsEntry("gcs.endpoint", "http://127.0.0.1:9000");
        assertThat(place.settings(Map.of("gcs.endpoint", "{endpoint}"), URI.create("http://127.0.0.1:1")))
                .containsEntry("gcs.endpoint", "http://127.0.0.1:1");
    }
}

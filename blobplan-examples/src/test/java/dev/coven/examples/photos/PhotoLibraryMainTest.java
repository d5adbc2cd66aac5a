package dev.coven.examples.photos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoLibraryMainTest {
    @TempDir
    Path folder;

    @Test
    void play_twoPeople_bothHaveEveryPicture() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new PhotoLibraryMain(folder, new PrintStream(said, true, StandardCharsets.UTF_8)).play();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("Ada sees:", "Ben sees:", "Ada has his picture now.")
                .doesNotContain("still to come");
        assertThat(folder.resolve("ben/pictures/photos/lake.jpg")).hasSize(3_000_000);
        assertThat(folder.resolve("ada/pictures/photos/dog.jpg")).hasSize(3_000_000);
    }
}

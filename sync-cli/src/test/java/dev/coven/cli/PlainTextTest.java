package dev.coven.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainTextTest {
    @TempDir
    Path folder;

    @Test
    void filesWith_textAmongOtherBytes_areFound() throws IOException {
        Path open = Files.write(folder.resolve("open"), new byte[] {(byte) 0xff, 'B', (byte) 0xc3, (byte) 0xa9, 0});
        Path sealed = Files.write(folder.resolve("sealed"), new byte[] {1, 2, 3});

        assertThat(PlainText.filesWith(List.of("Bé"), List.of(open, sealed))).containsExactly(open);
    }
}

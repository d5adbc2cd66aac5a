package dev.coven.engine.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    @Test
    void bytes_partsOfEachKind_standBehindTheirLengths() {
        byte[] bytes =
                Transcript.of("ab").with("é").with(258).with(new byte[] {-1}).bytes();

        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("00000002" + "6162" + "00000002" + "c3a9" + "00000004" + "00000102" + "00000001" + "ff");
    }

    @Test
    void bytes_partMovedToItsNeighbour_differ() {
        assertThat(Transcript.of("x").with("ab").with("c").bytes())
                .isNotEqualTo(Transcript.of("x").with("a").with("bc").bytes());
    }

    @Test
    void sha256_sameParts_isTheSame() {
        assertThat(Transcript.of("x").with("a").sha256())
                .hasSize(32)
                .isEqualTo(Transcript.of("x").with("a").sha256())
                .isNotEqualTo(Transcript.of("y").with("a").sha256());
    }
}

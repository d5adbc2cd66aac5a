package dev.coven.engine.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Murmur3Test {
    /** Guava, which Guice brings along, computes the same function. */
    @Test
    void hash_isTheOneOfGuava() {
        Murmur3 murmur = new Murmur3();
        Random random = new Random(1);
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length + 7];
            random.nextBytes(bytes);
            murmur.hash(bytes, length);
            ByteBuffer expected = ByteBuffer.wrap(
                            Hashing.murmur3_128().hashBytes(bytes, 0, length).asBytes())
                    .order(ByteOrder.LITTLE_ENDIAN);
            assertThat(murmur.high()).as("length " + length).isEqualTo(expected.getLong());
            assertThat(murmur.low()).as("length " + length).isEqualTo(expected.getLong());
        }
    }
}

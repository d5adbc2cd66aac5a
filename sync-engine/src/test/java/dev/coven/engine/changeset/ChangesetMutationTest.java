package dev.coven.engine.changeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Goldens with bytes flipped, cut, doubled and spliced: refused in the one way, or read as some changeset; never costly. */
class ChangesetMutationTest {
    private static final int MUTATIONS = 24_000;
    /** The reader's buffer and some, and a multiple of the input that covers one object per byte. */
    private static final long FIXED_BYTES = 1_000_000;

    private static final long BYTES_PER_BYTE = 200;
    /** Bytes that mean something to the format. */
    private static final int[] TELLING = {0, 1, 2, 3, 4, 5, 6, 9, 18, 23, 'T', 'P', 0x7F, 0x80, 0x81, 0xFF};

    @Test
    void mutatedGolden_isRefusedOrReadAsAChangeset() throws Exception {
        List<Golden> goldens = Golden.all();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int refused = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            byte[] mutated = mutated(goldens, random);
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                List<Change> changes = Codec.read(mutated);
                assertThat(Codec.read(Codec.write(changes))).as("seed %d", seed).isEqualTo(changes);
            } catch (MalformedChangesetException e) {
                refused++;
                assertThat(e.offset()).as("seed %d", seed).isBetween(0L, (long) mutated.length);
                assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                        .as("bytes allocated with seed %d", seed)
                        .isLessThan(FIXED_BYTES + BYTES_PER_BYTE * mutated.length);
            } catch (RuntimeException e) {
                fail("seed " + seed, e);
            }
        }
        assertThat(refused).isBetween(MUTATIONS / 10, MUTATIONS - MUTATIONS / 100);
    }

    private static byte[] mutated(List<Golden> goldens, Random random) {
        byte[] bytes = pick(goldens, random);
        for (int rounds = random.nextInt(3); rounds >= 0 && bytes.length > 0; rounds--) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(6)) {
                case 0 -> with(bytes, at, random.nextInt(256));
                case 1 -> with(bytes, at, TELLING[random.nextInt(TELLING.length)]);
                case 2 -> with(bytes, at, bytes[at] ^ (1 << random.nextInt(8)));
                case 3 -> Arrays.copyOf(bytes, at);
                case 4 -> spliced(bytes, at, bytes, Math.max(0, at - random.nextInt(20)));
                default -> {
                    byte[] other = pick(goldens, random);
                    yield spliced(bytes, at, other, random.nextInt(other.length));
                }
            };
        }
        return bytes;
    }

    private static byte[] pick(List<Golden> goldens, Random random) {
        return goldens.get(random.nextInt(goldens.size())).changeset();
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    /** The first bytes of the one, then the other from some place on. */
    private static byte[] spliced(byte[] head, int length, byte[] tail, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(head, 0, length);
        out.write(tail, from, tail.length - from);
        return out.toByteArray();
    }
}

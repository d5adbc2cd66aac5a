package dev.coven.engine.envelope;

import static org.assertj.core.api.Assertions.fail;

import dev.coven.engine.document.BadSignatureException;
import dev.coven.engine.document.FakeSchemes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes that nobody would write. Replay a failure by setting {@code SEED} to the seed that it prints. */
class EnvelopeFuzzTest {
    private static final long SEED = 20_260_103;
    private static final int ROUNDS = 10_000;
    private static final FakeSchemes SCHEMES = new FakeSchemes();

    @Test
    void read_mutatedBytes_isRefused() {
        Random random = new Random(SEED);
        byte[] valid = Envelopes.envelope();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutated(valid, random);
            if (opens(bytes, round) && !Arrays.equals(bytes, valid)) {
                fail("seed %d round %d: a changed envelope was accepted", SEED, round);
            }
        }
    }

    @Test
    void read_mutatedHeaderInGoodForm_isReadOrRefused() {
        Random random = new Random(SEED);
        byte[] valid = Envelopes.envelope();
        byte[] header = Envelopes.headerOf(valid).getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < ROUNDS; round++) {
            opens(Envelopes.withHeader(valid, mutated(header, random)), round);
        }
    }

    @Test
    void read_mutatedPackedChangesetInGoodForm_isReadOrRefused() {
        Random random = new Random(SEED);
        byte[] stored = Envelopes.deflated(Envelopes.CHANGESET);
        for (int round = 0; round < ROUNDS; round++) {
            opens(Envelopes.announcing(Envelopes.CHANGESET.length, mutated(stored, random)), round);
        }
    }

    private static boolean opens(byte[] bytes, int round) {
        try {
            OpenedEnvelope opened = Envelopes.read(bytes);
            opened.verify(SCHEMES);
            try (InputStream changeset = opened.changeset()) {
                changeset.readAllBytes();
            }
            return true;
        } catch (MalformedEnvelopeException | BadSignatureException refused) {
            return false;
        } catch (IOException | RuntimeException e) {
            return fail("seed %d round %d threw".formatted(SEED, round), e);
        }
    }

    private static byte[] mutated(byte[] valid, Random random) {
        byte[] bytes = switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(valid, random.nextInt(valid.length + 1));
            case 1 -> Arrays.copyOf(valid, valid.length + 1 + random.nextInt(50));
            default -> valid.clone();
        };
        for (int edits = random.nextInt(4); edits > 0 && bytes.length > 0; edits--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}

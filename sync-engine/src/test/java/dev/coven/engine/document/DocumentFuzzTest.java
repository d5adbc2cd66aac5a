package dev.coven.engine.document;

import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes that nobody would write. Replay a failure by setting {@code SEED} to the seed that it prints. */
class DocumentFuzzTest {
    private static final long SEED = 20_260_101;
    private static final int ROUNDS = 10_000;
    private static final String SYNTAX = "{}[]\",:0-9.eE\\utnf";

    @ParameterizedTest
    @EnumSource
    void open_mutatedBytes_isRefused(DocumentKind kind) {
        Random random = new Random(SEED);
        byte[] valid = Documents.encoded(kind);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutated(valid, random);
            boolean opened = opens(kind, bytes, round);
            if (opened && !Arrays.equals(bytes, valid)) {
                fail("seed %d round %d: a changed %s was accepted", SEED, round, kind);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void open_mutatedJsonInGoodForm_isReadOrRefused(DocumentKind kind) {
        Random random = new Random(SEED);
        byte[] json = Documents.json(Documents.encoded(kind)).getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < ROUNDS; round++) {
            opens(kind, Documents.withJson(kind, mutated(json, random)), round);
        }
    }

    private static boolean opens(DocumentKind kind, byte[] bytes, int round) {
        try {
            Documents.open(kind, bytes);
            return true;
        } catch (MalformedDocumentException | BadSignatureException refused) {
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("seed %d round %d: %s threw".formatted(SEED, round, kind), e);
        }
    }

    private static byte[] mutated(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            bytes = edited(bytes, random);
        }
        return bytes;
    }

    private static byte[] edited(byte[] bytes, Random random) {
        int at = random.nextInt(Math.max(1, bytes.length));
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> spliced(bytes, at, at, new byte[] {(byte) SYNTAX.charAt(random.nextInt(SYNTAX.length()))});
            case 2 -> spliced(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), new byte[0]);
            case 3 -> spliced(bytes, at, at, piece(bytes, random));
            default -> spliced(bytes, at, Math.min(bytes.length, at + 1), new byte[] {(byte) random.nextInt(256)});
        };
    }

    private static byte[] piece(byte[] bytes, Random random) {
        int from = random.nextInt(Math.max(1, bytes.length));
        return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + random.nextInt(40)));
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
        byte[] result = Arrays.copyOf(bytes, bytes.length - (to - from) + piece.length);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(bytes, to, result, from + piece.length, bytes.length - to);
        return result;
    }
}

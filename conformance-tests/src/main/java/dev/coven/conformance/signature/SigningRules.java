package dev.coven.conformance.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.coven.conformance.Race;
import dev.coven.spi.signature.Signer;
import dev.coven.spi.signature.SigningKeyPair;
import dev.coven.spi.signature.Verifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What signers and verifiers keep between themselves. */
abstract class SigningRules extends SignatureRules {
    private static final int THREADS = 8;

    SigningRules() {}

    /** What was signed is verified, from the empty message on; the signature has a length that the engine accepts. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 33, 64, 127, 128, 129, MESSAGE_BYTES, 100_000})
    void sign_anyMessage_isVerified(int length) throws Exception {
        SigningKeyPair keys = newKeys();
        byte[] message = randomBytes(length);
        byte[] signature = scheme().signer(keys.secretKey()).sign(message);
        assertThat(signature.length).isBetween(1, Signer.MAX_SIGNATURE_BYTES);
        assertThatCode(() -> scheme().verifier(keys.publicKey()).verify(signature, message))
                .as("verifying a signature of %s bytes; %s", length, seed())
                .doesNotThrowAnyException();
    }

    /** Neither signing nor verifying changes the caller's arrays, or keeps them. */
    @Test
    void arguments_areNotChangedNorKept() throws Exception {
        SigningKeyPair keys = newKeys();
        Signer signer = scheme().signer(keys.secretKey());
        byte[] message = randomBytes(MESSAGE_BYTES);
        byte[] messageBefore = message.clone();
        byte[] signature = signer.sign(message);
        byte[] signatureBefore = signature.clone();
        scheme().verifier(keys.publicKey()).verify(signature, message);
        signer.sign(randomBytes(MESSAGE_BYTES));
        assertThat(message).as("a message that was signed").isEqualTo(messageBefore);
        assertThat(signature).as("a signature after another message was signed").isEqualTo(signatureBefore);
    }

    /** Another person's key does not verify. Look at a verifier that trusts a key inside the signature. */
    @Test
    void verify_withAnotherKey_isRefused() throws Exception {
        byte[] message = randomBytes(MESSAGE_BYTES);
        byte[] signature = scheme().signer(newKeys().secretKey()).sign(message);
        assertRefused("another key", scheme().verifier(newKeys().publicKey()), signature, message);
    }

    /** Signers and verifiers serve many threads at once. Look at digests and engines kept in fields. */
    @Test
    void signAndVerify_fromManyThreads_doNotMixUp() throws Exception {
        SigningKeyPair keys = newKeys();
        Signer signer = scheme().signer(keys.secretKey());
        Verifier verifier = scheme().verifier(keys.publicKey());
        Callable<Boolean> task = () -> {
            for (int i = 0; i < 50; i++) {
                byte[] message = (Thread.currentThread().getId() + "/" + i).getBytes(UTF_8);
                byte[] signature = signer.sign(message);
                assertThatCode(() -> verifier.verify(signature, message))
                        .as("a signature made beside others")
                        .doesNotThrowAnyException();
            }
            return true;
        };
        List<Callable<Boolean>> tasks = new ArrayList<>(Collections.nCopies(THREADS, task));
        assertThat(Race.run(tasks)).hasSize(THREADS);
    }

    /**
     * One verifier, asked by many threads for right and wrong signatures at once, answers each by its own: a wrong one must not
     * pass because a right one is being verified beside it. Look at buffers and results kept in fields.
     */
    @Test
    void verify_rightAndWrongFromManyThreads_isAnsweredEach() throws Exception {
        SigningKeyPair keys = newKeys();
        Verifier verifier = scheme().verifier(keys.publicKey());
        byte[] message = randomBytes(MESSAGE_BYTES);
        byte[] right = scheme().signer(keys.secretKey()).sign(message);
        byte[] wrong = flipped(right, random().nextInt(right.length * 8));
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            boolean isRight = thread % 2 == 0;
            tasks.add(() -> {
                for (int i = 0; i < scaled(50); i++) {
                    if (isRight) {
                        verifier.verify(right, message);
                    } else {
                        assertRefused("a wrong signature beside right ones", verifier, wrong, message);
                    }
                }
                return true;
            });
        }
        assertThat(Race.run(tasks)).hasSize(THREADS);
    }
}

package dev.coven.conformance.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.SpiLevel;
import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.SecretKey;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.signature.SigningKeyPair;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.ServiceLoader;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What keys keep, and how the scheme is found. */
abstract class KeyRules extends SigningRules {
    private static final int KEY_PAIRS = 20;

    KeyRules() {}

    /** A scheme is found by {@link ServiceLoader}. Look at the service file's name and at the public constructor. */
    @Test
    void scheme_isFoundByServiceLoader() {
        assertThat(ServiceLoader.load(SignatureScheme.class).stream()
                        .anyMatch(found -> found.type() == scheme().getClass()))
                .as("a service file names %s", scheme().getClass().getName())
                .isTrue();
    }

    /** The descriptor never changes: its id is inside signed bytes. */
    @Test
    void descriptor_isConstant() {
        PluginDescriptor descriptor = scheme().descriptor();
        assertThat(scheme().descriptor())
                .as("a descriptor that was asked for again")
                .isEqualTo(descriptor);
        assertThat(descriptor.spiLevel()).isLessThanOrEqualTo(SpiLevel.CURRENT);
    }

    /** Keys that went through their encoding are the same keys, both ways: they are stored and sent as bytes. */
    @Test
    void keys_fromTheirEncoding_workAsBefore() throws Exception {
        SigningKeyPair keys = newKeys();
        PublicKey publicKey = new PublicKey(keys.publicKey().encoded());
        SecretKey secretKey = new SecretKey(keys.secretKey().revealSecretBytes());
        assertThat(publicKey).as("a public key from its encoding").isEqualTo(keys.publicKey());
        byte[] message = randomBytes(MESSAGE_BYTES);
        assertThatCode(() -> scheme().verifier(keys.publicKey())
                        .verify(scheme().signer(secretKey).sign(message), message))
                .as("signing with a secret key from its encoding")
                .doesNotThrowAnyException();
        assertThatCode(() -> scheme().verifier(publicKey)
                        .verify(scheme().signer(keys.secretKey()).sign(message), message))
                .as("verifying with a public key from its encoding")
                .doesNotThrowAnyException();
    }

    /** Every key pair is another one. Look at the randomness that was handed in and not used. */
    @Test
    void generate_again_givesOtherKeys() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < KEY_PAIRS; i++) {
            SigningKeyPair keys = newKeys();
            boolean isNew = seen.add(HexFormat.of().formatHex(keys.publicKey().encoded()))
                    && seen.add(HexFormat.of().formatHex(keys.secretKey().revealSecretBytes()));
            assertThat(isNew).as("key pair %s is another one", i + 1).isTrue();
        }
    }

    /**
     * Secret keys never show themselves in text, neither whole nor in part, nor do the signers made of them. Parts of the
     * encoding that all keys share, or that are public anyway, do not count.
     */
    @Test
    void secretKey_inText_isNotShown() throws Exception {
        SigningKeyPair keys = newKeys();
        String secret = HexFormat.of().formatHex(keys.secretKey().revealSecretBytes());
        String known = HexFormat.of().formatHex(newKeys().secretKey().revealSecretBytes())
                + HexFormat.of().formatHex(keys.publicKey().encoded());
        String text = keys + " " + keys.secretKey() + " " + scheme().signer(keys.secretKey());
        for (int from = 0; from + 8 <= secret.length(); from += 2) {
            String part = secret.substring(from, from + 8);
            if (!known.contains(part)) {
                assertThat(text).as("a text with part of a secret key").doesNotContain(part);
            }
        }
    }

    /** Bytes that are no key are refused when the key is made, with the checked exception, which does not repeat them. */
    @Test
    void keys_malformed_areInvalid() {
        SigningKeyPair keys = newKeys();
        byte[] secret = keys.secretKey().revealSecretBytes();
        byte[] open = keys.publicKey().encoded();
        for (int length : new int[] {1, open.length / 2, open.length - 1, open.length + 1, PublicKey.MAX_BYTES}) {
            assertInvalid(
                    "public key of " + length + " bytes",
                    () -> scheme().verifier(new PublicKey(resized(open, length))));
        }
        for (int length : new int[] {1, secret.length / 2, secret.length - 1, secret.length + 1, SecretKey.MAX_BYTES}) {
            assertInvalid(
                    "secret key of " + length + " bytes",
                    () -> scheme().signer(new SecretKey(resized(secret, length))));
        }
    }

    private static byte[] resized(byte[] key, int length) {
        return Arrays.copyOf(key, length);
    }

    private static void assertInvalid(String what, ThrowingCallable call) {
        assertThat(catchThrowable(call)).as(what).isInstanceOf(InvalidKeyException.class);
    }
}

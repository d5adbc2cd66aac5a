package dev.coven.engine.identity;

import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.SecretKey;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.signature.Signer;
import dev.coven.spi.signature.SigningKeyPair;
import dev.coven.spi.signature.Verifier;
import java.security.SecureRandom;

/** A scheme that makes key pairs of a given size and never signs: identities need no more of it. */
record FakeScheme(int publicBytes, int secretBytes) implements SignatureScheme {
    FakeScheme() {
        this(32, 32);
    }

    @Override
    public PluginDescriptor descriptor() {
        return PluginDescriptor.of("fake-1", "Makes keys and no signatures", "1");
    }

    @Override
    public SigningKeyPair generate(SecureRandom random) {
        byte[] publicKey = new byte[publicBytes];
        byte[] secretKey = new byte[secretBytes];
        random.nextBytes(publicKey);
        random.nextBytes(secretKey);
        return new SigningKeyPair(new PublicKey(publicKey), new SecretKey(secretKey));
    }

    @Override
    public Signer signer(SecretKey key) {
        throw new UnsupportedOperationException("this scheme makes keys only");
    }

    @Override
    public Verifier verifier(PublicKey key) {
        throw new UnsupportedOperationException("this scheme makes keys only");
    }
}

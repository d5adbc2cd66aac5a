package org.example.coven;

import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.InvalidSignatureException;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.SecretKey;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.signature.Signer;
import dev.coven.spi.signature.SigningKeyPair;
import dev.coven.spi.signature.Verifier;
import java.security.SecureRandom;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.MLDSASigner;

/**
 * ML-DSA-65 of FIPS 204, by Bouncy Castle: pure, with an empty context, and signing without randomness. A secret key is the seed of
 * 32 bytes that the standard makes both keys from; a public key is encoded as the standard has it.
 */
public final class MlDsaScheme implements SignatureScheme {
    private static final PluginDescriptor DESCRIPTOR =
            PluginDescriptor.of("ml-dsa-65", "ML-DSA-65 (Bouncy Castle)", "1.0.0");
    private static final MLDSAParameters PARAMETERS = MLDSAParameters.ml_dsa_65;
    private static final int SEED_BYTES = 32;
    private static final int PUBLIC_BYTES = 1952;
    private static final int SIGNATURE_BYTES = 3309;

    @Override
    public PluginDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public SigningKeyPair generate(SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        MLDSAPrivateKeyParameters keys = new MLDSAPrivateKeyParameters(PARAMETERS, seed);
        return new SigningKeyPair(new PublicKey(keys.getPublicKey()), new SecretKey(seed));
    }

    @Override
    public Signer signer(SecretKey key) throws InvalidKeyException {
        byte[] seed = key.revealSecretBytes();
        if (seed.length != SEED_BYTES) {
            throw new InvalidKeyException("a secret key of ML-DSA-65 is a seed of 32 bytes, not " + seed.length);
        }
        MLDSAPrivateKeyParameters keys = new MLDSAPrivateKeyParameters(PARAMETERS, seed);
        return message -> sign(keys, message);
    }

    private static byte[] sign(MLDSAPrivateKeyParameters keys, byte[] message) {
        MLDSASigner signer = new MLDSASigner();
        signer.init(true, keys);
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("ML-DSA-65 cannot sign", e);
        }
    }

    @Override
    public Verifier verifier(PublicKey key) throws InvalidKeyException {
        byte[] encoded = key.encoded();
        if (encoded.length != PUBLIC_BYTES) {
            throw new InvalidKeyException("a public key of ML-DSA-65 has 1952 bytes, not " + encoded.length);
        }
        MLDSAPublicKeyParameters publicKey = new MLDSAPublicKeyParameters(PARAMETERS, encoded);
        return (signature, message) -> {
            if (signature.length != SIGNATURE_BYTES) {
                throw new InvalidSignatureException("a signature of ML-DSA-65 has 3309 bytes, not " + signature.length);
            }
            MLDSASigner verifier = new MLDSASigner();
            verifier.init(false, publicKey);
            verifier.update(message, 0, message.length);
            if (!verifier.verifySignature(signature)) {
                throw new InvalidSignatureException("the signature does not fit");
            }
        };
    }
}

package dev.coven.engine.identity;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import dev.coven.engine.crypto.Transcript;
import dev.coven.engine.identity.VaultException.Reason;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Documents under AES-256-GCM, with a key that Argon2id makes of a passphrase. The file's name is the associated data.
 *
 * <p>Trying a passphrase is dear on purpose, so all files of a vault share one salt and its key is kept: what is sealed after
 * a file was opened takes that file's salt. Thread safe.
 */
final class PassphraseSeal implements VaultSeal {
    static final String FORMAT = "coven-sealed-1";

    private final VaultPassphrase passphrase;
    private final Argon2Cost costOfNewVaults;
    private final Map<Derivation, byte[]> keys = new HashMap<>();
    private @Nullable Derivation shared;

    PassphraseSeal(VaultPassphrase passphrase, Argon2Cost costOfNewVaults) {
        this.passphrase = passphrase;
        this.costOfNewVaults = costOfNewVaults;
    }

    /** What a key is made with, apart from the passphrase. */
    private record Derivation(Argon2Cost cost, String salt) {
        byte[] saltBytes() {
            return HexFormat.of().parseHex(salt);
        }
    }

    @Override
    public synchronized byte[] seal(VaultFile file, byte[] document) {
        Derivation derivation = shared;
        if (derivation == null) {
            String salt = HexFormat.of().formatHex(Random.randBytes(Argon2Cost.SALT_BYTES));
            derivation = new Derivation(costOfNewVaults, salt);
            shared = derivation;
        }
        try {
            byte[] body = new AesGcmJce(key(derivation)).encrypt(document, associatedData(file));
            return VaultDocument.of(file, FORMAT)
                    .with("kdf", "argon2id")
                    .with("memory-kib", derivation.cost().memoryKib())
                    .with("passes", derivation.cost().passes())
                    .with("salt", derivation.saltBytes())
                    .with("body", body)
                    .write();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM does not work on this Java platform", e);
        }
    }

    @Override
    public synchronized VaultDocument open(VaultFile file, byte[] stored) throws VaultException {
        VaultDocument sealed = VaultDocument.read(file, stored);
        if (!sealed.isOfFormat(FORMAT)) {
            throw new VaultException(
                    Reason.NOT_PROTECTED,
                    file + " is not protected by a passphrase, and one was given: open this vault without");
        }
        Derivation derivation = derivation(sealed);
        byte[] body = sealed.bytes("body");
        byte[] document;
        try {
            document = new AesGcmJce(key(derivation)).decrypt(body, associatedData(file));
        } catch (GeneralSecurityException e) {
            throw new VaultException(Reason.PASSPHRASE_WRONG, "the passphrase does not open " + file, e);
        }
        shared = derivation;
        return VaultDocument.read(file, document);
    }

    private static Derivation derivation(VaultDocument sealed) throws VaultException {
        if (!sealed.text("kdf").equals("argon2id")) {
            throw sealed.damaged("its field 'kdf' is not argon2id");
        }
        Argon2Cost cost = new Argon2Cost(
                sealed.number("memory-kib", Argon2Cost.MIN_MEMORY_KIB, Argon2Cost.MAX_MEMORY_KIB),
                sealed.number("passes", Argon2Cost.MIN_PASSES, Argon2Cost.MAX_PASSES));
        byte[] salt = sealed.bytes("salt");
        if (salt.length != Argon2Cost.SALT_BYTES) {
            throw sealed.damaged("its salt has " + salt.length + " bytes, not " + Argon2Cost.SALT_BYTES);
        }
        return new Derivation(cost, HexFormat.of().formatHex(salt));
    }

    private byte[] key(Derivation derivation) {
        return keys.computeIfAbsent(derivation, made -> made.cost().key(passphrase, made.saltBytes()));
    }

    private static byte[] associatedData(VaultFile file) {
        return Transcript.of("coven.v1.vault").with(file.name()).bytes();
    }
}

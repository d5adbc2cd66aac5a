package dev.coven.engine.identity;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * How dear it is to try one passphrase: Argon2id (RFC 9106) with this much memory, in so many passes.
 *
 * @param memoryKib KiB of memory, within the limits so that a damaged file cannot exhaust this machine
 * @param passes passes over the memory
 */
record Argon2Cost(int memoryKib, int passes) {
    static final int MIN_MEMORY_KIB = 19 * 1024;
    static final int MAX_MEMORY_KIB = 512 * 1024;
    static final int MIN_PASSES = 2;
    static final int MAX_PASSES = 16;
    static final int SALT_BYTES = 16;
    /** What new vaults take. */
    static final Argon2Cost PRESENT = new Argon2Cost(64 * 1024, 3);

    private static final int KEY_BYTES = 32;

    Argon2Cost {
        if (memoryKib < MIN_MEMORY_KIB || memoryKib > MAX_MEMORY_KIB || passes < MIN_PASSES || passes > MAX_PASSES) {
            throw new IllegalArgumentException("Argon2id of " + memoryKib + " KiB in " + passes + " passes");
        }
    }

    byte[] key(VaultPassphrase passphrase, byte[] salt) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        byte[] key = new byte[KEY_BYTES];
        generator.generateBytes(passphrase.revealSecretBytes(), key);
        return key;
    }
}

package dev.coven.engine.identity;

import static dev.coven.engine.identity.FileVaultTest.assertSame;
import static dev.coven.engine.identity.FileVaultTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coven.engine.crypto.LibraryKey;
import dev.coven.engine.identity.VaultException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileVaultPassphraseTest {
    private static final String LIBRARY = "0123456789abcdef0123456789abcdef";

    private final SecureRandom random = new SecureRandom();
    private final LibraryKey key = LibraryKey.generate(1, random);

    @TempDir
    Path home;

    private Path identityFile;
    private Path keyFile;
    private FileVault vault;

    @BeforeEach
    void setUp() {
        identityFile = home.resolve("identity.key");
        keyFile = home.resolve("libraries").resolve(LIBRARY).resolve("1.key");
        vault = vault("correct horse");
    }

    @Test
    void identity_samePassphrase_isTheSame() throws Exception {
        Identity created = vault.createIdentity("Ada", new FakeScheme(), random);
        vault.saveKey(LIBRARY, key);

        FileVault again = vault("correct horse");

        assertSame(again.identity().orElseThrow(), created);
        assertThat(again.keyring(LIBRARY).orElseThrow().current()).isEqualTo(key);
    }

    @Test
    void identity_passphraseComposedOtherwise_isTheSame() throws Exception {
        Identity created = vault("Zo\u00EB").createIdentity("Zoë", new FakeScheme(), random);

        assertSame(vault("Zoe\u0308").identity().orElseThrow(), created);
    }

    @Test
    void identity_wrongPassphrase_isRefused() throws Exception {
        vault.createIdentity("Ada", new FakeScheme(), random);

        VaultException refusal = refusal(() -> vault("wrong horse").identity());

        assertThat(refusal.reason()).isEqualTo(Reason.PASSPHRASE_WRONG);
        assertThat(refusal).hasMessage("the passphrase does not open " + identityFile);
    }

    @Test
    void identity_noPassphrase_saysThatOneIsNeeded() throws Exception {
        vault.createIdentity("Ada", new FakeScheme(), random);

        VaultException refusal = refusal(() -> new FileVault(home).identity());

        assertThat(refusal.reason()).isEqualTo(Reason.PASSPHRASE_NEEDED);
        assertThat(refusal).hasMessageContaining("set COVEN_PASSPHRASE");
    }

    @Test
    void identity_passphraseForAVaultWithoutOne_isRefused() throws Exception {
        new FileVault(home).createIdentity("Ada", new FakeScheme(), random);

        assertThat(refusal(vault::identity).reason()).isEqualTo(Reason.NOT_PROTECTED);
    }

    @Test
    void saveKey_passphraseNotTheIdentitys_isRefusedAndWritesNothing() throws Exception {
        vault.createIdentity("Ada", new FakeScheme(), random);

        assertThat(refusal(() -> vault("wrong horse").saveKey(LIBRARY, key)).reason())
                .isEqualTo(Reason.PASSPHRASE_WRONG);
        assertThat(refusal(() -> new FileVault(home).saveKey(LIBRARY, key)).reason())
                .isEqualTo(Reason.PASSPHRASE_NEEDED);
        assertThat(home.resolve("libraries")).doesNotExist();
    }

    @Test
    void files_written_holdNoSecretAndShareOneSaltAndCost() throws Exception {
        VaultPassphrase passphrase = passphrase("correct horse");
        Identity created = new FileVault(home, passphrase).createIdentity("Ada", new FakeScheme(), random);
        new FileVault(home, passphrase).saveKey(LIBRARY, key);

        assertThat(Files.readString(identityFile))
                .doesNotContain("Ada")
                .doesNotContain(base64(created.signing().secretKey().revealSecretBytes()))
                .doesNotContain(base64(created.encryption().revealSecretBytes()))
                .contains("\"memory-kib\":\"65536\"", "\"passes\":\"3\"", "argon2id");
        assertThat(Files.readString(keyFile)).doesNotContain(base64(key.revealSecretBytes()));
        assertThat(field(keyFile, "salt")).isEqualTo(field(identityFile, "salt"));
        assertThat(field(keyFile, "memory-kib")).isEqualTo(field(identityFile, "memory-kib"));
    }

    @Test
    void keyring_identityFileInTheKeysPlace_isRefused() throws Exception {
        vault.createIdentity("Ada", new FakeScheme(), random);
        vault.saveKey(LIBRARY, key);
        Files.delete(keyFile);
        Files.move(identityFile, keyFile);

        assertThat(refusal(() -> vault.keyring(LIBRARY)).reason()).isEqualTo(Reason.PASSPHRASE_WRONG);
    }

    @Test
    void identity_sealedFileChanged_isDamaged() throws Exception {
        vault.createIdentity("Ada", new FakeScheme(), random);
        byte[] content = Files.readAllBytes(identityFile);

        for (int i = 0; i < content.length - 1; i += 5) {
            byte[] changed = content.clone();
            changed[i] ^= 1;
            Files.write(identityFile, changed);

            assertThat(refusal(vault::identity).reason()).as("byte %d", i).isEqualTo(Reason.DAMAGED);
        }
    }

    @Test
    void identity_costBeyondItsLimits_isDamagedAndNotTried() throws Exception {
        vault.createIdentity("Ada", new FakeScheme(), random);
        VaultFile file = new VaultFile(home, "identity.key");

        for (int[] cost : new int[][] {
            {Argon2Cost.MIN_MEMORY_KIB - 1, 3},
            {Argon2Cost.MAX_MEMORY_KIB + 1, 3},
            {Integer.MAX_VALUE, 3},
            {65536, Argon2Cost.MIN_PASSES - 1},
            {65536, Argon2Cost.MAX_PASSES + 1}
        }) {
            Files.write(identityFile, sealed(file, "argon2id", cost[0], cost[1], 16));

            assertThat(refusal(vault::identity).reason())
                    .as("%d KiB, %d passes", cost[0], cost[1])
                    .isEqualTo(Reason.DAMAGED);
        }
    }

    @Test
    void identity_otherDerivationOrSalt_isDamaged() throws Exception {
        vault.createIdentity("Ada", new FakeScheme(), random);
        VaultFile file = new VaultFile(home, "identity.key");

        Files.write(identityFile, sealed(file, "scrypt", 65536, 3, 16));
        assertThat(refusal(vault::identity).reason()).isEqualTo(Reason.DAMAGED);
        Files.write(identityFile, sealed(file, "argon2id", 65536, 3, 15));
        assertThat(refusal(vault::identity).reason()).isEqualTo(Reason.DAMAGED);
    }

    @Test
    void key_knownPassphrase_isTheOneComputedElsewhere() {
        byte[] derived = new Argon2Cost(Argon2Cost.MIN_MEMORY_KIB, 2).key(passphrase("correct horse"), new byte[16]);

        assertThat(HexFormat.of().formatHex(derived))
                .isEqualTo("fdb0581d0e6c28a5c22b7dfdb4408b41069859149ef3a711a2f463520ecedbab");
    }

    @Test
    void passphrase_ofEachLengthLimit_isAcceptedOrRefused() {
        assertThat(passphrase("x".repeat(VaultPassphrase.MAX_CHARS))).hasToString("VaultPassphrase[...]");
        assertThatIllegalArgumentException().isThrownBy(() -> passphrase(""));
        assertThatIllegalArgumentException().isThrownBy(() -> passphrase("x".repeat(VaultPassphrase.MAX_CHARS + 1)));
    }

    private static byte[] sealed(VaultFile file, String kdf, int memoryKib, int passes, int saltBytes) {
        return VaultDocument.of(file, PassphraseSeal.FORMAT)
                .with("kdf", kdf)
                .with("memory-kib", memoryKib)
                .with("passes", passes)
                .with("salt", new byte[saltBytes])
                .with("body", new byte[64])
                .write();
    }

    private static String field(Path file, String name) throws Exception {
        JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        return json.get(name).getAsString();
    }

    /** A vault whose passphrase costs the least that is allowed, for tests that are not about the cost. */
    private FileVault vault(String passphrase) {
        Argon2Cost least = new Argon2Cost(Argon2Cost.MIN_MEMORY_KIB, Argon2Cost.MIN_PASSES);
        return new FileVault(home, new PassphraseSeal(passphrase(passphrase), least));
    }

    private static VaultPassphrase passphrase(String text) {
        return VaultPassphrase.of(text.toCharArray());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

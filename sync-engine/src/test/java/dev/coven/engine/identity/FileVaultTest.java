package dev.coven.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.engine.crypto.LibraryKey;
import dev.coven.engine.identity.VaultException.Reason;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.SecretKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileVaultTest {
    private static final String LIBRARY = "0123456789abcdef0123456789abcdef";
    private static final String OTHER_LIBRARY = "0123456789abcdef0123456789abcdee";

    private final SecureRandom random = new SecureRandom();
    private final LibraryKey first = LibraryKey.generate(1, random);
    private final LibraryKey second = LibraryKey.generate(2, random);

    @TempDir
    Path folder;

    private Path home;
    private Path identityFile;
    private FileVault vault;

    @BeforeEach
    void setUp() {
        home = folder.resolve("config").resolve("coven");
        identityFile = home.resolve("identity.key");
        vault = new FileVault(home);
    }

    @Test
    void identity_newVault_isNoneAndNothingIsCreated() throws Exception {
        assertThat(vault.identity()).isEmpty();
        assertThat(vault.keyring(LIBRARY)).isEmpty();
        assertThat(home).doesNotExist();
    }

    @Test
    void identity_created_isTheSameWhenReadAgain() throws Exception {
        Identity created = vault.createIdentity("Ada Lovelace", new FakeScheme(), random);

        assertSame(new FileVault(home).identity().orElseThrow(), created);
    }

    @Test
    void identity_ofTheLargestKeys_isTheSameWhenReadAgain() throws Exception {
        FakeScheme largest = new FakeScheme(PublicKey.MAX_BYTES, SecretKey.MAX_BYTES);
        Identity created = vault.createIdentity("Ada", largest, random);

        assertSame(new FileVault(home).identity().orElseThrow(), created);
    }

    @Test
    void createIdentity_thereIsOne_isRefusedAndKeepsIt() throws Exception {
        Identity created = vault.createIdentity("Ada", new FakeScheme(), random);

        assertThat(refusal(() -> vault.createIdentity("Eve", new FakeScheme(), random))
                        .reason())
                .isEqualTo(Reason.EXISTS);
        assertSame(vault.identity().orElseThrow(), created);
    }

    @Test
    void createIdentity_badName_isRefusedAndCreatesNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> vault.createIdentity(" ", new FakeScheme(), random));
        assertThat(home).doesNotExist();
    }

    @Test
    void createIdentity_severalAtOnce_exactlyOneWinsAndAllSeeIt() throws Exception {
        int racers = 8;
        CyclicBarrier start = new CyclicBarrier(racers);
        List<Callable<Object>> races = new ArrayList<>();
        for (int i = 0; i < racers; i++) {
            String name = "Ada " + i;
            races.add(() -> {
                start.await();
                try {
                    return new FileVault(home).createIdentity(name, new FakeScheme(), new SecureRandom());
                } catch (VaultException e) {
                    return e.reason();
                }
            });
        }

        List<Object> outcomes = outcomes(races);

        List<Object> winners =
                outcomes.stream().filter(Identity.class::isInstance).toList();
        assertThat(winners).hasSize(1);
        assertThat(outcomes).filteredOn(outcome -> outcome == Reason.EXISTS).hasSize(racers - 1);
        assertSame(vault.identity().orElseThrow(), (Identity) winners.get(0));
        assertThat(filesBelow(home)).containsExactly("identity.key");
    }

    @Test
    void keyring_keysSaved_holdsThemAll() throws Exception {
        vault.saveKey(LIBRARY, second);
        vault.saveKey(LIBRARY, first);
        vault.saveKey(OTHER_LIBRARY, LibraryKey.generate(9, random));

        assertThat(new FileVault(home).keyring(LIBRARY).orElseThrow().keys()).containsExactly(first, second);
        assertThat(filesBelow(home))
                .containsExactly(
                        "libraries/" + OTHER_LIBRARY + "/9.key",
                        "libraries/" + LIBRARY + "/1.key",
                        "libraries/" + LIBRARY + "/2.key");
    }

    @Test
    void keyring_epochAtItsLimit_isHeld() throws Exception {
        LibraryKey last = LibraryKey.generate(LibraryKey.MAX_EPOCH, random);
        vault.saveKey(LIBRARY, last);
        vault.saveKey(LIBRARY, LibraryKey.generate(0, random));

        assertThat(vault.keyring(LIBRARY).orElseThrow().current()).isEqualTo(last);
    }

    @Test
    void keyring_filesOfOtherNames_areIgnored() throws Exception {
        vault.saveKey(LIBRARY, first);
        Path library = home.resolve("libraries").resolve(LIBRARY);
        for (String name : List.of("01.key", "-1.key", "1.key.bak", "100000.key", ".new-1.tmp")) {
            Files.writeString(library.resolve(name), "none of ours");
        }

        assertThat(vault.keyring(LIBRARY).orElseThrow().keys()).containsExactly(first);
    }

    @Test
    void saveKey_sameKeyAgain_doesNothing() throws Exception {
        vault.saveKey(LIBRARY, first);
        vault.saveKey(LIBRARY, first);

        assertThat(vault.keyring(LIBRARY).orElseThrow().keys()).containsExactly(first);
    }

    @Test
    void saveKey_otherKeyOfTheEpoch_isRefusedAndKeepsTheFirst() throws Exception {
        vault.saveKey(LIBRARY, first);

        assertThat(refusal(() -> vault.saveKey(LIBRARY, LibraryKey.generate(1, random)))
                        .reason())
                .isEqualTo(Reason.EXISTS);
        assertThat(vault.keyring(LIBRARY).orElseThrow().current()).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "..", "../../x", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcde/"})
    void libraryId_notOne_isRefused(String libraryId) {
        assertThatIllegalArgumentException().isThrownBy(() -> vault.saveKey(libraryId, first));
        assertThatIllegalArgumentException().isThrownBy(() -> vault.keyring(libraryId));
    }

    @Test
    void files_written_areTheOwnersAlone() throws Exception {
        vault.createIdentity("Ada", new FakeScheme(), random);
        vault.saveKey(LIBRARY, first);

        assertThat(mode(identityFile)).isEqualTo("rw-------");
        assertThat(mode(home.resolve("libraries").resolve(LIBRARY).resolve("1.key")))
                .isEqualTo("rw-------");
        assertThat(mode(home)).isEqualTo("rwx------");
        assertThat(mode(home.resolve("libraries"))).isEqualTo("rwx------");
        assertThat(mode(home.resolve("libraries").resolve(LIBRARY))).isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void identity_fileOthersMayReach_isNotReadAndTheRemedyNamed(String mode) throws Exception {
        vault.createIdentity("Ada", new FakeScheme(), random);
        Files.setPosixFilePermissions(identityFile, PosixFilePermissions.fromString(mode));

        VaultException refusal = refusal(vault::identity);

        assertThat(refusal.reason()).isEqualTo(Reason.EXPOSED);
        assertThat(refusal).hasMessageContaining(mode).hasMessageEndingWith("run chmod 600 '" + identityFile + "'");
    }

    @Test
    void keyring_fileOthersMayReach_isNotRead() throws Exception {
        vault.saveKey(LIBRARY, first);
        Path file = home.resolve("libraries").resolve(LIBRARY).resolve("1.key");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(refusal(() -> vault.keyring(LIBRARY)).reason()).isEqualTo(Reason.EXPOSED);
    }

    @Test
    void home_throughASymbolicLink_isFollowed() throws Exception {
        Path target = Files.createDirectory(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);

        Identity created = new FileVault(link).createIdentity("Ada", new FakeScheme(), random);

        assertSame(new FileVault(target).identity().orElseThrow(), created);
    }

    @Test
    void createIdentity_homeIsAFile_saysThatTheFileSystemRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(refusal(() -> new FileVault(file).createIdentity("Ada", new FakeScheme(), random))
                        .reason())
                .isEqualTo(Reason.FILE_SYSTEM);
    }

    @Test
    void identity_anyByteChanged_isDamagedAndNotShown() throws Exception {
        vault.createIdentity("Ada", new FakeScheme(), random);
        byte[] content = Files.readAllBytes(identityFile);
        String secret = new String(content, StandardCharsets.UTF_8)
                .replaceAll("(?s).*\"signing-secret-key\":\"(.{10}).*", "$1");

        for (int i = 0; i < content.length - 1; i++) {
            byte[] changed = content.clone();
            changed[i] ^= 1;
            Files.write(identityFile, changed);

            VaultException refusal = refusal(vault::identity);

            assertThat(refusal).as("byte %d", i).isNotNull();
            assertThat(refusal.reason()).as("byte %d", i).isEqualTo(Reason.DAMAGED);
            assertThat(refusal.toString()).doesNotContain(secret);
        }
    }

    @Test
    void identity_cutAnywhere_isDamaged() throws Exception {
        vault.createIdentity("Ada", new FakeScheme(), random);
        String content = Files.readString(identityFile);

        for (int length = 0; length < content.length() - 1; length += 7) {
            Files.writeString(identityFile, content.substring(0, length));

            assertThat(refusal(vault::identity).reason())
                    .as("length %d", length)
                    .isEqualTo(Reason.DAMAGED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "{\"format\":{}}", "{\"format\":null}", "1", "{\"check\":\"x\"}"})
    void identity_otherJson_isDamaged(String content) throws Exception {
        vault.createIdentity("Ada", new FakeScheme(), random);
        Files.writeString(identityFile, content);

        assertThat(refusal(vault::identity).reason()).isEqualTo(Reason.DAMAGED);
    }

    @Test
    void identity_nestedBeyondReason_isDamaged() throws Exception {
        vault.createIdentity("Ada", new FakeScheme(), random);
        Files.writeString(identityFile, "[".repeat(PrivateFiles.MAX_BYTES));

        assertThat(refusal(vault::identity).reason()).isEqualTo(Reason.DAMAGED);
    }

    @Test
    void identity_fileAtTheLimitAndOneBeyond_isReadAndRefusedUnread() throws Exception {
        Identity created = vault.createIdentity("Ada", new FakeScheme(), random);
        String content = Files.readString(identityFile);
        String atLimit = content + " ".repeat(PrivateFiles.MAX_BYTES - content.length());

        Files.writeString(identityFile, atLimit);
        assertSame(vault.identity().orElseThrow(), created);
        Files.writeString(identityFile, atLimit + " ");
        assertThat(refusal(vault::identity)).hasMessageContaining("longer than");
    }

    @Test
    void keyring_keyOfAnotherEpochOrLibraryInItsPlace_isDamaged() throws Exception {
        vault.saveKey(LIBRARY, first);
        Path library = home.resolve("libraries").resolve(LIBRARY);
        Files.move(library.resolve("1.key"), library.resolve("2.key"));

        assertThat(refusal(() -> vault.keyring(LIBRARY)).reason()).isEqualTo(Reason.DAMAGED);

        vault.saveKey(OTHER_LIBRARY, second);
        Files.delete(library.resolve("2.key"));
        Files.move(home.resolve("libraries").resolve(OTHER_LIBRARY).resolve("2.key"), library.resolve("2.key"));

        assertThat(refusal(() -> vault.keyring(LIBRARY)).reason()).isEqualTo(Reason.DAMAGED);
    }

    @Test
    void keyring_identityInTheKeysPlace_isDamaged() throws Exception {
        vault.createIdentity("Ada", new FakeScheme(), random);
        vault.saveKey(LIBRARY, first);
        Path key = home.resolve("libraries").resolve(LIBRARY).resolve("1.key");
        Files.delete(key);
        Files.move(identityFile, key);

        assertThat(refusal(() -> vault.keyring(LIBRARY)).reason()).isEqualTo(Reason.DAMAGED);
    }

    static void assertSame(Identity actual, Identity expected) {
        assertThat(actual.memberCode()).isEqualTo(expected.memberCode());
        assertThat(actual.signing()).isEqualTo(expected.signing());
        assertThat(actual.encryption()).isEqualTo(expected.encryption());
    }

    static VaultException refusal(ThrowingCallable call) {
        return catchThrowableOfType(VaultException.class, call);
    }

    private static List<Object> outcomes(List<Callable<Object>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<Object> outcomes = new ArrayList<>();
            for (Future<Object> outcome : threads.invokeAll(calls)) {
                outcomes.add(outcome.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> filesBelow(Path home) throws Exception {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> home.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}

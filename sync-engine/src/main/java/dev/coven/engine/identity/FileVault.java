package dev.coven.engine.identity;

import dev.coven.engine.crypto.EncryptionKeyPair;
import dev.coven.engine.crypto.LibraryKey;
import dev.coven.engine.crypto.LibraryKeyring;
import dev.coven.engine.document.HexId;
import dev.coven.engine.identity.VaultException.Reason;
import dev.coven.spi.signature.PublicKey;
import dev.coven.spi.signature.SecretKey;
import dev.coven.spi.signature.SignatureScheme;
import dev.coven.spi.signature.SigningKeyPair;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where secrets live outside the database: a folder (its {@code home}) with the identity in {@code identity.key} and the
 * library keys in {@code libraries/<library id>/<epoch>.key}.
 *
 * <p>Folders are made with mode 0700 and files with 0600; a file that other users may reach is not read. Files are written
 * once, whole, and never replaced. With a passphrase every file is sealed with it (Argon2id, AES-256-GCM); a vault has one for
 * all its files or none. The file system must know hard links. Thread safe, and safe among processes.
 */
public final class FileVault {
    private static final String IDENTITY_FORMAT = "coven-identity-1";
    private static final String KEY_FORMAT = "coven-library-key-1";
    private static final Pattern KEY_FILE = Pattern.compile("(0|[1-9][0-9]{0,4})\\.key");

    private final Path home;
    private final VaultFile identityFile;
    private final VaultSeal seal;

    FileVault(Path home, VaultSeal seal) {
        this.home = home.toAbsolutePath();
        this.identityFile = new VaultFile(this.home, "identity.key");
        this.seal = seal;
    }

    /** A vault without a passphrase. Nothing is read or written yet. */
    public FileVault(Path home) {
        this(home, new VaultSeal.None());
    }

    /** A vault under a passphrase. Nothing is read or written yet. */
    public FileVault(Path home, VaultPassphrase passphrase) {
        this(home, new PassphraseSeal(passphrase, Argon2Cost.PRESENT));
    }

    /** The folder. */
    public Path home() {
        return home;
    }

    /** The identity, if one was created. */
    public Optional<Identity> identity() throws VaultException {
        Optional<VaultDocument> document = read(identityFile);
        return document.isEmpty() ? Optional.empty() : Optional.of(identity(document.get()));
    }

    /**
     * Creates the identity with fresh keys. When several processes try at once, exactly one succeeds.
     *
     * @param name as in {@link MemberCode}; {@link IllegalArgumentException} otherwise
     * @throws VaultException with {@link Reason#EXISTS} when there is one already
     */
    public Identity createIdentity(String name, SignatureScheme scheme, SecureRandom random) throws VaultException {
        if (Files.exists(identityFile.path())) {
            throw identityExists();
        }
        Identity identity = Identity.generate(name, scheme, random);
        VaultDocument document = VaultDocument.of(identityFile, IDENTITY_FORMAT)
                .with("name", identity.name())
                .with("scheme", identity.schemeId())
                .with("signing-public-key", identity.signing().publicKey().encoded())
                .with("signing-secret-key", identity.signing().secretKey().revealSecretBytes())
                .with("encryption-secret-key", identity.encryption().revealSecretBytes());
        if (!create(identityFile, document)) {
            throw identityExists();
        }
        return identity;
    }

    /** The keys of a library, if any were saved. */
    public Optional<LibraryKeyring> keyring(String libraryId) throws VaultException {
        HexId.LIBRARY.require("library", libraryId);
        List<LibraryKey> keys = new ArrayList<>();
        for (int epoch : epochs(libraryId)) {
            Optional<LibraryKey> key = key(libraryId, epoch);
            if (key.isPresent()) {
                keys.add(key.get());
            }
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(new LibraryKeyring(keys));
    }

    /**
     * Saves a library key; to save the same key again is to do nothing.
     *
     * @throws VaultException with {@link Reason#EXISTS} when a different key of that epoch is there; with
     *     {@link Reason#PASSPHRASE_WRONG} when the passphrase is not the one of this vault's identity
     */
    public void saveKey(String libraryId, LibraryKey key) throws VaultException {
        HexId.LIBRARY.require("library", libraryId);
        // Makes sure of the passphrase, and takes over the salt of this vault.
        read(identityFile);
        VaultFile file = keyFile(libraryId, key.epoch());
        VaultDocument document = VaultDocument.of(file, KEY_FORMAT)
                .with("library", libraryId)
                .with("epoch", key.epoch())
                .with("secret", key.revealSecretBytes());
        if (create(file, document)) {
            return;
        }
        Optional<LibraryKey> present = key(libraryId, key.epoch());
        if (present.isEmpty() || !present.get().equals(key)) {
            throw new VaultException(
                    Reason.EXISTS,
                    file + " holds a different library key of epoch " + key.epoch() + "; a key is never overwritten");
        }
    }

    private Optional<LibraryKey> key(String libraryId, int epoch) throws VaultException {
        Optional<VaultDocument> stored = read(keyFile(libraryId, epoch));
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        VaultDocument document = stored.get();
        boolean fitsItsPlace = document.isOfFormat(KEY_FORMAT)
                && document.text("library").equals(libraryId)
                && document.number("epoch", 0, LibraryKey.MAX_EPOCH) == epoch;
        if (!fitsItsPlace) {
            throw document.damaged("it is not the library key of that epoch");
        }
        try {
            return Optional.of(LibraryKey.of(epoch, document.bytes("secret")));
        } catch (IllegalArgumentException e) {
            throw document.damaged(String.valueOf(e.getMessage()));
        }
    }

    private static Identity identity(VaultDocument document) throws VaultException {
        if (!document.isOfFormat(IDENTITY_FORMAT)) {
            throw document.damaged("it is not an identity");
        }
        try {
            return new Identity(
                    document.text("name"),
                    document.text("scheme"),
                    new SigningKeyPair(
                            new PublicKey(document.bytes("signing-public-key")),
                            new SecretKey(document.bytes("signing-secret-key"))),
                    EncryptionKeyPair.of(document.bytes("encryption-secret-key")));
        } catch (IllegalArgumentException e) {
            throw document.damaged(String.valueOf(e.getMessage()));
        }
    }

    private List<Integer> epochs(String libraryId) throws VaultException {
        Path folder = home.resolve("libraries").resolve(libraryId);
        List<Integer> epochs = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher name = KEY_FILE.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    epochs.add(Integer.valueOf(name.group(1)));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new VaultException(Reason.FILE_SYSTEM, "cannot list " + folder + ": " + e.getMessage(), e);
        }
        return epochs;
    }

    private VaultFile keyFile(String libraryId, int epoch) {
        return new VaultFile(home, "libraries/" + libraryId + "/" + epoch + ".key");
    }

    private Optional<VaultDocument> read(VaultFile file) throws VaultException {
        Optional<byte[]> stored = PrivateFiles.read(file.path());
        return stored.isEmpty() ? Optional.empty() : Optional.of(seal.open(file, stored.get()));
    }

    private boolean create(VaultFile file, VaultDocument document) throws VaultException {
        return PrivateFiles.create(file.path(), seal.seal(file, document.write()));
    }

    private VaultException identityExists() {
        return new VaultException(
                Reason.EXISTS, "there is an identity already, " + identityFile + ", and it is never overwritten");
    }
}

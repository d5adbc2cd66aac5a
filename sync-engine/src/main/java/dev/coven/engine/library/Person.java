package dev.coven.engine.library;

import dev.coven.engine.SyncException;
import dev.coven.engine.config.EngineSettings;
import dev.coven.engine.crypto.LibraryKey;
import dev.coven.engine.crypto.LibraryKeyring;
import dev.coven.engine.document.Author;
import dev.coven.engine.identity.FileVault;
import dev.coven.engine.identity.Identity;
import dev.coven.engine.identity.VaultException;
import dev.coven.engine.plugin.PluginCatalog;
import dev.coven.spi.signature.InvalidKeyException;
import dev.coven.spi.signature.Signer;
import java.security.SecureRandom;
import java.util.Optional;

/** The person at this machine: identity and keys, from the vault. */
final class Person {
    private final FileVault vault;
    private final Identity identity;
    private final Author author;

    private Person(FileVault vault, Identity identity, Author author) {
        this.vault = vault;
        this.identity = identity;
        this.author = author;
    }

    /** The person of these settings; made on first use. */
    static Person of(EngineSettings settings, PluginCatalog plugins, SecureRandom random) throws SyncException {
        FileVault vault = vault(settings);
        try {
            Optional<Identity> known = vault.identity();
            return person(
                    settings,
                    plugins,
                    vault,
                    known.isPresent()
                            ? known.get()
                            : vault.createIdentity(
                                    settings.identityName(), plugins.signature(settings.scheme()), random));
        } catch (VaultException e) {
            throw keys(e);
        }
    }

    /** The person of these settings, if there is one. */
    static Optional<Person> known(EngineSettings settings, PluginCatalog plugins) throws SyncException {
        FileVault vault = vault(settings);
        try {
            Optional<Identity> known = vault.identity();
            return known.isPresent() ? Optional.of(person(settings, plugins, vault, known.get())) : Optional.empty();
        } catch (VaultException e) {
            throw keys(e);
        }
    }

    private static FileVault vault(EngineSettings settings) {
        return settings.passphrase()
                .map(passphrase -> new FileVault(settings.home(), passphrase))
                .orElseGet(() -> new FileVault(settings.home()));
    }

    private static Person person(EngineSettings settings, PluginCatalog plugins, FileVault vault, Identity identity)
            throws SyncException {
        try {
            Signer signer = plugins.signature(identity.schemeId())
                    .signer(identity.signing().secretKey());
            Author author = new Author(identity.schemeId(), identity.signing().publicKey(), signer);
            return new Person(vault, identity, author);
        } catch (InvalidKeyException e) {
            throw new SyncException(
                    SyncException.Kind.KEYS,
                    "the identity in " + settings.home() + " is damaged: " + e.getMessage(),
                    e);
        }
    }

    private static SyncException keys(VaultException e) {
        return new SyncException(SyncException.Kind.KEYS, "" + e.getMessage(), e);
    }

    Identity identity() {
        return identity;
    }

    Author author() {
        return author;
    }

    Optional<LibraryKeyring> keyring(String libraryId) throws SyncException {
        try {
            return vault.keyring(libraryId);
        } catch (VaultException e) {
            throw keys(e);
        }
    }

    void save(String libraryId, LibraryKey key) throws SyncException {
        try {
            vault.saveKey(libraryId, key);
        } catch (VaultException e) {
            throw keys(e);
        }
    }
}

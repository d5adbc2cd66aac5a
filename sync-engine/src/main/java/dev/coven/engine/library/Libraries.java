package dev.coven.engine.library;

import dev.coven.engine.Checkup;
import dev.coven.engine.InitOptions;
import dev.coven.engine.Library;
import dev.coven.engine.PluginInfo;
import dev.coven.engine.SyncEngine;
import dev.coven.engine.SyncException;
import dev.coven.engine.blob.LibraryBlobs;
import dev.coven.engine.config.EngineSettings;
import dev.coven.engine.config.LibraryFolder;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.copy.MergeWitness;
import dev.coven.engine.database.EngineConnections;
import dev.coven.engine.identity.InvalidCodeException;
import dev.coven.engine.identity.InviteCode;
import dev.coven.engine.status.Listeners;
import dev.coven.engine.store.SmallObjects;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The engine: opens, founds and joins libraries. */
public final class Libraries implements SyncEngine {
    private final EngineParts parts;

    /** An engine of these parts. */
    public Libraries(EngineParts parts) {
        this.parts = parts;
    }

    private EngineSettings settings(Path database) throws SyncException {
        return EngineSettings.of(new LibraryFolder(database).configuration(parts.config()), parts.surroundings());
    }

    @Override
    public Library open(Path database) throws SyncException {
        Path absolute = database.toAbsolutePath();
        EngineSettings settings = settings(absolute);
        Optional<LibraryBlobs> blobs = blobs(settings, absolute);
        Listeners listeners = new Listeners();
        LibraryCopy copy = LibraryCopy.open(
                absolute,
                settings.synchronous(),
                id -> parts.plugins().policy(id),
                parts.time(),
                settings.maxChangesetBytes(),
                blobs.map(LibraryBlobs::witness).orElse(MergeWitness.NONE),
                changes -> {
                    parts.meter().rowsApplied(changes.size());
                    listeners.tell(listener -> listener.rowsChanged(changes));
                });
        return new OpenLibrary(parts, settings, copy, blobs, listeners);
    }

    /** What is done about files; empty when no blob plan is chosen. */
    private Optional<LibraryBlobs> blobs(EngineSettings settings, Path database) throws SyncException {
        EngineSettings.Blobs chosen = settings.blobs();
        if (chosen.plan().isEmpty()) {
            return Optional.empty();
        }
        Path folder = new LibraryFolder(database).blobs(chosen.folder());
        return Optional.of(
                new LibraryBlobs(parts.plugins().blobPlan(chosen.plan().get()), folder, chosen));
    }

    @Override
    public Library init(Path database, InitOptions options) throws SyncException {
        Path absolute = database.toAbsolutePath();
        if (!Files.isRegularFile(absolute)) {
            throw new SyncException(
                    SyncException.Kind.REFUSED, "there is no database at " + absolute + "; make its tables first");
        }
        EngineSettings settings = settings(absolute);
        blobs(settings, absolute);
        try (Connection connection = EngineConnections.open(absolute, settings.synchronous())) {
            Founding founding = new Founding(parts, settings, options);
            founding.requireFit(connection);
            try (ObjectStore store = Session.openStore(parts, settings, options.store())) {
                founding.requireEmpty(store);
                new StoreFitness(store, options.store(), parts.random()).require();
            }
            Person person = Person.of(settings, parts.plugins(), parts.random());
            withFolder(absolute, options.store(), () -> founding.found(connection, person));
        } catch (StorageException e) {
            throw storeFailure(options.store(), e);
        } catch (SQLException e) {
            throw LibraryCopy.databaseFailure(absolute, e);
        }
        return openAndSync(absolute);
    }

    @FunctionalInterface
    private interface SetUp {
        void run() throws SyncException, SQLException, StorageException;
    }

    /** Sets a database up with its folder written before, so that no crash leaves a library that does not know its store. */
    private void withFolder(Path database, URI store, SetUp setUp)
            throws SyncException, SQLException, StorageException {
        LibraryFolder folder = new LibraryFolder(database);
        LibraryFolder.Before before = folder.look();
        boolean done = false;
        try {
            folder.writeStore(store, parts.config());
            setUp.run();
            done = true;
        } finally {
            if (!done) {
                folder.restore(before);
            }
        }
    }

    @Override
    public Library join(Path database, String inviteCode) throws SyncException {
        return join(database, invite(inviteCode));
    }

    @Override
    public Library join(Path database, String inviteCode, URI store) throws SyncException {
        InviteCode invite = invite(inviteCode);
        InviteCode here;
        try {
            here = new InviteCode(invite.libraryId(), store, invite.founderId());
        } catch (IllegalArgumentException e) {
            throw new SyncException(SyncException.Kind.REFUSED, "" + e.getMessage(), e);
        }
        return join(database, here);
    }

    private static InviteCode invite(String text) throws SyncException {
        try {
            return InviteCode.parse(text);
        } catch (InvalidCodeException e) {
            throw new SyncException(SyncException.Kind.REFUSED, "" + e.getMessage(), e);
        }
    }

    private Library join(Path database, InviteCode invite) throws SyncException {
        Path absolute = database.toAbsolutePath();
        EngineSettings settings = settings(absolute);
        blobs(settings, absolute);
        try (ObjectStore store = Session.openStore(parts, settings, invite.store())) {
            Joining.index(new SmallObjects(store), invite);
            new StoreFitness(store, invite.store(), parts.random()).require();
            Person person = Person.of(settings, parts.plugins(), parts.random());
            join(absolute, settings, invite.store(), new Joining(parts, person, invite, store));
        } catch (StorageException e) {
            throw storeFailure(invite.store(), e);
        }
        return openAndSync(absolute);
    }

    private void join(Path database, EngineSettings settings, URI store, Joining joining)
            throws SyncException, StorageException {
        boolean isNew = !Files.exists(database);
        boolean joined = false;
        try (Connection connection = EngineConnections.open(database, settings.synchronous())) {
            Joining.requireFit(connection);
            withFolder(database, store, () -> joining.join(connection));
            joined = true;
        } catch (SQLException e) {
            throw LibraryCopy.databaseFailure(database, e);
        } finally {
            if (isNew && !joined) {
                removeEmpty(database);
            }
        }
    }

    /** A library whose store is in step with it; closed again when that fails. */
    private Library openAndSync(Path database) throws SyncException {
        Library library = open(database);
        try {
            // The head comes first: nobody may miss this device before it can write.
            library.push();
            library.sync();
            return library;
        } catch (SyncException | RuntimeException e) {
            library.close();
            throw e;
        }
    }

    private static void removeEmpty(Path database) throws SyncException {
        try {
            Files.deleteIfExists(database);
        } catch (IOException e) {
            throw new SyncException(SyncException.Kind.DATABASE, "cannot remove " + database, e);
        }
    }

    private static SyncException storeFailure(URI store, StorageException e) {
        return new SyncException(SyncException.Kind.STORE, "the store at " + store + " failed: " + e.getMessage(), e);
    }

    @Override
    public List<Checkup.Finding> probe(URI location) throws SyncException {
        EngineSettings settings = EngineSettings.of(parts.config(), parts.surroundings());
        try (ObjectStore store = Session.openStore(parts, settings, location)) {
            return new StoreFitness(store, location, parts.random()).examine();
        } catch (StorageException e) {
            throw storeFailure(location, e);
        }
    }

    @Override
    public String memberCode() throws SyncException {
        EngineSettings settings = EngineSettings.of(parts.config(), parts.surroundings());
        return Person.of(settings, parts.plugins(), parts.random())
                .identity()
                .memberCode()
                .text();
    }

    @Override
    public List<PluginInfo> plugins() {
        return parts.plugins().all();
    }
}

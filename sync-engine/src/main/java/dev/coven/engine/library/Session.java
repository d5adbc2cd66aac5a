package dev.coven.engine.library;

import dev.coven.engine.SyncException;
import dev.coven.engine.SyncMeter;
import dev.coven.engine.SyncStatus.Amount;
import dev.coven.engine.SyncStatus.Phase;
import dev.coven.engine.blob.LibraryBlobs;
import dev.coven.engine.config.EngineSettings;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.crypto.LibraryKeyring;
import dev.coven.engine.crypto.ObjectCipher;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.index.IndexReader;
import dev.coven.engine.pull.Puller;
import dev.coven.engine.push.DeviceAuthor;
import dev.coven.engine.push.DeviceSuccession;
import dev.coven.engine.push.NewDevice;
import dev.coven.engine.push.Pusher;
import dev.coven.engine.status.StatusBoard;
import dev.coven.engine.store.LibraryStore;
import dev.coven.engine.store.MeteredStore;
import dev.coven.engine.store.Pause;
import dev.coven.engine.store.RetryingStore;
import dev.coven.engine.store.StopSwitch;
import dev.coven.engine.store.StoppableStore;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import java.net.URI;
import java.sql.SQLException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** A copy connected to its store: what one cycle works with. */
final class Session implements AutoCloseable {
    private final EngineParts parts;
    private final EngineSettings settings;
    private final LibraryCopy copy;
    private final Person person;
    private final LibraryKeyring keyring;
    private final String libraryId;
    private final LibraryStore store;
    private final Optional<LibraryBlobs> blobs;
    private final StatusBoard board;

    private Session(
            EngineParts parts,
            EngineSettings settings,
            LibraryCopy copy,
            Person person,
            LibraryKeyring keyring,
            String libraryId,
            LibraryStore store,
            Optional<LibraryBlobs> blobs,
            StatusBoard board) {
        this.board = board;
        this.parts = parts;
        this.settings = settings;
        this.copy = copy;
        this.person = person;
        this.keyring = keyring;
        this.libraryId = libraryId;
        this.store = store;
        this.blobs = blobs;
    }

    /**
     * Connects a copy to the store of its settings.
     *
     * @param board told what becomes of files
     * @param stop breaks off what is under way
     */
    static Session open(
            EngineParts parts,
            EngineSettings settings,
            LibraryCopy copy,
            Optional<LibraryBlobs> blobs,
            StatusBoard board,
            StopSwitch stop)
            throws SyncException, SQLException {
        String libraryId = copy.tables().state().text(Field.LIBRARY);
        String owner = copy.tables().state().text(Field.MEMBER);
        Person person = Person.known(settings, parts.plugins())
                .orElseThrow(() -> new SyncException(
                        SyncException.Kind.KEYS,
                        "there is no identity in " + settings.home() + "; this copy belongs to member " + owner
                                + ": set COVEN_HOME to the owner's"));
        if (!owner.equals(person.author().memberId())) {
            throw new SyncException(
                    SyncException.Kind.KEYS,
                    "this copy belongs to member " + owner + ", the identity in " + settings.home() + " is "
                            + person.author().memberId() + ": set COVEN_HOME to the owner's");
        }
        LibraryKeyring keyring = person.keyring(libraryId)
                .orElseThrow(() -> new SyncException(
                        SyncException.Kind.KEYS,
                        "the keys of library " + libraryId + " are not in " + settings.home()
                                + ": restore them, or join again"));
        if (settings.storeUrl().isEmpty()) {
            throw new SyncException(
                    SyncException.Kind.CONFIGURATION,
                    "coven.store.url is not set in " + copy.database()
                            + ".coven/coven.conf: set it to the library's store");
        }
        ObjectStore stoppable = new StoppableStore(
                repeating(
                        parts,
                        settings,
                        URI.create(settings.storeUrl()),
                        stop.over(parts.pause()),
                        new CycleMeter(parts.meter(), board)),
                stop);
        LibraryStore store = new LibraryStore(stoppable, new ObjectCipher(keyring, libraryId));
        return new Session(parts, settings, copy, person, keyring, libraryId, store, blobs, board);
    }

    /** Opens a store, with requests repeated as the settings say. */
    static ObjectStore openStore(EngineParts parts, EngineSettings settings, URI location) throws SyncException {
        return repeating(parts, settings, location, parts.pause(), parts.meter());
    }

    private static ObjectStore repeating(
            EngineParts parts, EngineSettings settings, URI location, Pause pause, SyncMeter meter)
            throws SyncException {
        RandomGenerator jitter = parts.random();
        return new RetryingStore(
                new MeteredStore(
                        parts.plugins().openStore(location, settings.storeSettings()), meter, System::nanoTime),
                settings.retry(),
                pause,
                jitter::nextDouble);
    }

    LibraryStore store() {
        return store;
    }

    Person person() {
        return person;
    }

    Puller puller() {
        return new Puller(
                copy,
                store,
                parts.plugins(),
                succession(),
                settings.maxSkew().toMillis(),
                settings.pull(),
                blobs.map(files -> files.cycle(
                        copy, store, (done, known) -> board.files(Phase.FETCHING_FILES, new Amount(done, known)))));
    }

    Pusher pusher() {
        return new Pusher(
                copy,
                store,
                deviceAuthor(),
                succession(),
                blobs.map(files ->
                        files.push(copy, store, (done, known) -> board.files(Phase.PUSHING, new Amount(done, known)))));
    }

    Invitations invitations() {
        return new Invitations(copy, store, person, keyring);
    }

    IndexReader indexReader() throws SQLException {
        return new IndexReader(
                copy,
                store,
                parts.plugins(),
                libraryId,
                copy.tables().state().text(Field.FOUNDER),
                settings.pull().transfers());
    }

    private DeviceAuthor deviceAuthor() {
        return new DeviceAuthor(person.author(), libraryId, settings.deviceName());
    }

    private DeviceSuccession succession() {
        NewDevice newDevice =
                new NewDevice(person.author().schemeId(), person.author().key(), parts.random());
        return new DeviceSuccession(store, parts.plugins(), deviceAuthor(), newDevice);
    }

    @Override
    public void close() throws StorageException {
        store.close();
    }
}

package dev.coven.engine.blob;

import dev.coven.engine.database.BlobFileTable.Look;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.store.LibraryStore;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Brings one file to the store, unless its blob is there. Thread safe. */
final class BlobSend {
    /** What became of it. */
    sealed interface Outcome {}

    /** The blob is in the store now, made of a file that looked so. */
    record Stored(Look look) implements Outcome {}

    /** The blob was in the store. */
    record Present() implements Outcome {}

    /** The blob is not in the store and cannot be made, for this reason; what to do about it. */
    record Lacking(String why, String remedy) implements Outcome {}

    /** The store failed. */
    record Failed(StorageException failure) implements Outcome {}

    private final LibraryStore store;
    private final BlobFolder folder;

    BlobSend(LibraryStore store, BlobFolder folder) {
        this.store = store;
        this.folder = folder;
    }

    Outcome send(BlobUpload upload) {
        ObjectKey key = StoreLayout.blob(upload.blob());
        try {
            // Before the file: a row may name what another device sent and this one has not fetched.
            if (store.holds(key)) {
                return new Present();
            }
            Path file = folder.fileOf(upload.source());
            Optional<SourceFile> source = SourceFile.of(file);
            if (source.isEmpty()) {
                return new Lacking("it is not in " + folder.root(), "put it there");
            }
            if (!Files.isReadable(file)) {
                return new Lacking("it may not be read", "change its rights");
            }
            return create(key, source.get());
        } catch (StorageException e) {
            return new Failed(e);
        } catch (UnsafePathException e) {
            return new Lacking("" + e.getMessage(), "mend that");
        } catch (IOException e) {
            return new Lacking("it cannot be read (" + e + ")", "make it readable");
        }
    }

    private Outcome create(ObjectKey key, SourceFile source) throws IOException {
        try {
            PutOutcome outcome =
                    store.create(key, store.sealed(key, source.look().size(), source::open));
            return outcome instanceof PutOutcome.Stored ? new Stored(source.look()) : new Present();
        } catch (StorageException e) {
            return source.isUnchanged()
                    ? new Failed(e)
                    : new Lacking("it changed while it was read", "write it before the row that names it");
        }
    }
}

package dev.coven.engine.library;

import dev.coven.engine.SyncException;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.crypto.UnreadableObjectException;
import dev.coven.engine.database.OutboxTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.document.BadSignatureException;
import dev.coven.engine.document.HexId;
import dev.coven.engine.document.SignatureSchemes;
import dev.coven.engine.envelope.EnvelopeLimits;
import dev.coven.engine.envelope.EnvelopeReader;
import dev.coven.engine.envelope.OpenedEnvelope;
import dev.coven.engine.envelope.WrongSlotException;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.store.LibraryStore;
import dev.coven.spi.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/** Writes one changeset out in SQLite's own format. */
final class ChangesetExport {
    private final LibraryCopy copy;
    private final String device;
    private final long seq;

    ChangesetExport(LibraryCopy copy, String device, long seq) throws SyncException {
        if (!HexId.DEVICE.matches(device) || seq < 1) {
            throw new SyncException(
                    SyncException.Kind.REFUSED,
                    "'" + device + "' with number " + seq + " is no changeset; list changesets for what there is");
        }
        this.copy = copy;
        this.device = device;
        this.seq = seq;
    }

    /** Writes a changeset that is captured and not pushed yet; false when this is none. */
    boolean fromOutbox(OutputStream target) throws SQLException, IOException {
        Optional<OutboxTable.Entry> entry = copy.tables().outbox().firstFrom(seq);
        boolean isThis = entry.isPresent()
                && entry.get().seq() == seq
                && copy.tables().state().text(Field.DEVICE).equals(device);
        if (isThis) {
            try (InputStream changeset =
                    new InflaterInputStream(new ByteArrayInputStream(entry.get().deflated()))) {
                changeset.transferTo(target);
            }
        }
        return isThis;
    }

    /** Fetches, verifies and writes a changeset that is in the store. */
    void fromStore(LibraryStore store, SignatureSchemes schemes, OutputStream target)
            throws SyncException, SQLException, IOException {
        try {
            OpenedEnvelope envelope = store.readLarge(
                    StoreLayout.changeset(device, seq), plain -> EnvelopeReader.read(plain, EnvelopeLimits.LARGEST));
            envelope.requireSlot(copy.tables().state().text(Field.LIBRARY), device, seq);
            envelope.verify(schemes);
            try (InputStream changeset = envelope.changeset()) {
                changeset.transferTo(target);
            }
        } catch (StorageException e) {
            throw new SyncException(
                    SyncException.Kind.STORE,
                    "changeset " + seq + " of device " + device + " cannot be fetched: " + e.getMessage(),
                    e);
        } catch (UnreadableObjectException | BadSignatureException | WrongSlotException e) {
            throw new SyncException(
                    SyncException.Kind.TRUST,
                    "changeset " + seq + " of device " + device + " was changed in the store: " + e.getMessage(),
                    e);
        }
    }
}

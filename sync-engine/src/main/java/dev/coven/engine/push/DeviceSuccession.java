package dev.coven.engine.push;

import dev.coven.engine.SyncException;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.crypto.UnreadableObjectException;
import dev.coven.engine.crypto.UnreadableStreamException;
import dev.coven.engine.document.BadSignatureException;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.document.MalformedDocumentException;
import dev.coven.engine.document.SignatureSchemes;
import dev.coven.engine.envelope.EnvelopeHeader;
import dev.coven.engine.envelope.EnvelopeLimits;
import dev.coven.engine.envelope.EnvelopeReader;
import dev.coven.engine.envelope.MalformedEnvelopeException;
import dev.coven.engine.envelope.OpenedEnvelope;
import dev.coven.engine.envelope.WrongSlotException;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.store.LibraryStore;
import dev.coven.engine.store.SmallObjects;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a copy go on as a fresh device, when another copy of its database has written as the one that it was.
 *
 * <p>That other copy may have died between its last envelope and the head that promises it, and never come back. So what the
 * store holds of the former device is promised first: after this nobody else might.
 */
public final class DeviceSuccession {
    private final LibraryStore store;
    private final SignatureSchemes schemes;
    private final DeviceAuthor author;
    private final NewDevice newDevice;

    /** Successions of an author's devices. */
    public DeviceSuccession(LibraryStore store, SignatureSchemes schemes, DeviceAuthor author, NewDevice newDevice) {
        this.store = store;
        this.schemes = schemes;
        this.author = author;
        this.newDevice = newDevice;
    }

    /** Lets a copy go on as a fresh device; gives its former id. */
    public String succeed(LibraryCopy copy) throws SQLException, StorageException, SyncException {
        Published here = Published.of(copy.tables().state());
        Optional<HeadDocument> standing = standing(here.device());
        // A head does not tell its last envelope's timestamp, only one that is not below it.
        Published promised = standing.filter(head -> head.seq() >= here.seq())
                .map(head -> here.upTo(head.seq(), head.lastEnvelopeHash(), 0))
                .orElse(here);
        Published last = lastAfter(promised);
        if (last.seq() > standing.map(HeadDocument::seq).orElse(0L)) {
            // How far the former device has read is not known here: another copy may still write as it.
            HeadDocument head = author.head(
                    last,
                    standing.map(HeadDocument::cursors).orElse(Map.of()),
                    copy.nowMillis(),
                    last.timestamp(),
                    Optional.empty());
            store.putSmall(StoreLayout.head(head.device()), head.encode(author.author()));
        }
        return newDevice.replace(copy);
    }

    /** The head that the device has in the store, if it has one that can be believed. */
    private Optional<HeadDocument> standing(String device) throws StorageException {
        ObjectKey key = StoreLayout.head(device);
        Optional<SmallObjects.Fetched> fetched = store.small().find(key);
        if (fetched.isEmpty()) {
            return Optional.empty();
        }
        try {
            HeadDocument head = HeadDocument.open(store.open(key, fetched.get().body()), author.libraryId(), schemes);
            return head.device().equals(device) ? Optional.of(head) : Optional.empty();
        } catch (UnreadableObjectException | MalformedDocumentException | BadSignatureException e) {
            return Optional.empty();
        }
    }

    /** The last of the device's own envelopes that follow one another in the store. */
    private Published lastAfter(Published begin) throws StorageException {
        Published last = begin;
        Optional<Published> next = follower(last);
        while (next.isPresent()) {
            last = next.get();
            next = follower(last);
        }
        return last;
    }

    private Optional<Published> follower(Published last) throws StorageException {
        long seq = last.seq() + 1;
        ObjectKey key = StoreLayout.changeset(last.device(), seq);
        try {
            OpenedEnvelope envelope = store.readLarge(key, plain -> EnvelopeReader.read(plain, EnvelopeLimits.LARGEST));
            envelope.requireSlot(author.libraryId(), last.device(), seq);
            envelope.verify(schemes);
            EnvelopeHeader header = envelope.header();
            boolean follows = header.prev().equals(last.hash()) && header.timestamp() > last.timestamp();
            return follows ? Optional.of(last.upTo(seq, envelope.hash(), header.timestamp())) : Optional.empty();
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        } catch (UnreadableObjectException
                | UnreadableStreamException
                | MalformedEnvelopeException
                | WrongSlotException
                | BadSignatureException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.UNAVAILABLE, StorageException.Retry.SAFE, "reading " + key + " broke off", e);
        }
    }
}

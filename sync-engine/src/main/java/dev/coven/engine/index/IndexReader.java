package dev.coven.engine.index;

import dev.coven.engine.HeldReason;
import dev.coven.engine.SyncException;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.crypto.UnreadableObjectException;
import dev.coven.engine.database.IndexTable;
import dev.coven.engine.document.BadSignatureException;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.document.LibraryDocument;
import dev.coven.engine.document.MalformedDocumentException;
import dev.coven.engine.document.SchemaDocument;
import dev.coven.engine.document.SignatureSchemes;
import dev.coven.engine.layout.IndexEntry;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.membership.MembershipChain;
import dev.coven.engine.membership.MembershipException;
import dev.coven.engine.store.LibraryStore;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.StorageException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the index: one listing, then only the objects whose version changed.
 *
 * <p>Membership fails closed: what was seen once must be there, unchanged, for ever.
 */
public final class IndexReader {
    private static final Logger LOG = LoggerFactory.getLogger(IndexReader.class);

    private final LibraryCopy copy;
    private final LibraryStore store;
    private final SignatureSchemes schemes;
    private final String libraryId;
    private final String founderId;
    private final int transfers;

    /** A reader of a library's index, for one pull; it fetches so many objects at once. */
    public IndexReader(
            LibraryCopy copy,
            LibraryStore store,
            SignatureSchemes schemes,
            String libraryId,
            String founderId,
            int transfers) {
        this.copy = copy;
        this.store = store;
        this.schemes = schemes;
        this.libraryId = libraryId;
        this.founderId = founderId;
        this.transfers = transfers;
    }

    /**
     * The index, as it stands now.
     *
     * @throws StorageException when the listing or a pinned object cannot be read; nothing changed then
     * @throws SyncException TRUST when what is pinned is missing, changed or invalid
     */
    public StoreIndex read() throws StorageException, SyncException, SQLException {
        Map<ObjectKey, ObjectStat> listed = store.small().list(StoreLayout.INDEX);
        requirePinned(listed);
        Optional<String> tooMuch = IndexSelection.membershipFault(listed.values());
        if (tooMuch.isPresent()) {
            throw trust("the membership in the store is not read: " + tooMuch.get(), null);
        }
        Map<ObjectKey, String> seen = seen();
        IndexSelection selection = IndexSelection.of(listed.values(), seen.keySet());
        if (selection.headsLeftOut() > 0) {
            LOG.warn(
                    "the store lists {} heads more than the {} that are looked at; those of devices unknown here are"
                            + " passed over",
                    selection.headsLeftOut(),
                    IndexSelection.MAX_HEADS);
        }
        try (IndexObjects objects = new IndexObjects(copy, store, listed, seen, selection, transfers)) {
            return read(listed.keySet(), seen.keySet(), selection, objects);
        }
    }

    /** The version of each object that was read here before. */
    private Map<ObjectKey, String> seen() throws SQLException {
        Map<ObjectKey, String> seen = new HashMap<>();
        copy.tables().index().versions().forEach((key, version) -> seen.put(new ObjectKey(key), version));
        return seen;
    }

    private StoreIndex read(Set<ObjectKey> listed, Set<ObjectKey> seen, IndexSelection selection, IndexObjects objects)
            throws StorageException, SyncException, SQLException {
        LibraryDocument library = library(objects);
        MembershipChain chain = chain(listed, objects);
        Optional<SchemaDocument> schema = schema(listed, selection, objects, chain);
        Map<String, Head> heads = heads(listed, selection, objects, chain);
        for (ObjectKey key : seen) {
            if (StoreLayout.parse(key) instanceof IndexEntry.Head) {
                objects.miss(key);
            }
        }
        objects.remember();
        return new StoreIndex(library, chain, schema, heads);
    }

    private void requirePinned(Map<ObjectKey, ObjectStat> listed) throws SQLException, SyncException {
        if (!listed.containsKey(StoreLayout.library())) {
            throw new SyncException(
                    SyncException.Kind.TRUST,
                    listed.isEmpty()
                            ? "the store is empty where library " + libraryId
                                    + " was: check that the store is mounted and its location right; nothing was"
                                    + " changed here"
                            : "the store no longer says which library it holds (" + StoreLayout.library()
                                    + " is missing); nothing was changed here");
        }
        for (IndexTable.Entry pinned : copy.tables().index().below("index/members/")) {
            if (!listed.containsKey(new ObjectKey(pinned.key()))) {
                throw new SyncException(
                        SyncException.Kind.TRUST,
                        "a membership entry is gone from the store (" + pinned.key()
                                + "); restore it: until then nothing is pulled");
            }
        }
    }

    private LibraryDocument library(IndexObjects objects) throws StorageException, SyncException, SQLException {
        byte[] body = pinnedBody(objects, StoreLayout.library());
        try {
            LibraryDocument document = LibraryDocument.open(body, libraryId, schemes);
            if (!document.founderId().equals(founderId)) {
                throw trust(
                        "the library's document is signed by " + document.founderId() + ", the founder is " + founderId,
                        null);
            }
            return document;
        } catch (MalformedDocumentException | BadSignatureException e) {
            throw trust("the library's document is not valid: " + e.getMessage(), e);
        }
    }

    private MembershipChain chain(Set<ObjectKey> listed, IndexObjects objects)
            throws StorageException, SyncException, SQLException {
        Map<ObjectKey, byte[]> entries = new TreeMap<>();
        for (ObjectKey key : listed) {
            if (StoreLayout.parse(key) instanceof IndexEntry.Member) {
                entries.put(key, pinnedBody(objects, key));
            }
        }
        try {
            return MembershipChain.validate(libraryId, founderId, entries, schemes);
        } catch (MembershipException e) {
            throw trust("the membership in the store is not valid: " + e.getMessage(), e);
        }
    }

    /** The newest schema that was ever seen here: one that the store hides or spoils counts on. */
    private Optional<SchemaDocument> schema(
            Set<ObjectKey> listed, IndexSelection selection, IndexObjects objects, MembershipChain chain)
            throws StorageException, SQLException {
        Set<ObjectKey> keys = new TreeSet<>(listed);
        for (IndexTable.Entry seen : copy.tables().index().below("index/schema/")) {
            keys.add(new ObjectKey(seen.key()));
        }
        Optional<SchemaDocument> newest = Optional.empty();
        for (ObjectKey key : keys) {
            if (StoreLayout.parse(key) instanceof IndexEntry.Schema entry) {
                Optional<SchemaDocument> document = schemaAt(selection.reads(key), objects, key, entry, chain);
                boolean isNewer = document.isPresent()
                        && (newest.isEmpty()
                                || document.get().schemaVersion() > newest.get().schemaVersion());
                newest = isNewer ? document : newest;
            }
        }
        return newest;
    }

    private Optional<SchemaDocument> schemaAt(
            boolean isRead, IndexObjects objects, ObjectKey key, IndexEntry.Schema entry, MembershipChain chain)
            throws StorageException, SQLException {
        Optional<IndexTable.Entry> seen = copy.tables().index().find(key.value());
        Optional<SchemaDocument> known =
                seen.isPresent() ? ownersSchema(seen.get().body(), entry, chain) : Optional.empty();
        if (!isRead) {
            if (known.isEmpty()) {
                objects.miss(key);
            }
            return known;
        }
        try {
            IndexTable.Entry present = objects.get(key);
            Optional<SchemaDocument> document = ownersSchema(present.body(), entry, chain);
            if (document.isPresent() || known.isEmpty()) {
                objects.note(present);
            }
            return document.isPresent() ? document : known;
        } catch (UnreadableObjectException e) {
            return known;
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.CORRUPT || e.kind() == StorageException.Kind.NOT_FOUND) {
                return known;
            }
            throw e;
        }
    }

    /** A schema document; empty when it is not an owner's, which is then nobody's word. */
    private Optional<SchemaDocument> ownersSchema(byte[] body, IndexEntry.Schema entry, MembershipChain chain) {
        try {
            SchemaDocument document = SchemaDocument.open(body, libraryId, schemes);
            boolean valid = document.schemaVersion() == entry.version() && chain.isOwner(document.authorId());
            return valid ? Optional.of(document) : Optional.empty();
        } catch (MalformedDocumentException | BadSignatureException e) {
            return Optional.empty();
        }
    }

    private Map<String, Head> heads(
            Set<ObjectKey> listed, IndexSelection selection, IndexObjects objects, MembershipChain chain)
            throws SQLException {
        Map<String, Head> heads = new HashMap<>();
        selection.refusedHeads().forEach((key, limit) -> {
            if (StoreLayout.parse(key) instanceof IndexEntry.Head entry) {
                heads.put(entry.device(), new Head.Refused(HeldReason.OVER_LIMIT, limit));
            }
        });
        for (ObjectKey key : listed) {
            if (StoreLayout.parse(key) instanceof IndexEntry.Head entry && selection.reads(key)) {
                heads.put(entry.device(), head(objects, key, entry.device(), chain));
            }
        }
        return heads;
    }

    private Head head(IndexObjects objects, ObjectKey key, String device, MembershipChain chain) throws SQLException {
        try {
            HeadDocument document = HeadDocument.open(body(objects, key), libraryId, schemes);
            if (!document.device().equals(device)) {
                return new Head.Refused(HeldReason.WRONG_SLOT, "its head is that of device " + document.device());
            }
            if (chain.member(document.authorId()).isEmpty()) {
                return new Head.Refused(
                        HeldReason.NOT_A_MEMBER, "its owner " + document.authorId() + " is not a member");
            }
            return new Head.Verified(document);
        } catch (StorageException e) {
            return new Head.Refused(HeldReason.FETCH_FAILED, "its head cannot be read: " + e.getMessage());
        } catch (UnreadableObjectException | MalformedDocumentException e) {
            return new Head.Refused(HeldReason.MALFORMED, "its head was changed in the store: " + e.getMessage());
        } catch (BadSignatureException e) {
            return new Head.Refused(HeldReason.BAD_SIGNATURE, "its head is not its owner's: " + e.getMessage());
        }
    }

    /** The body of an object that never changes. */
    private byte[] pinnedBody(IndexObjects objects, ObjectKey key)
            throws StorageException, SyncException, SQLException {
        Optional<IndexTable.Entry> pinned = copy.tables().index().find(key.value());
        byte[] body;
        try {
            body = body(objects, key);
        } catch (UnreadableObjectException e) {
            throw trust(key + " cannot be decrypted: it was changed in the store", e);
        }
        if (pinned.isPresent() && !Arrays.equals(pinned.get().body(), body)) {
            throw trust(key + " is not what it was", null);
        }
        return body;
    }

    private static byte[] body(IndexObjects objects, ObjectKey key)
            throws StorageException, UnreadableObjectException, SQLException {
        IndexTable.Entry entry = objects.get(key);
        objects.note(entry);
        return entry.body();
    }

    private static SyncException trust(String what, @Nullable Exception cause) {
        String message = what + "; nothing is pulled until this is put right";
        return cause == null
                ? new SyncException(SyncException.Kind.TRUST, message)
                : new SyncException(SyncException.Kind.TRUST, message, cause);
    }
}

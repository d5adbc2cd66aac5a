package dev.coven.engine.library;

import dev.coven.engine.SyncException;
import dev.coven.engine.copy.EngineTables;
import dev.coven.engine.crypto.EncryptionKeyPair;
import dev.coven.engine.crypto.KeyWrap;
import dev.coven.engine.crypto.LibraryKey;
import dev.coven.engine.crypto.LibraryKeyring;
import dev.coven.engine.crypto.ObjectCipher;
import dev.coven.engine.crypto.UnreadableObjectException;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.database.Transactions;
import dev.coven.engine.document.BadSignatureException;
import dev.coven.engine.document.LibraryDocument;
import dev.coven.engine.document.MalformedDocumentException;
import dev.coven.engine.document.SchemaDocument;
import dev.coven.engine.document.TableSpec;
import dev.coven.engine.identity.InviteCode;
import dev.coven.engine.index.IndexSelection;
import dev.coven.engine.layout.IndexEntry;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.membership.MembershipChain;
import dev.coven.engine.membership.MembershipException;
import dev.coven.engine.schema.HostSchema;
import dev.coven.engine.schema.SchemaException;
import dev.coven.engine.schema.SchemaInspector;
import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.engine.store.SmallObjects;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStat;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a new copy of a library for someone who was invited.
 *
 * <p>All trust begins with the founder's fingerprint in the invite code: the library key that the store offers is taken only
 * if the membership chain, signed from the founder on, commits to it.
 */
final class Joining {
    /**
     * What was verified in the store.
     *
     * @param library the founder's document
     * @param chain the members
     * @param schema the newest schema
     */
    private record Verified(LibraryDocument library, MembershipChain chain, SchemaDocument schema) {}

    private final EngineParts parts;
    private final Person person;
    private final InviteCode invite;
    private final SmallObjects store;

    Joining(EngineParts parts, Person person, InviteCode invite, ObjectStore store) {
        this.parts = parts;
        this.person = person;
        this.invite = invite;
        this.store = new SmallObjects(store);
    }

    /** What lies in the index of the library that is invited to; a place without one is refused. */
    static Map<ObjectKey, ObjectStat> index(SmallObjects store, InviteCode invite)
            throws SyncException, StorageException {
        Map<ObjectKey, ObjectStat> listed = store.list(StoreLayout.INDEX);
        if (!listed.containsKey(StoreLayout.library())) {
            throw new SyncException(
                    SyncException.Kind.TRUST,
                    "there is no library at " + invite.store()
                            + "; check that the place is reachable, and if this machine finds the store elsewhere,"
                            + " name that place when joining (coven join --store URL)");
        }
        return listed;
    }

    /** Refuses a database that is a copy of a library already. */
    static void requireFit(Connection connection) throws SQLException, SyncException {
        if (StateTable.exists(connection)) {
            throw new SyncException(
                    SyncException.Kind.REFUSED, "the database is synced already; join with another file");
        }
    }

    /** Joins: verifies the store, then sets up the database in one transaction. */
    void join(Connection connection) throws SyncException, StorageException, SQLException {
        Map<ObjectKey, ObjectStat> listed = index(store, invite);
        LibraryKey key = libraryKey(listed);
        ObjectCipher cipher = new ObjectCipher(new LibraryKeyring(List.of(key)), invite.libraryId());
        Verified verified = verify(listed, cipher, key);
        person.save(invite.libraryId(), key);
        try {
            Transactions.<Boolean, Exception>write(connection, () -> {
                setUp(connection, verified);
                return true;
            });
        } catch (SQLException | SyncException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SyncException(SyncException.Kind.REFUSED, "the database cannot join: " + e.getMessage(), e);
        }
    }

    /** The newest library key that is wrapped to this person. */
    private LibraryKey libraryKey(Map<ObjectKey, ObjectStat> listed) throws SyncException, StorageException {
        String me = person.author().memberId();
        int epoch = -1;
        for (ObjectKey key : listed.keySet()) {
            if (StoreLayout.parse(key) instanceof IndexEntry.WrappedKey wrapped
                    && wrapped.member().equals(me)) {
                epoch = Math.max(epoch, wrapped.epoch());
            }
        }
        if (epoch < 0) {
            throw new SyncException(
                    SyncException.Kind.KEYS,
                    "nobody has invited member " + me + " (" + person.identity().name()
                            + ") to this library: give your member code to an owner, who runs invite");
        }
        EncryptionKeyPair mine = person.identity().encryption();
        try {
            byte[] wrapped = store.read(StoreLayout.wrappedKey(me, epoch)).body();
            return KeyWrap.unwrap(wrapped, mine, invite.libraryId(), epoch);
        } catch (UnreadableObjectException e) {
            throw new SyncException(
                    SyncException.Kind.TRUST, "the library key in the store cannot be opened: " + e.getMessage(), e);
        }
    }

    private Verified verify(Map<ObjectKey, ObjectStat> listed, ObjectCipher cipher, LibraryKey key)
            throws SyncException, StorageException {
        try {
            LibraryDocument library =
                    LibraryDocument.open(read(cipher, StoreLayout.library()), invite.libraryId(), parts.plugins());
            Optional<String> tooMuch = IndexSelection.membershipFault(listed.values());
            if (tooMuch.isPresent()) {
                throw new SyncException(
                        SyncException.Kind.TRUST, "the membership in the store is not read: " + tooMuch.get());
            }
            Map<ObjectKey, byte[]> entries = new TreeMap<>();
            for (ObjectKey listedKey : listed.keySet()) {
                if (StoreLayout.parse(listedKey) instanceof IndexEntry.Member) {
                    entries.put(listedKey, read(cipher, listedKey));
                }
            }
            MembershipChain chain =
                    MembershipChain.validate(invite.libraryId(), invite.founderId(), entries, parts.plugins());
            requireTrusted(library, chain, key);
            return new Verified(library, chain, schema(listed, cipher, chain));
        } catch (UnreadableObjectException
                | MalformedDocumentException
                | BadSignatureException
                | MembershipException e) {
            throw new SyncException(
                    SyncException.Kind.TRUST,
                    "the library in the store is not the one you were invited to: " + e.getMessage(),
                    e);
        }
    }

    private void requireTrusted(LibraryDocument library, MembershipChain chain, LibraryKey key)
            throws SyncException, MembershipException {
        boolean trusted = library.founderId().equals(invite.founderId())
                && chain.keyCommitment(key.epoch()).equals(key.commitment());
        if (!trusted) {
            throw new SyncException(
                    SyncException.Kind.TRUST,
                    "the store offers a library key or document that the founder did not sign; do not use this store");
        }
        if (chain.member(person.author().memberId()).isEmpty()) {
            throw new SyncException(
                    SyncException.Kind.KEYS, "you are not a member of this library; give your member code to an owner");
        }
    }

    private byte[] read(ObjectCipher cipher, ObjectKey key) throws StorageException, UnreadableObjectException {
        return cipher.open(key, store.read(key).body());
    }

    private SchemaDocument schema(Map<ObjectKey, ObjectStat> listed, ObjectCipher cipher, MembershipChain chain)
            throws SyncException, StorageException {
        SchemaDocument newest = null;
        IndexSelection selection = IndexSelection.of(listed.values(), Set.of());
        for (ObjectKey key : listed.keySet()) {
            if (StoreLayout.parse(key) instanceof IndexEntry.Schema && selection.reads(key)) {
                Optional<SchemaDocument> document = ownersSchema(cipher, chain, key);
                boolean newer = document.isPresent()
                        && (newest == null || document.get().schemaVersion() > newest.schemaVersion());
                newest = newer ? document.get() : newest;
            }
        }
        if (newest == null) {
            throw new SyncException(
                    SyncException.Kind.TRUST, "the library in the store has no schema that an owner signed");
        }
        return newest;
    }

    /** A schema document; empty when it is not an owner's, which is then nobody's word. */
    private Optional<SchemaDocument> ownersSchema(ObjectCipher cipher, MembershipChain chain, ObjectKey key)
            throws StorageException {
        try {
            SchemaDocument document = SchemaDocument.open(read(cipher, key), invite.libraryId(), parts.plugins());
            return chain.isOwner(document.authorId()) ? Optional.of(document) : Optional.empty();
        } catch (UnreadableObjectException | MalformedDocumentException | BadSignatureException e) {
            return Optional.empty();
        }
    }

    private void setUp(Connection connection, Verified verified) throws SQLException, SyncException, SchemaException {
        requireFit(connection);
        SchemaDocument schema = verified.schema();
        List<String> names = schema.syncedTables().stream().map(TableSpec::name).toList();
        if (HostSchema.ddl(connection).isEmpty()) {
            HostSchema.create(connection, schema.ddl());
            HostSchema.setVersion(connection, Math.toIntExact(schema.schemaVersion()));
        }
        List<SyncedTable> synced = SchemaInspector.inspect(connection, names);
        for (SyncedTable table : synced) {
            requireEmpty(connection, table);
        }
        EngineTables tables = EngineTables.of(connection);
        tables.create(connection);
        for (SyncedTable table : synced) {
            TableSpec spec = schema.syncedTables().stream()
                    .filter(one -> SqlNames.same(one.name(), table.name()))
                    .findFirst()
                    .orElseThrow();
            parts.plugins().policy(spec.policyId());
            Founding.install(connection, table.registeredAs(table.number(), spec.formerNames()), spec.policyId());
        }
        StateTable state = tables.state();
        Founding.initialise(parts, person, state, invite.libraryId(), invite.founderId());
        state.set(Field.FOREIGN_KEYS, schema.foreignKeys().name());
        state.set(Field.BASELINE, verified.library().baseline());
        state.set(
                Field.CLOCK,
                Math.max(verified.library().baseline(), verified.chain().latestTimestamp()));
    }

    private static void requireEmpty(Connection connection, SyncedTable table) throws SQLException, SyncException {
        try (Statement query = connection.createStatement();
                ResultSet rows = query.executeQuery("SELECT 1 FROM " + table.quotedName() + " LIMIT 1")) {
            if (rows.next()) {
                throw new SyncException(
                        SyncException.Kind.REFUSED,
                        "table '" + table.name()
                                + "' has rows; join with an empty database or a file that is not there");
            }
        }
    }
}

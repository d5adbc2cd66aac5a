package dev.coven.engine.library;

import dev.coven.engine.InitOptions;
import dev.coven.engine.SyncException;
import dev.coven.engine.apply.RegisterTable;
import dev.coven.engine.capture.CaptureTables;
import dev.coven.engine.clock.HybridClock;
import dev.coven.engine.config.EngineSettings;
import dev.coven.engine.copy.EngineTables;
import dev.coven.engine.crypto.KeyWrap;
import dev.coven.engine.crypto.LibraryKey;
import dev.coven.engine.crypto.LibraryKeyring;
import dev.coven.engine.crypto.ObjectCipher;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.database.Transactions;
import dev.coven.engine.document.HexId;
import dev.coven.engine.document.LibraryDocument;
import dev.coven.engine.document.Member;
import dev.coven.engine.document.MembershipEntry;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.merge.LastWriterWins;
import dev.coven.engine.outbox.BaselineWriter;
import dev.coven.engine.outbox.OutboxWriter;
import dev.coven.engine.push.NewDevice;
import dev.coven.engine.schema.HostSchema;
import dev.coven.engine.schema.SchemaChoice;
import dev.coven.engine.schema.SchemaException;
import dev.coven.engine.schema.SchemaInspector;
import dev.coven.engine.schema.SchemaRules;
import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.engine.schema.TableRegistry;
import dev.coven.engine.store.SmallObjects;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes a library of a database: side tables, triggers, the rows it begins with, and the index objects to publish, all in one
 * transaction. The first push then publishes them.
 */
final class Founding {
    private static final int FIRST_EPOCH = 1;

    private final EngineParts parts;
    private final EngineSettings settings;
    private final InitOptions options;

    Founding(EngineParts parts, EngineSettings settings, InitOptions options) {
        this.parts = parts;
        this.settings = settings;
        this.options = options;
    }

    /** Refuses a store that holds a library. */
    void requireEmpty(ObjectStore store) throws SyncException, StorageException {
        if (!new SmallObjects(store).list(StoreLayout.INDEX).isEmpty()) {
            throw new SyncException(
                    SyncException.Kind.REFUSED,
                    "there is a library at " + options.store() + " already: join it, or choose an empty place");
        }
    }

    /** Refuses a database that breaks a rule. */
    void requireFit(Connection connection) throws SyncException, SQLException {
        if (StateTable.exists(connection)) {
            throw new SyncException(
                    SyncException.Kind.REFUSED, "the database is synced already; see its status for where");
        }
        List<String> refusals = SchemaRules.refusals(connection, options.tables(), choices());
        if (!refusals.isEmpty()) {
            throw new SyncException(SyncException.Kind.REFUSED, String.join(" ", refusals));
        }
        if (HostSchema.version(connection) < 0) {
            throw new SyncException(
                    SyncException.Kind.REFUSED,
                    "the database's schema version (PRAGMA user_version) is below 0; versions count up from 0");
        }
    }

    /** Makes the library in the database. */
    void found(Connection connection, Person person) throws SyncException, SQLException {
        try {
            Transactions.<Boolean, Exception>write(connection, () -> {
                foundInTransaction(connection, person);
                return true;
            });
        } catch (SQLException | SyncException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SyncException(SyncException.Kind.DATABASE, "the library could not be made: " + e.getMessage(), e);
        }
    }

    private Set<SchemaChoice> choices() {
        Set<SchemaChoice> choices = EnumSet.noneOf(SchemaChoice.class);
        if (options.integerKeys() == InitOptions.IntegerKeys.ALLOW) {
            choices.add(SchemaChoice.INTEGER_KEYS);
        }
        if (options.foreignKeys() == InitOptions.ForeignKeys.IGNORE) {
            choices.add(SchemaChoice.IGNORE_FOREIGN_KEYS);
        }
        return choices;
    }

    private void foundInTransaction(Connection connection, Person person)
            throws SQLException, SyncException, SchemaException, IOException {
        List<SyncedTable> synced = SchemaInspector.inspect(connection, options.tables());
        Map<String, String> policies = policies(synced);
        List<String> ddl = HostSchema.ddl(connection);
        EngineTables tables = EngineTables.of(connection);
        tables.create(connection);
        for (SyncedTable table : synced) {
            install(connection, table, policies.getOrDefault(table.name(), LastWriterWins.PER_COLUMN));
        }
        String libraryId = HexId.LIBRARY.random(parts.random());
        HybridClock clock = new HybridClock(0);
        initialise(parts, person, tables.state(), libraryId, person.author().memberId());
        tables.state()
                .set(
                        Field.FOREIGN_KEYS,
                        options.foreignKeys() == InitOptions.ForeignKeys.IGNORE ? "IGNORED" : "ENFORCED");
        long founded = clock.next(parts.time().millis());
        long baseline = new BaselineWriter(
                        connection,
                        tables.outbox(),
                        tables.state(),
                        clock,
                        new OutboxWriter.Setting(
                                tables.state().text(Field.DEVICE),
                                HostSchema.version(connection),
                                settings.maxChangesetBytes(),
                                parts.time().millis()))
                .write(synced);
        tables.state().set(Field.BASELINE, baseline);
        tables.state().set(Field.CLOCK, clock.highWater());
        Beginning beginning = new Beginning(libraryId, founded, baseline, HostSchema.version(connection));
        publish(tables, person, beginning, synced, policies, ddl);
    }

    private record Beginning(String libraryId, long founded, long baseline, long schemaVersion) {}

    /** The policy of each table; refuses names that are no table, and policies that are no plugin. */
    private Map<String, String> policies(List<SyncedTable> synced) throws SyncException {
        Map<String, String> policies = new TreeMap<>(SqlNames.ORDER);
        policies.putAll(options.policies());
        for (Map.Entry<String, String> choice : policies.entrySet()) {
            parts.plugins().policy(choice.getValue());
            if (synced.stream().noneMatch(table -> SqlNames.same(table.name(), choice.getKey()))) {
                throw new SyncException(
                        SyncException.Kind.REFUSED,
                        "a policy is given for '" + choice.getKey() + "', which is no synced table");
            }
        }
        return policies;
    }

    static void install(Connection connection, SyncedTable table, String policy) throws SQLException {
        TableRegistry.register(connection, table, policy);
        RegisterTable.create(connection, table.number());
        CaptureTables.create(connection, table);
    }

    /** Sets what a new copy of a library begins with, as a new device. */
    static void initialise(EngineParts parts, Person person, StateTable state, String libraryId, String founderId)
            throws SQLException {
        NewDevice.Fresh device =
                new NewDevice(person.author().schemeId(), person.author().key(), parts.random()).make();
        state.set(Field.LIBRARY, libraryId);
        state.set(Field.FOUNDER, founderId);
        state.set(Field.MEMBER, person.author().memberId());
        state.set(Field.DEVICE, device.id());
        state.set(Field.DEVICE_NONCE, device.nonceHex());
        state.set(Field.NEXT_SEQ, 1);
        state.set(Field.PUSHED_SEQ, 0);
        state.set(Field.PUSHED_HASH, "");
        state.set(Field.PUSHED_TIMESTAMP, 0);
        state.set(Field.PUBLISHED_HEAD, "");
        state.set(Field.SCHEMA_DOCUMENT, "");
    }

    private void publish(
            EngineTables tables,
            Person person,
            Beginning beginning,
            List<SyncedTable> synced,
            Map<String, String> policies,
            List<String> ddl)
            throws SQLException, SyncException {
        String libraryId = beginning.libraryId();
        String member = person.author().memberId();
        LibraryKey libraryKey = LibraryKey.generate(FIRST_EPOCH, parts.random());
        person.save(libraryId, libraryKey);
        ObjectCipher cipher = new ObjectCipher(new LibraryKeyring(List.of(libraryKey)), libraryId);
        // First: its key is the same in every library, so that whoever comes second leaves nothing there.
        LibraryDocument library = new LibraryDocument(
                libraryId,
                person.author().schemeId(),
                person.author().key(),
                beginning.baseline(),
                parts.time().millis());
        append(tables, cipher, StoreLayout.library(), library.encode(person.author()));
        byte[] wrapped = KeyWrap.wrap(libraryKey, person.identity().encryption().publicKey(), libraryId);
        tables.publications().append(StoreLayout.wrappedKey(member, FIRST_EPOCH).value(), wrapped);
        Member founder = new Member(
                person.identity().name(),
                person.author().schemeId(),
                person.author().key(),
                person.identity().encryption().publicKey(),
                Member.Role.OWNER);
        MembershipEntry entry =
                MembershipEntry.found(libraryId, founder, beginning.founded(), FIRST_EPOCH, libraryKey.commitment());
        append(tables, cipher, StoreLayout.member(member, 1), entry.encode(person.author()));
        SchemaPublication schema = new SchemaPublication(libraryId, person.author());
        byte[] document = schema.document(
                beginning.schemaVersion(),
                tables.state().text(Field.FOREIGN_KEYS),
                schema.specs(synced, name -> policies.getOrDefault(name, LastWriterWins.PER_COLUMN)),
                ddl);
        append(tables, cipher, StoreLayout.schema(beginning.schemaVersion()), document);
    }

    private static void append(EngineTables tables, ObjectCipher cipher, ObjectKey key, byte[] plain)
            throws SQLException {
        tables.publications().append(key.value(), cipher.seal(key, plain));
    }
}

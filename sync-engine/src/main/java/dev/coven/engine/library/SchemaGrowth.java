package dev.coven.engine.library;

import dev.coven.engine.SyncException;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.IndexTable;
import dev.coven.engine.database.StateTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.document.TableSpec;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.StorageException;
import java.sql.SQLException;
import java.util.List;

/**
 * Publishes the host's schema when it grew here, so that whoever joins from then on begins with it. Only the founder's device
 * does: an owner's word counts, and one writer per path is enough.
 */
final class SchemaGrowth {
    private final LibraryCopy copy;
    private final Session session;

    SchemaGrowth(LibraryCopy copy, Session session) {
        this.copy = copy;
        this.session = session;
    }

    void publish() throws SQLException, SyncException, StorageException {
        StateTable state = copy.tables().state();
        if (!state.text(Field.FOUNDER).equals(state.text(Field.MEMBER))) {
            return;
        }
        SchemaPublication publication = new SchemaPublication(
                state.text(Field.LIBRARY), session.person().author());
        List<TableSpec> specs = publication.specs(copy.syncedTables(), copy::policyOf);
        List<String> ddl = copy.ddl();
        long version = copy.schemaVersion();
        String digest = SchemaPublication.digest(version, specs, ddl);
        String known = state.text(Field.SCHEMA_DOCUMENT);
        if (known.equals(digest)) {
            return;
        }
        boolean justFounded = known.isEmpty() && newestVersion() < 0;
        if (!justFounded && version >= newestVersion()) {
            byte[] document = publication.document(version, state.text(Field.FOREIGN_KEYS), specs, ddl);
            session.store().putSmall(StoreLayout.schema(version), document);
        }
        copy.write(() -> {
            state.set(Field.SCHEMA_DOCUMENT, digest);
            return true;
        });
    }

    /** The newest schema version that was seen in the store; below 0 when none was. */
    private long newestVersion() throws SQLException {
        long newest = -1;
        for (IndexTable.Entry entry : copy.tables().index().below("index/schema/")) {
            if (StoreLayout.parse(new ObjectKey(entry.key()))
                    instanceof dev.coven.engine.layout.IndexEntry.Schema schema) {
                newest = Math.max(newest, schema.version());
            }
        }
        return newest;
    }
}

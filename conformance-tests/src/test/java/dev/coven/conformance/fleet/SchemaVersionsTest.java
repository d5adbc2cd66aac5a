package dev.coven.conformance.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coven.conformance.signature.ReferenceScheme;
import dev.coven.conformance.storage.StoreRequest;
import dev.coven.engine.HeldReason;
import dev.coven.engine.PullResult;
import dev.coven.engine.SyncException;
import dev.coven.engine.document.SchemaDocument;
import dev.coven.engine.layout.StoreLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices whose applications are not of one version. */
class SchemaVersionsTest extends ThreeDevices {
    private static final String ADD_COLUMN = "ALTER TABLE notes ADD COLUMN stars INTEGER DEFAULT 3";

    @BeforeEach
    void found() throws Exception {
        found(FleetPlan.of(
                folder,
                "PRAGMA user_version = 4",
                "CREATE TABLE notes(id TEXT PRIMARY KEY, body)",
                "INSERT INTO notes VALUES ('n', 'first')"));
    }

    private static void upgrade(Device device) {
        device.uncaptured(ADD_COLUMN, "PRAGMA user_version = 5");
    }

    /** What a newer application wrote is not skipped: it waits, costs nothing meanwhile, and is applied after the update. */
    @ParameterizedTest
    @ValueSource(strings = {"user_version", "column only"})
    void changeset_ofANewerSchema_waitsForTheUpdate(String how) throws Exception {
        cleo.sql("INSERT INTO notes VALUES ('c', 'of the old schema')");
        cleo.push();
        ada.uncaptured(ADD_COLUMN);
        if (how.equals("user_version")) {
            ada.uncaptured("PRAGMA user_version = 5");
        }
        ada.sql("UPDATE notes SET stars = 5");
        ada.push();
        PullResult result = ben.pull();
        assertThat(result.held())
                .singleElement()
                .satisfies(held -> assertThat(held.reason()).isEqualTo(HeldReason.NEWER_SCHEMA));
        assertThat(result.skippedSchema()).isEqualTo(1);
        assertThat(ben.query("SELECT body FROM notes WHERE id = 'c'")).hasSize(1);

        ben.restart();
        fleet.store().requests().reset();
        assertThat(ben.pull().held()).hasSize(1);
        assertThat(fleet.store().requests().total())
                .as("requests while it waits")
                .isEqualTo(1);
        assertThat(fleet.store().requests().count(StoreRequest.LIST)).isEqualTo(1);

        upgrade(ben);
        assertThat(ben.pull().held()).isEmpty();
        assertThat(ben.query("SELECT stars FROM notes WHERE id = 'n'")).containsExactly("5");
        upgrade(cleo);
        ada.uncaptured("PRAGMA user_version = 5");
        fleet.syncUntilQuiet();
        fleet.requireEqual();
    }

    /** A column that was added on one side: rows written without it have its default, edits on both sides stay. */
    @Test
    void column_addedWhileBothEdit_keepsAllEdits() throws Exception {
        ben.sql("UPDATE notes SET body = 'of ben'", "INSERT INTO notes VALUES ('b', 'old')");
        ada.uncaptured("INSERT INTO notes VALUES ('a', 'before the column')");
        upgrade(ada);
        ada.sql("UPDATE notes SET stars = 1 WHERE id = 'n'");
        fleet.syncUntilQuiet();
        upgrade(ben);
        ben.sql("UPDATE notes SET stars = 2 WHERE id = 'b'");
        upgrade(cleo);
        fleet.syncUntilQuiet();
        fleet.requireEqual();
        assertThat(cleo.query("SELECT * FROM notes ORDER BY id"))
                .containsExactly("'a', 'before the column', 3", "'b', 'old', 2", "'n', 'of ben', 1");
    }

    /** Who joins after the schema grew begins with the grown one. */
    @Test
    void join_afterTheSchemaGrew_hasItAll() throws Exception {
        upgrade(ada);
        ada.sql("UPDATE notes SET stars = 1");
        ada.sync();
        Device dan = fleet.join("dan");
        assertThat(dan.query("SELECT * FROM notes")).containsExactly("'n', 'first', 1");
        assertThat(dan.query("PRAGMA user_version")).containsExactly("5");
    }

    /** A library that asks for a newer schema than this database has: the pull says so and changes nothing. */
    @Test
    void pull_minimumAboveOurs_isRefused() throws Exception {
        requireMinimum(5);
        ada.sql("UPDATE notes SET body = 'x'");
        ada.push();
        assertThat(catchThrowableOfType(SyncException.class, ben::pull).kind())
                .isEqualTo(SyncException.Kind.SCHEMA_TOO_OLD);
        assertThat(ben.query("SELECT body FROM notes")).containsExactly("'first'");
        upgrade(ben);
        assertThat(ben.pull().changesetsApplied()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3, 4})
    void pull_minimumAtOrBelowOurs_goesOn(long minimum) throws Exception {
        requireMinimum(minimum);
        ada.sql("UPDATE notes SET body = 'x'");
        ada.push();
        assertThat(ben.pull().changesetsApplied()).isEqualTo(1);
    }

    /** An owner signs a schema document with a minimum. */
    private void requireMinimum(long minimum) throws Exception {
        Forger owner = new Forger(fleet, ada);
        SchemaDocument known = SchemaDocument.open(
                owner.openSmall(StoreLayout.schema(4)),
                owner.libraryId(),
                (scheme, key) -> new ReferenceScheme().verifier(key));
        long version = Math.max(minimum, known.schemaVersion());
        SchemaDocument stricter = new SchemaDocument(
                known.libraryId(),
                known.schemeId(),
                known.author(),
                version,
                minimum,
                known.foreignKeys(),
                known.syncedTables(),
                known.ddl());
        owner.putSmall(StoreLayout.schema(version), stricter.encode(owner.author()));
    }
}

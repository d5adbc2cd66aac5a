package dev.coven.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaInspectorTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("host.db");
    }

    @Test
    void tables_thatAreNotTheHostsOwnRows_areLeftOut() throws Exception {
        try (HostDatabase db = new HostDatabase(
                file,
                "CREATE TABLE z(id TEXT PRIMARY KEY)",
                "CREATE TABLE \"a b\"(id INTEGER PRIMARY KEY AUTOINCREMENT)",
                "CREATE VIRTUAL TABLE search USING fts5(body)",
                "CREATE VIEW v AS SELECT * FROM z",
                "CREATE TABLE coven_row_1(id)",
                "ANALYZE")) {
            assertThat(SchemaInspector.inspect(db.connection, List.of()))
                    .extracting(SyncedTable::number, SyncedTable::name)
                    .containsExactly(tuple(1, "z"), tuple(2, "a b"));
            assertThat(SchemaInspector.inspect(db.connection, List.of("A B")))
                    .extracting(SyncedTable::name)
                    .containsExactly("a b");
            assertThatThrownBy(() -> SchemaInspector.inspect(db.connection, List.of("v")))
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining("\"v\"");
        }
    }

    @Test
    void columns_areReadWithKeyAffinityCollationAndDefault() throws Exception {
        try (HostDatabase db = new HostDatabase(
                file,
                "CREATE TABLE t(a VARCHAR(9) COLLATE NOCASE, g AS (a || b), b DOUBLE NOT NULL DEFAULT -1.5, c DEFAULT word,"
                        + " d DATE DEFAULT \"q\", e INT DEFAULT (1 + 1), PRIMARY KEY(b, a COLLATE RTRIM)) WITHOUT ROWID")) {
            SyncedTable table = db.table("t");
            assertThat(table.columns())
                    .containsExactly(
                            new SyncedColumn("a", Affinity.TEXT, 2, "RTRIM", "NOCASE", true, null),
                            new SyncedColumn("b", Affinity.REAL, 1, "BINARY", "BINARY", true, "(-1.5)"),
                            new SyncedColumn("c", Affinity.BLOB, 0, "BINARY", "BINARY", false, "'word'"),
                            new SyncedColumn("d", Affinity.NUMERIC, 0, "BINARY", "BINARY", false, "'q'"),
                            new SyncedColumn("e", Affinity.INTEGER, 0, "BINARY", "BINARY", false, "(1 + 1)"));
            assertThat(table.generatedColumns()).containsExactly("g");
            assertThat(table.keyColumns()).extracting(SyncedColumn::name).containsExactly("b", "a");
            assertThat(table.traits()).isEqualTo(Set.of(SyncedTable.Trait.WITHOUT_ROWID));
            assertThat(table.changesetTable().keyOrdinals()).containsExactly(2, 1, 0, 0, 0);
        }
    }

    /** A column's own collation stands behind its name, whatever else does; others belong to what is in brackets. */
    @Test
    void collations_areReadAsTheColumnsDeclareThem() throws Exception {
        try (HostDatabase db = new HostDatabase(file, """
                        CREATE TABLE [t(](a TEXT(9, 9) COLLATE NOCASE, "b,("/* COLLATE RTRIM, */ TEXT CHECK ("b,(" > 'x' COLLATE RTRIM), \
                        g COLLATE RTRIM AS (a COLLATE NOCASE), c TEXT DEFAULT ',' NOT NULL collate "rtrim" REFERENCES p(a), \
                        d COLLATE RTRIM COLLATE nocase, PRIMARY KEY(a, c COLLATE BINARY), UNIQUE("b,(" COLLATE NOCASE))""", "ALTER TABLE [t(] ADD COLUMN e COLLATE NOCASE")) {
            assertThat(db.table("t(").columns())
                    .extracting(SyncedColumn::name, SyncedColumn::declaredCollation)
                    .containsExactly(
                            tuple("a", "NOCASE"),
                            tuple("b,(", "BINARY"),
                            tuple("c", "rtrim"),
                            tuple("d", "nocase"),
                            tuple("e", "NOCASE"));
        }
    }

    @Test
    void integerKey_isToldFromOtherKeysOfIntegers() throws Exception {
        try (HostDatabase db = new HostDatabase(
                file,
                "CREATE TABLE a(id INTEGER PRIMARY KEY)",
                "CREATE TABLE b(id INT PRIMARY KEY)",
                "CREATE TABLE c(id INTEGER PRIMARY KEY DESC)",
                "CREATE TABLE d(id INTEGER PRIMARY KEY) WITHOUT ROWID",
                "CREATE TABLE e(x INT, id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT")) {
            assertThat(SchemaInspector.inspect(db.connection, List.of()))
                    .filteredOn(SyncedTable::hasIntegerKey)
                    .extracting(SyncedTable::name)
                    .containsExactly("a", "e");
            assertThat(db.table("e").traits()).contains(SyncedTable.Trait.AUTOINCREMENT, SyncedTable.Trait.STRICT);
        }
    }

    @Test
    void uniqueIndexes_areReadWithTermsCollationsAndPredicate() throws Exception {
        try (HostDatabase db = new HostDatabase(
                file,
                "CREATE TABLE t(id TEXT PRIMARY KEY, a TEXT COLLATE NOCASE UNIQUE, g AS (a), \"b,(\" TEXT)",
                "CREATE INDEX plain ON t(a)",
                "CREATE UNIQUE INDEX i /* ( */ ON t(substr(a, 1, 2) COLLATE RTRIM DESC, \"b,(\", g ASC) WHERE a <> ');'")) {
            assertThat(db.table("t").uniqueIndexes())
                    .containsExactly(
                            new UniqueIndex(
                                    "sqlite_autoindex_t_2",
                                    List.of(new IndexTerm(IndexTerm.Kind.COLUMN, "a", "NOCASE")),
                                    null),
                            new UniqueIndex(
                                    "i",
                                    List.of(
                                            new IndexTerm(
                                                    IndexTerm.Kind.EXPRESSION,
                                                    "substr(a, 1, 2) COLLATE RTRIM",
                                                    "RTRIM"),
                                            new IndexTerm(IndexTerm.Kind.COLUMN, "b,(", "BINARY"),
                                            new IndexTerm(IndexTerm.Kind.GENERATED, "g", "BINARY")),
                                    "a <> ');'"));
        }
    }

    @Test
    void foreignKeys_areResolvedToTheParentsNames() throws Exception {
        try (HostDatabase db = new HostDatabase(
                file,
                "CREATE TABLE Parent(Id TEXT, K TEXT, PRIMARY KEY(K, Id))",
                "CREATE TABLE c(id TEXT PRIMARY KEY, x TEXT REFERENCES parent(ID) ON DELETE SET NULL, y TEXT, z TEXT"
                        + " REFERENCES gone, FOREIGN KEY(x, y) REFERENCES PARENT ON UPDATE CASCADE)")) {
            assertThat(db.table("c").foreignKeys())
                    .containsExactly(
                            new ForeignKey(
                                    List.of("x"),
                                    "Parent",
                                    List.of("Id"),
                                    ForeignKeyAction.SET_NULL,
                                    ForeignKeyAction.NO_ACTION),
                            new ForeignKey(
                                    List.of("z"),
                                    "gone",
                                    List.of(),
                                    ForeignKeyAction.NO_ACTION,
                                    ForeignKeyAction.NO_ACTION),
                            new ForeignKey(
                                    List.of("x", "y"),
                                    "Parent",
                                    List.of("K", "Id"),
                                    ForeignKeyAction.NO_ACTION,
                                    ForeignKeyAction.CASCADE));
        }
    }
}

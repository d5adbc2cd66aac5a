package dev.coven.engine.schema;

import dev.coven.engine.changeset.ChangesetTable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of the host that is synced, as its schema stands now. Immutable.
 *
 * @param number a small number, stable for the table's life in the library; side tables are named by it
 * @param name as declared
 * @param columns the stored ones in the order of {@code PRAGMA table_info}
 * @param generatedColumns the names of the others
 * @param uniqueIndexes other than the primary key's
 * @param foreignKeys of which this table is the child
 * @param traits what else is particular
 * @param formerNames what it was called before, the newest first: changesets of then name it so
 */
public record SyncedTable(
        int number,
        String name,
        List<SyncedColumn> columns,
        List<String> generatedColumns,
        List<UniqueIndex> uniqueIndexes,
        List<ForeignKey> foreignKeys,
        Set<Trait> traits,
        List<String> formerNames) {
    /** The most former names that are kept, and travel with the schema. */
    public static final int MAX_FORMER_NAMES = 100;

    /** What a table can be besides ordinary. */
    public enum Trait {
        /** Declared WITHOUT ROWID. */
        WITHOUT_ROWID,
        /** Declared STRICT. */
        STRICT,
        /** Its primary key is an alias of the rowid, so SQLite picks it when the writer gives none. */
        INTEGER_KEY,
        /** Its integer key is AUTOINCREMENT. */
        AUTOINCREMENT,
        /** A constraint of it is declared ON CONFLICT, so that a plain write may replace or ignore rows. */
        CONFLICT_CLAUSE
    }

    /** Copies the collections. */
    public SyncedTable {
        columns = List.copyOf(columns);
        generatedColumns = List.copyOf(generatedColumns);
        uniqueIndexes = List.copyOf(uniqueIndexes);
        foreignKeys = List.copyOf(foreignKeys);
        traits = Set.copyOf(traits);
        formerNames = List.copyOf(formerNames);
    }

    /** The same table with what a database has registered of it. */
    public SyncedTable registeredAs(int newNumber, List<String> names) {
        return new SyncedTable(newNumber, name, columns, generatedColumns, uniqueIndexes, foreignKeys, traits, names);
    }

    /** Of these tables the one that is called so, or else the one that was. */
    public static Optional<SyncedTable> named(String name, Collection<SyncedTable> tables) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .or(() -> tables.stream()
                        .filter(table -> table.formerNames().contains(name))
                        .findFirst());
    }

    /** The name as a quoted identifier. */
    public String quotedName() {
        return SqlNames.quote(name);
    }

    /** The positions of the key's columns among {@link #columns()}, in the key's order. */
    public List<Integer> keyIndexes() {
        return IntStream.range(0, columns.size())
                .filter(index -> columns.get(index).isKey())
                .boxed()
                .sorted(Comparator.comparingInt(index -> columns.get(index).keyOrdinal()))
                .toList();
    }

    /** The key's columns, in the key's order. */
    public List<SyncedColumn> keyColumns() {
        return keyIndexes().stream().map(columns::get).toList();
    }

    /** All columns as they stand in a statement, each behind a prefix: an alias of the table with its dot, or nothing. */
    public String columnsSql(String prefix) {
        return columns.stream().map(column -> prefix + column.quotedName()).collect(Collectors.joining(", "));
    }

    /**
     * The condition that finds a row by its key, as the primary key's index compares it: the columns may have other collations.
     *
     * @param prefix an alias of the table with its dot, or nothing
     * @param values what each of the key's columns equals, in the key's order
     */
    public String keyEquals(String prefix, List<String> values) {
        List<SyncedColumn> key = keyColumns();
        return IntStream.range(0, key.size())
                .mapToObj(i -> key.get(i).equalsInKey(prefix, values.get(i)))
                .collect(Collectors.joining(" AND "));
    }

    /** The names of the columns. */
    public List<String> columnNames() {
        return columns.stream().map(SyncedColumn::name).toList();
    }

    /** Whether it is declared WITHOUT ROWID. */
    public boolean withoutRowid() {
        return traits.contains(Trait.WITHOUT_ROWID);
    }

    /** Whether it is declared STRICT. */
    public boolean strict() {
        return traits.contains(Trait.STRICT);
    }

    /** Whether its primary key is an alias of the rowid. */
    public boolean hasIntegerKey() {
        return traits.contains(Trait.INTEGER_KEY);
    }

    /** Its header in a changeset. */
    public ChangesetTable changesetTable() {
        return new ChangesetTable(
                name, columns.stream().map(SyncedColumn::keyOrdinal).toList());
    }
}

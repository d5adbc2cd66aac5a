package dev.coven.conformance.model;

import dev.coven.conformance.model.ModelTable.Reference;
import dev.coven.conformance.model.ModelTable.UniqueKey;
import dev.coven.engine.document.ForeignKeys;
import dev.coven.engine.schema.ForeignKey;
import dev.coven.engine.schema.ForeignKeyAction;
import dev.coven.engine.schema.IndexTerm;
import dev.coven.engine.schema.SchemaException;
import dev.coven.engine.schema.SchemaInspector;
import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SqlToken;
import dev.coven.engine.schema.SqlTokens;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.engine.schema.UniqueIndex;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.row.SqlValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads the host's schema, in databases of the model's own. */
final class ModelSchema implements AutoCloseable {
    /** The result code of a failed CHECK, as a program of SQLite's machine names it. */
    private static final long CHECK_FAILED = 275;

    private static final String EVERY_ROW = "1";

    private final ScratchDatabase host;
    private final ScratchDatabase values = new ScratchDatabase();
    private final Map<String, SyncedTable> schemas = new LinkedHashMap<>();
    private final Map<String, ModelTable> tables = new LinkedHashMap<>();
    private final ForeignKeys foreignKeys;
    private int equalities;

    ModelSchema(List<String> ddl, Map<String, ConflictPolicy> policies, ForeignKeys foreignKeys) {
        this.host = ScratchDatabase.of(ddl);
        this.foreignKeys = foreignKeys;
        for (SyncedTable table : inspect(List.copyOf(policies.keySet()))) {
            schemas.put(table.name(), table);
            host.run("CREATE TEMP TABLE %s AS SELECT %s FROM main.%s WHERE 0"
                    .formatted(
                            formOf(table),
                            String.join(
                                    ", ",
                                    table.columns().stream()
                                            .map(SyncedColumn::quotedName)
                                            .toList()),
                            table.quotedName()));
        }
        for (SyncedTable table : schemas.values()) {
            ConflictPolicy policy = policies.get(table.name());
            if (policy == null) {
                throw new IllegalArgumentException("the table is declared as " + table.name());
            }
            List<UniqueKey> keys = uniqueKeys(table);
            tables.put(
                    table.name(),
                    new ModelTable(
                            table,
                            policy,
                            table.keyIndexes(),
                            ModelTable.cellsOf(table, policy.granularity()),
                            keys,
                            references(table),
                            isJudgedRowByRow(table, keys)));
        }
    }

    private List<SyncedTable> inspect(List<String> names) {
        try {
            return names.isEmpty() ? List.of() : SchemaInspector.inspect(host.connection(), names);
        } catch (SQLException | SchemaException e) {
            throw new IllegalArgumentException("the model cannot read the schema: " + e.getMessage(), e);
        }
    }

    /** The database of the host's schema, without rows. */
    ScratchDatabase host() {
        return host;
    }

    /** A table without constraints whose columns have the types that SQLite sees in the table's. */
    static String formOf(SyncedTable table) {
        return "temp.coven_form_" + table.number();
    }

    List<ModelTable> tables() {
        return List.copyOf(tables.values());
    }

    ModelTable table(String name) {
        return Optional.ofNullable(tables.get(name))
                .orElseThrow(() -> new IllegalArgumentException("table '" + name + "' is not synced"));
    }

    private EqualValues equality(List<String> types, List<String> collations) {
        equalities++;
        return new EqualValues(values, "equal_" + equalities, types, collations);
    }

    private List<UniqueKey> uniqueKeys(SyncedTable table) {
        List<UniqueKey> keys = new ArrayList<>();
        List<String> primary =
                table.keyColumns().stream().map(SyncedColumn::quotedName).toList();
        keys.add(new UniqueKey(
                "PRIMARY KEY",
                primary,
                EVERY_ROW,
                true,
                List.of(),
                equality(
                        primary.stream().map(column -> "").toList(),
                        table.keyColumns().stream().map(SyncedColumn::collation).toList())));
        for (UniqueIndex index : table.uniqueIndexes()) {
            List<String> terms = index.terms().stream()
                    .map(term -> term.kind() == IndexTerm.Kind.EXPRESSION
                            ? "(" + term.text() + ")"
                            : SqlNames.quote(term.text()))
                    .toList();
            keys.add(new UniqueKey(
                    index.name(),
                    terms,
                    Optional.ofNullable(index.predicate()).orElse(EVERY_ROW),
                    index.isPlain(),
                    claimColumns(table, index),
                    equality(
                            terms.stream().map(term -> "").toList(),
                            index.terms().stream().map(IndexTerm::collation).toList())));
        }
        return keys;
    }

    /** The columns whose names are words of the index; all columns when it names a generated one. */
    private static List<Integer> claimColumns(SyncedTable table, UniqueIndex index) {
        List<String> words = new ArrayList<>();
        for (IndexTerm term : index.terms()) {
            words.addAll(term.kind() == IndexTerm.Kind.EXPRESSION ? names(term.text()) : List.of(term.text()));
        }
        words.addAll(names(Optional.ofNullable(index.predicate()).orElse("")));
        List<Integer> all = IntStream.range(0, table.columns().size()).boxed().toList();
        boolean namesGenerated =
                table.generatedColumns().stream().anyMatch(column -> containsIgnoringCase(words, column));
        if (namesGenerated) {
            return all;
        }
        return all.stream()
                .filter(column ->
                        containsIgnoringCase(words, table.columns().get(column).name()))
                .toList();
    }

    private static List<String> names(String sql) {
        return SqlTokens.of(sql).stream()
                .filter(token -> token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED)
                .map(SqlToken::text)
                .toList();
    }

    private static boolean containsIgnoringCase(List<String> words, String name) {
        return words.stream().anyMatch(name::equalsIgnoreCase);
    }

    private List<Reference> references(SyncedTable table) {
        List<Reference> references = new ArrayList<>();
        if (foreignKeys == ForeignKeys.IGNORED) {
            return references;
        }
        for (ForeignKey key : table.foreignKeys()) {
            SyncedTable parent = Optional.ofNullable(schemas.get(key.parentTable()))
                    .orElseThrow(() -> new IllegalArgumentException(
                            table.name() + " refers to " + key.parentTable() + ", which is not synced"));
            List<Integer> columns = indexes(table, key.columns());
            List<Integer> parentColumns = indexes(parent, key.parentColumns());
            references.add(new Reference(
                    columns,
                    parent.name(),
                    parentColumns,
                    isSetNull(table, key, columns),
                    equality(parent, parentColumns)));
        }
        return references;
    }

    private boolean isSetNull(SyncedTable table, ForeignKey key, List<Integer> columns) {
        return key.onDelete() == ForeignKeyAction.SET_NULL
                && columns.stream().map(table.columns()::get).noneMatch(column -> column.isKey() || column.notNull())
                && columns.stream().noneMatch(column -> isReferredTo(table, column));
    }

    private boolean isReferredTo(SyncedTable table, int column) {
        for (SyncedTable child : schemas.values()) {
            for (ForeignKey key : child.foreignKeys()) {
                if (key.parentTable().equals(table.name())
                        && indexes(table, key.parentColumns()).contains(column)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Integer> indexes(SyncedTable table, List<String> names) {
        List<Integer> indexes = new ArrayList<>();
        for (String name : names) {
            int index = IntStream.range(0, table.columns().size())
                    .filter(i -> table.columns().get(i).name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(table.name() + " has no stored column " + name));
            indexes.add(index);
        }
        return indexes;
    }

    /** A child's values take the types of the parent's columns, and are compared as the parent's key or index compares. */
    private EqualValues equality(SyncedTable parent, List<Integer> columns) {
        List<String> types = new ArrayList<>();
        List<String> collations = new ArrayList<>();
        boolean isPrimaryKey = columns.size() == parent.keyIndexes().size() && columns.containsAll(parent.keyIndexes());
        for (int column : columns) {
            SyncedColumn declared = parent.columns().get(column);
            types.add(typeOf(parent, column));
            collations.add(isPrimaryKey ? declared.collation() : declaredCollation(parent, declared));
        }
        return equality(types, collations);
    }

    private String typeOf(SyncedTable table, int column) {
        String sql =
                "SELECT type FROM pragma_table_info('coven_form_%d', 'temp') WHERE cid = ?".formatted(table.number());
        return ((SqlValue.Text) host.query(sql, SqlValue.of(column)).get(0).get(0)).string();
    }

    /** A reference to other columns than the primary key goes by the collation that their declaration gives. */
    private String declaredCollation(SyncedTable table, SyncedColumn column) {
        host.run("CREATE INDEX main.coven_probe ON %s(%s)".formatted(table.quotedName(), column.quotedName()));
        List<List<SqlValue>> found = host.query("SELECT coll FROM pragma_index_xinfo('coven_probe', 'main') WHERE key");
        host.run("DROP INDEX main.coven_probe");
        return ((SqlValue.Text) found.get(0).get(0)).string();
    }

    /** SQLite's program for an INSERT tells whether it would check anything. */
    private boolean isJudgedRowByRow(SyncedTable table, List<UniqueKey> keys) {
        String sql = "EXPLAIN INSERT INTO main.%s(%s) VALUES (%s)"
                .formatted(
                        table.quotedName(),
                        String.join(
                                ", ",
                                table.columns().stream()
                                        .map(SyncedColumn::quotedName)
                                        .toList()),
                        String.join(
                                ", ",
                                table.columns().stream().map(c -> "random()").toList()));
        boolean hasCheck = host.query(sql).stream()
                .anyMatch(step ->
                        step.get(1).equals(SqlValue.text("Halt")) && step.get(2).equals(SqlValue.of(CHECK_FAILED)));
        boolean hasGeneratedNotNull = !host.query(
                        "SELECT 1 FROM pragma_table_xinfo(?, 'main') WHERE hidden AND \"notnull\"",
                        SqlValue.text(table.name()))
                .isEmpty();
        return hasCheck || hasGeneratedNotNull || keys.stream().anyMatch(key -> !key.isPlain());
    }

    @Override
    public void close() {
        host.close();
        values.close();
    }
}

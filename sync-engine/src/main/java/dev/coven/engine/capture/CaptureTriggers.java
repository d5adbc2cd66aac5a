package dev.coven.engine.capture;

import dev.coven.engine.schema.Affinity;
import dev.coven.engine.schema.IndexTerm;
import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SqlTokens;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.engine.schema.UniqueIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The SQL of the triggers that capture one table.
 *
 * <p>Everything is recorded by BEFORE triggers: a foreign key's action or an AFTER trigger of the host can touch the same row
 * again before an AFTER trigger of ours would run, and would then be logged first. REPLACE deletes rows without firing any
 * trigger while {@code recursive_triggers} is off, so the rows that a write may replace are looked up through the primary key
 * and through every unique index and recorded too. What is recorded of a row that then stays is harmless.
 *
 * <p>The host's SQLite runs them, so they use nothing newer than SQLite 3.31. The function call for the time makes SQLite
 * keep a statement journal, which is most of what capture costs a DELETE; SQL has no other clock.
 *
 * <p>A unique index that the host adds is not looked up until capture is rebuilt.
 */
final class CaptureTriggers {
    private static final String PREFIX = "coven_capture_";
    private static final String NOW = "CAST((julianday('now') - 2440587.5) * 86400000.0 AS INTEGER)";

    private final SyncedTable table;
    private final CaptureLog log;
    private final String name;

    private CaptureTriggers(SyncedTable table) {
        this.table = table;
        this.log = new CaptureLog(table);
        this.name = table.quotedName();
    }

    /** Whether a trigger's name is one of ours, for whatever table. */
    static boolean isCaptureTrigger(String trigger) {
        return trigger.startsWith(PREFIX);
    }

    /** The name of the trigger that records the old row of a DELETE; it lists all columns in order. */
    static String deleteTriggerName(int number) {
        return PREFIX + number + "_delete";
    }

    /** What the names of all triggers of a table begin with. */
    static String namePrefix(int number) {
        return PREFIX + number + "_";
    }

    /** The statement that creates each trigger, by the trigger's name. */
    static Map<String, String> sql(SyncedTable table) {
        return new CaptureTriggers(table).sql();
    }

    /** The statement that creates the trigger on DELETE. */
    static String deleteSql(SyncedTable table) {
        return new CaptureTriggers(table).onDelete();
    }

    private Map<String, String> sql() {
        Map<String, String> triggers = new LinkedHashMap<>();
        triggers.put(namePrefix(table.number()) + "insert", beforeInsert());
        if (keyIsKnownOnlyAfterInsert()) {
            triggers.put(namePrefix(table.number()) + "inserted", afterInsert());
        }
        triggers.put(namePrefix(table.number()) + "update", beforeUpdate());
        triggers.put(namePrefix(table.number()) + "move", beforeMove());
        triggers.put(deleteTriggerName(table.number()), onDelete());
        return triggers;
    }

    private String beforeInsert() {
        List<String> steps = new ArrayList<>();
        steps.add(recordRowsWhere(collidesOnKey()));
        for (UniqueIndex index : lookedUpIndexes()) {
            steps.add(recordRowsWhere(collidesOn(index)));
        }
        if (defaultsReachIndexes()) {
            steps.add(recordRowsWhere(defaultsToCome()));
        }
        steps.add(recordKeyToCome());
        if (table.hasIntegerKey()) {
            steps.add(recordNextIntegerKey());
        }
        return trigger("insert", "BEFORE INSERT", steps);
    }

    /** Only for keys that a BEFORE trigger cannot know for certain. */
    private String afterInsert() {
        String values = keyValues(column -> "NEW." + column.quotedName());
        return trigger("inserted", "AFTER INSERT", List.of(recordKey("VALUES(0, " + NOW + ", " + values + ")")));
    }

    private String beforeUpdate() {
        return trigger("update", "BEFORE UPDATE", List.of(recordOldRow()));
    }

    /** Records what an UPDATE that moves a row to another key, or to other values of a unique index, may replace. */
    private String beforeMove() {
        List<String> steps = new ArrayList<>();
        if (lookedUpIndexes().stream().anyMatch(CaptureTriggers::isOverGeneratedColumn)) {
            steps.add(nameAllColumns());
        }
        String keyMoves = keyMoves();
        steps.add(recordRowsWhere(collidesOnKey() + " AND (" + keyMoves + ")"));
        for (UniqueIndex index : lookedUpIndexes()) {
            String moves = index.isPlain() ? " AND (" + termsMove(index) + ")" : "";
            steps.add(recordRowsWhere(collidesOn(index) + moves));
        }
        if (defaultsReachIndexes()) {
            steps.add(recordRowsWhere(defaultsToCome()));
        }
        steps.add(recordKey("SELECT 0, " + NOW + ", " + keyValues(this::incoming) + " WHERE " + keyMoves));
        return trigger("move", "BEFORE UPDATE" + movingColumns(), steps);
    }

    private String onDelete() {
        return trigger("delete", "BEFORE DELETE", List.of(recordOldRow()));
    }

    private String trigger(String suffix, String event, List<String> steps) {
        return "CREATE TRIGGER " + SqlNames.quote(namePrefix(table.number()) + suffix) + " " + event + " ON " + name
                + " BEGIN\n" + String.join(";\n", steps) + ";\nEND";
    }

    // Steps

    private String recordOldRow() {
        String values = values(column -> "OLD." + column.quotedName());
        return "INSERT INTO " + log.quotedName() + "(existed, touched, " + log.columns() + ") VALUES(1, " + NOW + ", "
                + values + ")";
    }

    /**
     * To a BEFORE UPDATE trigger, SQLite gives those columns of the new row that the trigger names, and computes its generated
     * columns from them and from NULL for all others.
     */
    private String nameAllColumns() {
        return "SELECT " + values(column -> "NEW." + column.quotedName()) + " WHERE 0";
    }

    private String recordRowsWhere(String condition) {
        String values = values(column -> name + "." + column.quotedName());
        return "INSERT INTO " + log.quotedName() + "(existed, touched, " + log.columns() + ") SELECT 1, " + NOW + ", "
                + values + " FROM " + name + " WHERE " + condition;
    }

    private String recordKeyToCome() {
        return recordKey("VALUES(0, " + NOW + ", " + keyValues(this::incoming) + ")");
    }

    /**
     * A row that SQLite is about to number has the key -1 in a BEFORE trigger. Its number will be the next one, unless the
     * table is full; recording a number that is then not taken is harmless.
     */
    private String recordNextIntegerKey() {
        String column = table.keyColumns().get(0).quotedName();
        String highest = "coalesce((SELECT max(" + column + ") FROM " + name + "), 0)";
        if (table.traits().contains(SyncedTable.Trait.AUTOINCREMENT)) {
            highest = "max(" + highest + ", coalesce((SELECT seq FROM sqlite_sequence WHERE name = "
                    + SqlNames.literal(table.name()) + "), 0))";
        }
        return recordKey("SELECT 0, " + NOW + ", " + highest + " + 1 WHERE NEW." + column + " = -1");
    }

    private String recordKey(String source) {
        return "INSERT INTO " + log.quotedName() + "(existed, touched, " + log.keyColumns() + ") " + source;
    }

    // Conditions

    private String collidesOnKey() {
        return table.keyEquals(
                name + ".", table.keyColumns().stream().map(this::incoming).toList());
    }

    /** NULL equals nothing here, as in the index. The predicate is that of the row in the index, so SQLite can use it. */
    private String collidesOn(UniqueIndex index) {
        String terms = index.terms().stream().map(this::collidesOn).collect(Collectors.joining(" AND "));
        return index.predicate() == null ? terms : terms + " AND (" + index.predicate() + ")";
    }

    private String collidesOn(IndexTerm term) {
        String collation = " COLLATE " + SqlNames.quote(term.collation());
        if (term.kind() == IndexTerm.Kind.EXPRESSION) {
            return "(" + term.text() + ") = " + incomingExpression(term.text()) + collation;
        }
        return name + "." + SqlNames.quote(term.text()) + " = " + incoming(term.text()) + collation;
    }

    /**
     * What an expression is for the row to come. A column compares others with itself by its affinity, which NEW has not; a
     * CAST has, so the columns that the expression names are cast. A row with a value that this would change, such as a word
     * among numbers, is taken as it is.
     */
    private String incomingExpression(String expression) {
        List<SyncedColumn> cast = table.columns().stream()
                .filter(column -> column.affinity() != Affinity.BLOB && names(expression, column))
                .toList();
        String asItIs = incomingExpression(expression, this::incoming);
        if (cast.isEmpty()) {
            return asItIs;
        }
        String changes = cast.stream()
                .map(column -> cast(column) + " IS NOT " + incoming(column) + " COLLATE BINARY")
                .collect(Collectors.joining(" OR "));
        return "CASE WHEN " + changes + " THEN " + asItIs + " ELSE "
                + incomingExpression(expression, column -> cast.contains(column) ? cast(column) : incoming(column))
                + " END";
    }

    private String incomingExpression(String expression, Function<SyncedColumn, String> value) {
        return "(SELECT " + expression + " FROM (" + incomingRow(value) + ") AS " + name + ")";
    }

    private static boolean names(String expression, SyncedColumn column) {
        return SqlTokens.of(expression).stream()
                .anyMatch(token -> token.canBeName() && SqlNames.same(token.text(), column.name()));
    }

    /** INTEGER would cut a fraction off. */
    private String cast(SyncedColumn column) {
        String type = column.affinity() == Affinity.TEXT ? "TEXT" : "NUMERIC";
        return "CAST(" + incoming(column) + " AS " + type + ")";
    }

    /** The row to come under the names and with the collations of its columns, so that an expression can be evaluated over it. */
    private String incomingRow(Function<SyncedColumn, String> value) {
        Stream<String> stored = table.columns().stream()
                .map(column -> value.apply(column) + collation(column) + " AS " + column.quotedName());
        Stream<String> generated =
                table.generatedColumns().stream().map(SqlNames::quote).map(column -> "NEW." + column + " AS " + column);
        return "SELECT " + Stream.concat(stored, generated).collect(Collectors.joining(", "));
    }

    /** BINARY goes without saying, and the engine's connection has not the collations of the host's own. */
    private static String collation(SyncedColumn column) {
        return SqlNames.same(column.declaredCollation(), "NOCASE") || SqlNames.same(column.declaredCollation(), "RTRIM")
                ? " COLLATE " + column.declaredCollation()
                : "";
    }

    /**
     * Whether a default that OR REPLACE puts for a NULL may decide about a generated column that an index is over: what the
     * column will be is not known before the row is there.
     */
    private boolean defaultsReachIndexes() {
        return !table.generatedColumns().isEmpty()
                && !lookedUpIndexes().stream().allMatch(UniqueIndex::isPlain)
                && table.columns().stream().anyMatch(CaptureTriggers::hasDefaultForNull);
    }

    /** Then any row may be replaced. SQLite looks at the row to come once, and at no row of the table if it has no such NULL. */
    private String defaultsToCome() {
        return table.columns().stream()
                .filter(CaptureTriggers::hasDefaultForNull)
                .map(column -> "NEW." + column.quotedName() + " IS NULL")
                .collect(Collectors.joining(" OR "));
    }

    private static boolean hasDefaultForNull(SyncedColumn column) {
        return column.notNull() && column.defaultSql() != null;
    }

    private String keyMoves() {
        return table.keyColumns().stream()
                .map(column -> differs(column.quotedName(), incoming(column)))
                .collect(Collectors.joining(" OR "));
    }

    private String termsMove(UniqueIndex index) {
        return index.terms().stream()
                .map(term -> differs(SqlNames.quote(term.text()), incoming(term.text())))
                .collect(Collectors.joining(" OR "));
    }

    private static String differs(String column, String incoming) {
        return incoming + " IS NOT OLD." + column + " COLLATE BINARY OR typeof(" + incoming + ") <> typeof(OLD."
                + column + ")";
    }

    // Values

    private String incoming(String columnName) {
        return table.columns().stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst()
                .map(this::incoming)
                .orElse("NEW." + SqlNames.quote(columnName));
    }

    /** OR REPLACE turns a NULL in a NOT NULL column into the column's default, but only after BEFORE triggers ran. */
    private String incoming(SyncedColumn column) {
        String value = "NEW." + column.quotedName();
        return hasDefaultForNull(column) ? "coalesce(" + value + ", " + column.defaultSql() + ")" : value;
    }

    private String values(Function<SyncedColumn, String> value) {
        return table.columns().stream().map(value).collect(Collectors.joining(", "));
    }

    private String keyValues(Function<SyncedColumn, String> value) {
        return table.keyColumns().stream().map(value).collect(Collectors.joining(", "));
    }

    // Shape

    private boolean keyIsKnownOnlyAfterInsert() {
        return table.hasIntegerKey() || table.keyColumns().stream().anyMatch(CaptureTriggers::hasDefaultForNull);
    }

    /** An index whose terms include the whole key, compared alike, can only collide where the key does. */
    private List<UniqueIndex> lookedUpIndexes() {
        return table.uniqueIndexes().stream()
                .filter(index -> !containsKey(index))
                .toList();
    }

    private static boolean isOverGeneratedColumn(UniqueIndex index) {
        return index.terms().stream().anyMatch(term -> term.kind() == IndexTerm.Kind.GENERATED);
    }

    private boolean containsKey(UniqueIndex index) {
        return table.keyColumns().stream()
                .allMatch(key -> index.terms().stream()
                        .anyMatch(term -> term.kind() == IndexTerm.Kind.COLUMN
                                && term.text().equals(key.name())
                                && term.collation().equalsIgnoreCase(key.collation())));
    }

    /**
     * Limits the trigger to UPDATEs that name a column of the key or of a unique index, so that others do not pay for it. An
     * integer key can be set under the name of the rowid, and a generated column, an expression or a predicate can depend on
     * any column: then there is no limit.
     */
    private String movingColumns() {
        if (table.hasIntegerKey() || !lookedUpIndexes().stream().allMatch(UniqueIndex::isPlain)) {
            return "";
        }
        Set<String> columns = new LinkedHashSet<>();
        table.keyColumns().forEach(column -> columns.add(column.quotedName()));
        lookedUpIndexes().forEach(index -> index.terms().forEach(term -> columns.add(SqlNames.quote(term.text()))));
        return " OF " + String.join(", ", columns);
    }
}

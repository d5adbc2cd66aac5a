package dev.coven.engine.constraint;

import dev.coven.engine.database.StatementCache;
import dev.coven.engine.schema.Affinity;
import dev.coven.engine.schema.IndexTerm;
import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SqlToken;
import dev.coven.engine.schema.SqlTokens;
import dev.coven.engine.schema.SyncedColumn;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.engine.schema.UniqueIndex;
import dev.coven.spi.row.SqlValue;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A key that no two rows of a table may share: a UNIQUE constraint or index, or the primary key where SQLite holds keys for
 * equal that the merge tells apart ({@code 'a'} and {@code 'A'} under NOCASE, 1 and 1.0 in a column without a type).
 */
public final class UniqueRule {
    private final SyncedTable table;
    private final UniqueIndex index;
    private final RowTrial trial;
    private final boolean plain;
    private final int[] columns;
    private final int[] claimColumns;
    private final Lookup visible;
    private final Lookup hidden;
    private final int firstExtra;

    /**
     * A rule.
     *
     * @param firstExtra the first of the waiting table's extra columns that keep this rule's keys, if it is not plain
     */
    private UniqueRule(
            SyncedTable table, UniqueIndex index, RowTrial trial, StatementCache statements, int firstExtra) {
        this.table = table;
        this.index = index;
        this.trial = trial;
        this.plain = index.isPlain();
        this.firstExtra = firstExtra;
        this.columns = plain
                ? index.terms().stream()
                        .mapToInt(term -> TableConstraints.position(table, term.text()))
                        .toArray()
                : new int[0];
        this.claimColumns = plain ? columns : mentioned(table, index);
        List<Lookup.Term> terms = new ArrayList<>();
        List<Lookup.Term> waitingTerms = new ArrayList<>();
        for (int i = 0; i < index.terms().size(); i++) {
            IndexTerm term = index.terms().get(i);
            terms.add(Lookup.Term.of(termSql(term), term.collation()));
            waitingTerms.add(Lookup.Term.of(waitingColumn(i), term.collation()));
        }
        String predicate = index.predicate() == null ? "" : " AND (" + index.predicate() + ")";
        this.visible = new Lookup(
                statements,
                "SELECT %s FROM %s WHERE ".formatted(TableConstraints.keyList(table), table.quotedName()),
                terms,
                predicate);
        this.hidden = new Lookup(
                statements,
                "SELECT coven_key FROM %s WHERE coven_kind IN ('CONTESTED', 'NULLED') AND "
                        .formatted(WaitingTable.nameOf(table.number())),
                waitingTerms,
                "");
    }

    /** The rules of a table. */
    static List<UniqueRule> of(SyncedTable table, RowTrial trial, StatementCache statements) {
        List<UniqueRule> rules = new ArrayList<>();
        if (table.keyColumns().stream().anyMatch(UniqueRule::isLoose)) {
            List<IndexTerm> terms = table.keyColumns().stream()
                    .map(column -> new IndexTerm(IndexTerm.Kind.COLUMN, column.name(), column.collation()))
                    .toList();
            rules.add(new UniqueRule(table, new UniqueIndex("its primary key", terms, null), trial, statements, 0));
        }
        int extra = 0;
        for (UniqueIndex index : table.uniqueIndexes()) {
            rules.add(new UniqueRule(table, index, trial, statements, extra));
            extra += index.isPlain() ? 0 : index.terms().size();
        }
        return rules;
    }

    /** Whether SQLite holds values of a key column for equal that are not the same. */
    private static boolean isLoose(SyncedColumn column) {
        return !column.collation().equalsIgnoreCase("BINARY") || column.affinity() == Affinity.BLOB;
    }

    /** A term as it stands in a statement over the table. */
    static String termSql(IndexTerm term) {
        return term.kind() == IndexTerm.Kind.EXPRESSION ? "(" + term.text() + ")" : SqlNames.quote(term.text());
    }

    /** The columns whose names stand in an index's terms or predicate; all of them if a generated column's does. */
    private static int[] mentioned(SyncedTable table, UniqueIndex index) {
        Set<String> words = new TreeSet<>();
        List<String> texts = new ArrayList<>();
        index.terms().forEach(term -> texts.add(termSql(term)));
        texts.add(index.predicate() == null ? "" : index.predicate());
        for (String text : texts) {
            for (SqlToken token : SqlTokens.of(text)) {
                if (token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED) {
                    words.add(SqlNames.fold(token.text()));
                }
            }
        }
        boolean all = table.generatedColumns().stream().anyMatch(name -> words.contains(SqlNames.fold(name)));
        return IntStream.range(0, table.columns().size())
                .filter(i -> all
                        || words.contains(SqlNames.fold(table.columns().get(i).name())))
                .toArray();
    }

    /** The name of the index, for people. */
    public String name() {
        return index.name();
    }

    /** The positions of the columns that a row's claim to its key depends on. */
    public int[] claimColumns() {
        return claimColumns.clone();
    }

    boolean isPlain() {
        return plain;
    }

    int terms() {
        return index.terms().size();
    }

    String collation(int term) {
        return index.terms().get(term).collation();
    }

    String waitingColumn(int term) {
        return plain ? WaitingTable.column(columns[term]) : WaitingTable.extraColumn(firstExtra + term);
    }

    /** The key of a row; empty when it has none. */
    public Optional<List<SqlValue>> keyOf(SqlValue[] row) throws SQLException {
        if (!plain) {
            return trial.key(table, index, row);
        }
        List<SqlValue> key = new ArrayList<>(columns.length);
        for (int column : columns) {
            if (row[column].equals(SqlValue.NULL)) {
                return Optional.empty();
            }
            key.add(row[column]);
        }
        return Optional.of(key);
    }

    /** Whether two keys are one, as SQLite compares them: under the collations of the terms, and 1 as 1.0. */
    boolean areEqual(List<SqlValue> left, List<SqlValue> right) throws SQLException {
        return left.equals(right) || trial.areEqual(index, left, right);
    }

    /** The primary keys of the rows in the table that have this key. */
    public List<List<SqlValue>> visibleHolders(List<SqlValue> key) throws SQLException {
        return visible.rows(key, table.keyColumns().size());
    }

    /**
     * The packed primary keys of the rows with this key that the table does not show: contested ones, and those that are in
     * the table but read NULL in a column of the key.
     */
    public List<byte[]> hiddenHolders(List<SqlValue> key) throws SQLException {
        return hidden.blobs(key);
    }
}

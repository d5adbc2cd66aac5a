package dev.coven.engine.constraint;

import dev.coven.engine.capture.RowValues;
import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.database.StatementCache;
import dev.coven.engine.database.Transactions;
import dev.coven.engine.schema.Affinity;
import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.row.SqlValue;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The rows of one table that wait outside it, and those that read NULL in it, with columns and indexes like the table's own:
 * {@code coven_waiting_n}. So SQLite finds them by a reference or by a unique key under the same rules of comparison.
 *
 * <p>It repeats what {@code coven_parked} holds, and can be made again from there.
 */
public final class WaitingTable {
    /** The reason why a row waits, which is the last term of every index: what waits for other reasons is never looked at. */
    static final Lookup.Term KIND = Lookup.Term.of("coven_kind", null);

    private final SyncedTable table;
    private final String schema;
    private final List<UniqueRule> rules;
    private final StatementCache statements;
    private final String name;
    private final int extras;
    private final Map<ParkedTable.Kind, Boolean> known = new EnumMap<>(ParkedTable.Kind.class);

    /**
     * The rows of a table that wait.
     *
     * @param schema what tells whether the table's rules are those that its rows waited by
     */
    WaitingTable(SyncedTable table, String schema, List<UniqueRule> rules, StatementCache statements) {
        this.table = table;
        this.schema = schema;
        this.rules = rules;
        this.statements = statements;
        this.name = nameOf(table.number());
        this.extras = rules.stream()
                .filter(rule -> !rule.isPlain())
                .mapToInt(UniqueRule::terms)
                .sum();
    }

    static String nameOf(int table) {
        return "coven_waiting_" + table;
    }

    static String column(int position) {
        return "c" + position;
    }

    static String extraColumn(int position) {
        return "k" + position;
    }

    /** The values of a lookup that ends with {@link #KIND}. */
    static List<SqlValue> withKind(List<SqlValue> values, ParkedTable.Kind kind) {
        List<SqlValue> all = new ArrayList<>(values);
        all.add(SqlValue.text(kind.name()));
        return all;
    }

    /** The statements that make it, the table first. */
    private List<String> ddl(List<ForeignKeyLink> references, List<ForeignKeyLink> referrers) {
        StringJoiner columns = new StringJoiner(", ");
        columns.add("coven_key BLOB PRIMARY KEY").add("coven_kind TEXT NOT NULL");
        for (int i = 0; i < table.columns().size(); i++) {
            Affinity affinity = table.columns().get(i).affinity();
            columns.add(column(i) + " " + affinity);
        }
        for (int i = 0; i < extras; i++) {
            columns.add(extraColumn(i) + " BLOB");
        }
        Set<String> indexes = new LinkedHashSet<>();
        indexes.add(KIND.sql());
        for (ForeignKeyLink link : references) {
            indexes.add(indexOf(link.childColumns(), link.parentCollations()));
        }
        for (ForeignKeyLink link : referrers) {
            indexes.add(indexOf(link.parentColumns(), link.parentCollations()));
        }
        for (UniqueRule rule : rules) {
            StringJoiner terms = new StringJoiner(", ");
            for (int i = 0; i < rule.terms(); i++) {
                terms.add(indexed(rule.waitingColumn(i), rule.collation(i)));
            }
            indexes.add(terms.add(KIND.sql()).toString());
        }
        List<String> ddl = new ArrayList<>();
        // Predicates, expressions, CHECKs, actions and triggers do not show in it otherwise; a row may wait by any of
        // them.
        ddl.add("CREATE TABLE %s(/* %s */ %s) WITHOUT ROWID".formatted(name, schema, columns));
        for (String terms : indexes) {
            ddl.add("CREATE INDEX %s_by_%d ON %s(%s)".formatted(name, ddl.size(), name, terms));
        }
        return ddl;
    }

    private static String indexOf(int[] positions, List<String> collations) {
        StringJoiner terms = new StringJoiner(", ");
        for (int i = 0; i < positions.length; i++) {
            terms.add(indexed(column(positions[i]), collations.get(i)));
        }
        return terms.add(KIND.sql()).toString();
    }

    private static String indexed(String column, String collation) {
        return column + " COLLATE " + SqlNames.quote(collation);
    }

    /** Whether it stands in the database as it would be made now. */
    boolean isCurrent(Connection connection, List<ForeignKeyLink> references, List<ForeignKeyLink> referrers)
            throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY rowid")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found.equals(ddl(references, referrers));
    }

    /** Makes it anew, empty. */
    void create(Connection connection, List<ForeignKeyLink> references, List<ForeignKeyLink> referrers)
            throws SQLException {
        Transactions.execute(connection, "DROP TABLE IF EXISTS " + name);
        for (String sql : ddl(references, referrers)) {
            Transactions.execute(connection, sql);
        }
        known.clear();
    }

    /** Forgets what it knows of the table: another transaction begins. */
    void forget() {
        known.clear();
    }

    /** Whether any row waits for this reason. */
    public boolean hasAny(ParkedTable.Kind kind) throws SQLException {
        Boolean cached = known.get(kind);
        if (cached != null) {
            return cached;
        }
        PreparedStatement query = statements.prepare("SELECT 1 FROM %s WHERE coven_kind = ? LIMIT 1".formatted(name));
        query.setString(1, kind.name());
        try (ResultSet rows = query.executeQuery()) {
            boolean any = rows.next();
            known.put(kind, any);
            return any;
        }
    }

    /** Keeps a row, under the key that it has, instead of what was kept of it. */
    public void put(byte[] key, ParkedTable.Kind kind, SqlValue[] row) throws SQLException {
        StringJoiner parameters = new StringJoiner(", ");
        parameters.add("?").add("?");
        List<SqlValue> values = new ArrayList<>(List.of(row));
        for (UniqueRule rule : rules) {
            if (!rule.isPlain()) {
                Optional<List<SqlValue>> kept = hasKeys(kind) ? rule.keyOf(row) : Optional.empty();
                for (int i = 0; i < rule.terms(); i++) {
                    values.add(kept.isPresent() ? kept.get().get(i) : SqlValue.NULL);
                }
            }
        }
        values.forEach(value -> parameters.add(RowValues.placeholder(value)));
        PreparedStatement insert =
                statements.prepare("INSERT OR REPLACE INTO %s VALUES (%s)".formatted(name, parameters));
        insert.setBytes(1, key);
        insert.setString(2, kind.name());
        for (int i = 0; i < values.size(); i++) {
            RowValues.bind(insert, i + 3, values.get(i));
        }
        insert.executeUpdate();
        known.put(kind, true);
    }

    private static boolean hasKeys(ParkedTable.Kind kind) {
        return kind == ParkedTable.Kind.CONTESTED || kind == ParkedTable.Kind.NULLED;
    }

    /** Whether any row that waits, or reads NULL, has unique keys that the table does not show. */
    public boolean hidesKeys() throws SQLException {
        return hasAny(ParkedTable.Kind.CONTESTED) || hasAny(ParkedTable.Kind.NULLED);
    }

    /** Forgets a row; none there is success. */
    public void remove(byte[] key) throws SQLException {
        PreparedStatement delete = statements.prepare("DELETE FROM %s WHERE coven_key = ?".formatted(name));
        delete.setBytes(1, key);
        delete.executeUpdate();
    }
}

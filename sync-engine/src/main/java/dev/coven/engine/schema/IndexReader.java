package dev.coven.engine.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the unique indexes of one table, the primary key's own included. */
final class IndexReader {
    private static final String COLUMNS =
            "SELECT cid, name, coll FROM pragma_index_xinfo(?, 'main') WHERE key ORDER BY seqno";

    private final Map<String, String> keyCollations = new HashMap<>();
    private final List<UniqueIndex> unique = new ArrayList<>();
    private boolean keyIndex;

    private IndexReader() {}

    static IndexReader read(Connection connection, String table) throws SQLException {
        IndexReader reader = new IndexReader();
        Set<String> generated = generatedColumns(connection, table);
        String sql = "SELECT l.name, l.origin, s.sql FROM pragma_index_list(?, 'main') l"
                + " LEFT JOIN sqlite_schema s ON s.type = 'index' AND s.name = l.name WHERE l.\"unique\" ORDER BY l.seq DESC";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(1);
                    if (rows.getString(2).equals("pk")) {
                        reader.readKey(connection, name);
                    } else {
                        reader.unique.add(uniqueIndex(connection, name, rows.getString(3), generated));
                    }
                }
            }
        }
        return reader;
    }

    /** The unique indexes other than the primary key's, in the order of their creation. */
    List<UniqueIndex> unique() {
        return unique;
    }

    /** Whether the primary key has an index of its own; the rowid's alias has none. */
    boolean hasKeyIndex() {
        return keyIndex;
    }

    /** The collation that the primary key compares a column with. */
    String keyCollation(String column) {
        return keyCollations.getOrDefault(SqlNames.fold(column), "BINARY");
    }

    private void readKey(Connection connection, String index) throws SQLException {
        keyIndex = true;
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, index);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    keyCollations.put(SqlNames.fold(rows.getString(2)), rows.getString(3));
                }
            }
        }
    }

    private static UniqueIndex uniqueIndex(
            Connection connection, String name, @Nullable String sql, Set<String> generated) throws SQLException {
        @Nullable IndexSql declared = sql == null ? null : IndexSql.parse(sql);
        List<IndexTerm> terms = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    @Nullable String column = rows.getString(2);
                    if (column != null) {
                        IndexTerm.Kind kind =
                                generated.contains(column) ? IndexTerm.Kind.GENERATED : IndexTerm.Kind.COLUMN;
                        terms.add(new IndexTerm(kind, column, rows.getString(3)));
                    } else if (declared != null) {
                        String expression = declared.terms().get(terms.size());
                        terms.add(new IndexTerm(IndexTerm.Kind.EXPRESSION, expression, rows.getString(3)));
                    }
                }
            }
        }
        return new UniqueIndex(name, terms, declared == null ? null : declared.predicate());
    }

    private static Set<String> generatedColumns(Connection connection, String table) throws SQLException {
        Set<String> names = new HashSet<>();
        String sql = "SELECT name FROM pragma_table_xinfo(?, 'main') WHERE hidden";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }
}

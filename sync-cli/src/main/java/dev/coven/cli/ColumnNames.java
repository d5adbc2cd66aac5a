package dev.coven.cli;

import dev.coven.engine.SyncException;
import dev.coven.engine.changeset.ChangesetTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteConfig;

/**
 * The names of a changeset's columns, which it does not carry itself, as this database declares them. A table that is not
 * here, or has another number of columns here, gets {@code column1}, {@code column2}.
 */
final class ColumnNames implements AutoCloseable {
    private static final String COLUMNS = "SELECT name FROM pragma_table_info(?) ORDER BY cid";

    private final Connection connection;
    private final Map<ChangesetTable, List<String>> known = new HashMap<>();

    ColumnNames(Path database) throws SyncException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        try {
            connection = config.createConnection("jdbc:sqlite:" + database);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    List<String> of(ChangesetTable table) throws SyncException {
        List<String> names = known.get(table);
        if (names == null) {
            names = read(table);
            known.put(table, names);
        }
        return names;
    }

    private List<String> read(ChangesetTable table) throws SyncException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
        return names.size() == table.columnCount() ? names : numbered(table.columnCount());
    }

    private static List<String> numbered(int count) {
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= count; column++) {
            names.add("column" + column);
        }
        return names;
    }

    private static SyncException unreadable(SQLException cause) {
        return new SyncException(
                SyncException.Kind.DATABASE, "the tables' columns cannot be read: " + cause.getMessage(), cause);
    }

    @Override
    public void close() throws SyncException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }
}

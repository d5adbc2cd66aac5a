package dev.coven.engine.capture;

import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SqlToken;
import dev.coven.engine.schema.SqlTokens;
import dev.coven.engine.schema.SyncedTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells which triggers of the host write synced tables, by reading their bodies. */
public final class HostTriggers {
    private record Found(String name, String table, Set<String> writes) {}

    private final Set<String> synced = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Found> triggers = new ArrayList<>();
    private final Map<String, List<Found>> byTable = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private HostTriggers() {}

    /** The host's triggers on these tables, in order of creation. */
    public static List<HostTrigger> classify(Connection connection, List<SyncedTable> tables) throws SQLException {
        HostTriggers all = new HostTriggers();
        tables.forEach(table -> all.synced.add(table.name()));
        all.read(connection);
        return all.triggers.stream()
                .filter(trigger -> all.synced.contains(trigger.table))
                .map(trigger -> new HostTrigger(trigger.name, trigger.table, all.effect(trigger)))
                .toList();
    }

    private void read(Connection connection) throws SQLException {
        String sql = "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                if (!SqlNames.isEngineName(rows.getString(1))) {
                    Found found = new Found(rows.getString(1), rows.getString(2), writtenTables(rows.getString(3)));
                    triggers.add(found);
                    byTable.computeIfAbsent(found.table, table -> new ArrayList<>())
                            .add(found);
                }
            }
        }
    }

    private HostTrigger.Effect effect(Found trigger) {
        return writesSynced(trigger, new HashSet<>())
                ? HostTrigger.Effect.WRITES_SYNCED
                : HostTrigger.Effect.LOCAL_ONLY;
    }

    /** What a trigger writes may be a local table or a view whose own triggers write a synced table. */
    private boolean writesSynced(Found trigger, Set<String> visited) {
        if (!visited.add(trigger.name)) {
            return false;
        }
        for (String table : trigger.writes) {
            if (synced.contains(table)) {
                return true;
            }
            for (Found next : byTable.getOrDefault(table, List.of())) {
                if (writesSynced(next, visited)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The tables that a trigger's body names as the target of an INSERT, UPDATE, DELETE or REPLACE. */
    static Set<String> writtenTables(String triggerSql) {
        List<SqlToken> tokens = SqlTokens.of(triggerSql);
        int at = 0;
        while (at < tokens.size() && !tokens.get(at).isWord("BEGIN")) {
            at++;
        }
        Set<String> written = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (at++; at + 1 < tokens.size(); at++) {
            int target = target(tokens, at);
            if (target < tokens.size() && target > at && tokens.get(target).canBeName()) {
                written.add(tokens.get(target).text());
            }
        }
        return written;
    }

    /** Where the written table's name stands when a write begins at a token, else the token itself. */
    private static int target(List<SqlToken> tokens, int at) {
        SqlToken token = tokens.get(at);
        SqlToken next = tokens.get(at + 1);
        if (token.isWord("INTO") || (token.isWord("FROM") && tokens.get(at - 1).isWord("DELETE"))) {
            return at + 1;
        }
        if (!token.isWord("UPDATE") || next.isWord("SET")) {
            return at;
        }
        return next.isWord("OR") ? at + 3 : at + 1;
    }
}

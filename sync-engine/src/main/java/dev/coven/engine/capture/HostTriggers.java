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
import java.util.function.Predicate;

/** Tells which triggers of the host write synced tables, or break off what fires them, by reading their bodies. */
public final class HostTriggers {
    private record Found(String name, String table, Set<String> writes, boolean breaksOff) {}

    private final Set<String> synced = new TreeSet<>(SqlNames.ORDER);
    private final List<Found> triggers = new ArrayList<>();
    private final Map<String, List<Found>> byTable = new TreeMap<>(SqlNames.ORDER);

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
                    List<SqlToken> body = body(rows.getString(3));
                    Found found = new Found(rows.getString(1), rows.getString(2), writtenTables(body), breaksOff(body));
                    triggers.add(found);
                    byTable.computeIfAbsent(found.table, table -> new ArrayList<>())
                            .add(found);
                }
            }
        }
    }

    private HostTrigger.Effect effect(Found trigger) {
        if (any(trigger, found -> found.writes.stream().anyMatch(synced::contains), new HashSet<>())) {
            return HostTrigger.Effect.WRITES_SYNCED;
        }
        return any(trigger, Found::breaksOff, new HashSet<>())
                ? HostTrigger.Effect.BREAKS_OFF
                : HostTrigger.Effect.LOCAL_ONLY;
    }

    /** Whether it holds for a trigger, or for one that its writes to local tables and views fire. */
    private boolean any(Found trigger, Predicate<Found> property, Set<String> visited) {
        if (!visited.add(trigger.name)) {
            return false;
        }
        return property.test(trigger)
                || trigger.writes.stream()
                        .flatMap(table -> byTable.getOrDefault(table, List.of()).stream())
                        .anyMatch(next -> any(next, property, visited));
    }

    private static List<SqlToken> body(String triggerSql) {
        List<SqlToken> tokens = SqlTokens.of(triggerSql);
        int at = 0;
        while (at < tokens.size() && !tokens.get(at).isWord("BEGIN")) {
            at++;
        }
        return tokens.subList(Math.min(at + 1, tokens.size()), tokens.size());
    }

    private static boolean breaksOff(List<SqlToken> body) {
        for (int at = 2; at < body.size(); at++) {
            boolean raises =
                    body.get(at - 2).isWord("RAISE") && body.get(at - 1).isSymbol('(');
            if (raises && (body.get(at).isWord("ROLLBACK") || body.get(at).isWord("FAIL"))) {
                return true;
            }
        }
        return false;
    }

    /** The tables that a trigger names as the target of an INSERT, UPDATE, DELETE or REPLACE. */
    static Set<String> writtenTables(String triggerSql) {
        return writtenTables(body(triggerSql));
    }

    private static Set<String> writtenTables(List<SqlToken> body) {
        Set<String> written = new TreeSet<>(SqlNames.ORDER);
        for (int at = 0; at + 1 < body.size(); at++) {
            int target = target(body, at);
            if (target < body.size() && target > at && body.get(target).canBeName()) {
                written.add(body.get(target).text());
            }
        }
        return written;
    }

    /** Where the written table's name stands when a write begins at a token, else the token itself. */
    private static int target(List<SqlToken> tokens, int at) {
        SqlToken token = tokens.get(at);
        SqlToken next = tokens.get(at + 1);
        if (token.isWord("INTO")
                || (token.isWord("FROM") && at > 0 && tokens.get(at - 1).isWord("DELETE"))) {
            return at + 1;
        }
        if (!token.isWord("UPDATE") || next.isWord("SET")) {
            return at;
        }
        return next.isWord("OR") ? at + 3 : at + 1;
    }
}

package dev.coven.engine.capture;

import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SyncedTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps capture silent during a part of one transaction, and with it the host's triggers that write synced tables or would break
 * off the transaction.
 *
 * <p>The triggers are dropped and created again inside the caller's open transaction: no other connection ever sees the
 * database without them, and a rollback or a crash brings them back. Nothing else of the schema changes, and the host's
 * triggers keep the order among themselves.
 */
public final class TriggerSilence {
    private record Trigger(String name, String table, String sql) {}

    private final Connection connection;
    private final List<Trigger> dropped;
    private final List<Trigger> followers;
    private final List<Trigger> all;

    private TriggerSilence(Connection connection, List<Trigger> dropped, List<Trigger> followers, List<Trigger> all) {
        this.connection = connection;
        this.dropped = dropped;
        this.followers = followers;
        this.all = all;
    }

    /** Begins the silence. The tables must be all the synced ones. */
    public static TriggerSilence silence(Connection connection, List<SyncedTable> tables) throws SQLException {
        Map<String, HostTrigger.Effect> effects = new HashMap<>();
        for (HostTrigger trigger : HostTriggers.classify(connection, tables)) {
            effects.put(trigger.name(), trigger.effect());
        }
        List<Trigger> all = triggers(connection);
        List<Trigger> dropped = new ArrayList<>();
        List<Trigger> followers = new ArrayList<>();
        Set<String> reordered = new TreeSet<>(SqlNames.ORDER);
        for (Trigger trigger : all) {
            HostTrigger.@Nullable Effect effect = effects.get(trigger.name);
            boolean isSilenced = effect != null && effect != HostTrigger.Effect.LOCAL_ONLY;
            if (isSilenced) {
                reordered.add(trigger.table);
            }
            if (CaptureTriggers.isCaptureTrigger(trigger.name) || isSilenced) {
                dropped.add(trigger);
            } else if (effect != null && reordered.contains(trigger.table)) {
                followers.add(trigger);
            }
        }
        drop(connection, dropped);
        return new TriggerSilence(connection, dropped, followers, all);
    }

    /**
     * Ends the silence: creates the triggers again as they were, byte for byte. SQLite fires triggers by the order of their
     * creation, so the host's triggers that were created behind a silenced one on the same table are created again too.
     */
    public void restore() throws SQLException {
        drop(connection, followers);
        try (Statement statement = connection.createStatement()) {
            for (Trigger trigger : all) {
                if (dropped.contains(trigger) || followers.contains(trigger)) {
                    statement.execute(trigger.sql);
                }
            }
        }
    }

    /**
     * Work on rows.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T run() throws SQLException;
    }

    /** Does what must be done whatever the host's triggers on a table say; within a silence. */
    public static <T> T withoutTriggersOf(SyncedTable table, Connection connection, Work<T> work) throws SQLException {
        List<Trigger> triggers = triggers(connection).stream()
                .filter(trigger -> SqlNames.same(trigger.table, table.name()))
                .toList();
        drop(connection, triggers);
        T result = work.run();
        try (Statement statement = connection.createStatement()) {
            for (Trigger trigger : triggers) {
                statement.execute(trigger.sql);
            }
        }
        return result;
    }

    private static void drop(Connection connection, List<Trigger> triggers) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Trigger trigger : triggers) {
                statement.execute("DROP TRIGGER main." + SqlNames.quote(trigger.name));
            }
        }
    }

    private static List<Trigger> triggers(Connection connection) throws SQLException {
        List<Trigger> triggers = new ArrayList<>();
        String sql = "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                triggers.add(new Trigger(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return triggers;
    }
}

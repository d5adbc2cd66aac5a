package dev.coven.conformance.simulation;

import dev.coven.engine.InitOptions.ForeignKeys;
import dev.coven.spi.plugin.Stability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The database of a simulated application. Each {@code with} method gives a copy.
 *
 * @param ddl the statements that make the founder's database, rows included
 * @param growth statements that a later version of the application runs, in this order, such as {@code ALTER TABLE}; each
 *     device runs them at a time of its own
 * @param synced the synced tables; empty for all
 * @param policies conflict policy id by table name; tables not named get {@code lww}
 * @param foreignKeys whether the library, and with it every host, respects foreign keys
 */
@Stability(Stability.Promise.EVOLVING)
public record SimulatedSchema(
        List<String> ddl,
        List<String> growth,
        List<String> synced,
        Map<String, String> policies,
        ForeignKeys foreignKeys) {
    /** Copies the collections. */
    public SimulatedSchema {
        ddl = List.copyOf(ddl);
        growth = List.copyOf(growth);
        synced = List.copyOf(synced);
        policies = Map.copyOf(policies);
    }

    /** A schema of these statements: all tables synced, {@code lww}, foreign keys respected. */
    public static SimulatedSchema of(String... ddl) {
        return new SimulatedSchema(List.of(ddl), List.of(), List.of(), Map.of(), ForeignKeys.RESPECT);
    }

    /** With what a later version of the application adds. */
    public SimulatedSchema withGrowth(String... statements) {
        return new SimulatedSchema(ddl, List.of(statements), synced, policies, foreignKeys);
    }

    /** With only these tables synced. */
    public SimulatedSchema withSynced(String... tables) {
        return new SimulatedSchema(ddl, growth, List.of(tables), policies, foreignKeys);
    }

    /** With conflict policies by table. */
    public SimulatedSchema withPolicies(Map<String, String> byTable) {
        return new SimulatedSchema(ddl, growth, synced, byTable, foreignKeys);
    }

    /** With foreign keys respected or ignored. */
    public SimulatedSchema with(ForeignKeys choice) {
        return new SimulatedSchema(ddl, growth, synced, policies, choice);
    }

    /** With another synced table. */
    SimulatedSchema withTable(String table, String create) {
        List<String> moreDdl = new ArrayList<>(ddl);
        moreDdl.add(create);
        List<String> moreSynced = new ArrayList<>(synced);
        if (!synced.isEmpty()) {
            moreSynced.add(table);
        }
        return new SimulatedSchema(moreDdl, growth, moreSynced, policies, foreignKeys);
    }
}

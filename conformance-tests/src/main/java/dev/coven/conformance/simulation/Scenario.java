package dev.coven.conformance.simulation;

import dev.coven.conformance.simulation.SimulationPlan.FileUse;
import dev.coven.engine.schema.SchemaException;
import dev.coven.engine.schema.SchemaInspector;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.policy.ConflictPolicy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that a seed decides: a schema, and the steps. Neither depends on how the engine behaves, so any steps can be left out.
 *
 * @param schema the application's database
 * @param steps what happens
 */
record Scenario(SimulatedSchema schema, List<Step> steps) {
    Scenario {
        steps = List.copyOf(steps);
    }

    /** The scenario of a plan. */
    static Scenario of(SimulationPlan plan) {
        Dice dice = new Dice(plan.seed());
        List<String> policyIds = new ArrayList<>(List.of("lww", "lww", "lww-row", "max", "json-set"));
        for (ConflictPolicy policy : plan.policies()) {
            policyIds.add(policy.descriptor().id());
        }
        SimulatedSchema schema =
                plan.schema().orElseGet(() -> SchemaGenerator.schema(dice, plan.features(), policyIds, plan.files()));
        if (plan.files() == FileUse.NAMED_BY_ROWS) {
            schema = schema.withTable(SimulatedFiles.TABLE, SimulatedFiles.CREATE_TABLE);
        }
        int devices = plan.devices().orElseGet(() -> dice.one(List.of(2, 2, 3, 3, 3, 4, SimulationPlan.MAX_DEVICES)));
        StepGenerator steps = new StepGenerator(
                dice, plan.features(), statements(dice, schema, plan.features(), plan.files()), plan.files());
        return new Scenario(schema, steps.steps(plan.steps(), devices));
    }

    private static StatementGenerator statements(
            Dice dice, SimulatedSchema schema, Set<Feature> features, FileUse files) {
        try (Connection scratch = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = scratch.createStatement()) {
            for (String sql : schema.ddl()) {
                statement.execute(sql);
            }
            Map<String, Set<String>> later = new TreeMap<>();
            List<SyncedTable> before = SchemaInspector.inspect(scratch, schema.synced());
            for (String sql : schema.growth()) {
                statement.execute(sql);
            }
            List<SyncedTable> after = SchemaInspector.inspect(scratch, schema.synced());
            after.forEach(table -> later.put(table.name(), new TreeSet<>(table.columnNames())));
            before.forEach(
                    table -> later.getOrDefault(table.name(), new TreeSet<>()).removeAll(table.columnNames()));
            return new StatementGenerator(
                    dice, after, later, features, files == FileUse.NONE ? List.of() : SimulatedFiles.values());
        } catch (SQLException | SchemaException e) {
            throw new IllegalArgumentException(
                    "the simulated schema cannot be made: " + e.getMessage() + "\n" + schema, e);
        }
    }

    Scenario withSteps(List<Step> others) {
        return new Scenario(schema, others);
    }

    /** The schema and the steps, as a script. */
    List<String> script() {
        List<String> lines = new ArrayList<>(schemaLines());
        steps.forEach(step -> lines.add(step.toString()));
        return lines;
    }

    /** The schema, as lines of a script. */
    List<String> schemaLines() {
        List<String> lines = new ArrayList<>(schema.ddl());
        schema.growth().forEach(statement -> lines.add("later: " + statement));
        lines.add("synced: " + (schema.synced().isEmpty() ? "all" : schema.synced()) + ", policies: "
                + new TreeMap<>(schema.policies()) + ", foreign keys: " + schema.foreignKeys());
        return lines;
    }
}

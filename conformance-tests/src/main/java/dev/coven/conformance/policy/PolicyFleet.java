package dev.coven.conformance.policy;

import dev.coven.conformance.fleet.Device;
import dev.coven.conformance.fleet.Fleet;
import dev.coven.conformance.fleet.FleetPlan;
import dev.coven.conformance.simulation.SimulatedSchema;
import dev.coven.engine.InitOptions.ForeignKeys;
import dev.coven.engine.SyncException;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.row.SqlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Three devices of one library whose tables all follow one policy. */
final class PolicyFleet {
    private static final List<String> DDL = List.of(
            "CREATE TABLE loose(id TEXT PRIMARY KEY, first, second)",
            "CREATE TABLE \"two keys\"(a TEXT NOT NULL, b INT NOT NULL, \"the value\", PRIMARY KEY (a, b)) WITHOUT ROWID");
    private static final List<String> TABLES = List.of("loose", "two keys");
    private static final int ROWS = 3;

    private final ConflictPolicy policy;
    private final List<ConflictPolicy> beside;
    private final List<String> values;

    PolicyFleet(ConflictPolicy policy, List<ConflictPolicy> beside, List<SqlValue> special) {
        this.policy = policy;
        this.beside = beside;
        this.values = new ArrayList<>(List.of("NULL", "0", "1", "-7", "1.5", "'a'", "'b'", "''", "x'00ff'"));
        special.stream().map(PolicyFleet::literal).forEach(values::add);
    }

    /** The schema of a simulation with the policy. */
    static SimulatedSchema simulated(ConflictPolicy policy) {
        return new SimulatedSchema(DDL, List.of(), TABLES, policies(policy), ForeignKeys.RESPECT);
    }

    private static Map<String, String> policies(ConflictPolicy policy) {
        String id = policy.descriptor().id();
        return Map.of(TABLES.get(0), id, TABLES.get(1), id);
    }

    void play(Path folder, Random choice, int edits) throws SyncException, IOException {
        FleetPlan plan = FleetPlan.of(Files.createTempDirectory(folder, "fleet"), DDL.toArray(new String[0]))
                .withPolicies(beside.toArray(new ConflictPolicy[0]))
                .withOptions(options -> options.withPolicies(policies(policy)));
        try (Fleet fleet = plan.found("ada")) {
            fleet.join("ben");
            fleet.join("cleo");
            List<Device> devices = List.copyOf(fleet.devices());
            for (int edit = 0; edit < edits; edit++) {
                Device device = devices.get(choice.nextInt(devices.size()));
                if (choice.nextInt(8) == 0) {
                    device.sync();
                } else {
                    device.sql(edit(choice));
                }
            }
            fleet.syncUntilQuiet();
            fleet.requireEqual();
        }
    }

    private String edit(Random choice) {
        boolean loose = choice.nextBoolean();
        String table = loose ? "loose" : "\"two keys\"";
        int row = choice.nextInt(ROWS);
        String key = loose ? "'" + row + "'" : "'k', " + row;
        String where = loose ? "id = '" + row + "'" : "b = " + row;
        String column = loose ? (choice.nextBoolean() ? "first" : "second") : "\"the value\"";
        String value = values.get(choice.nextInt(values.size()));
        return switch (choice.nextInt(6)) {
            case 0 -> "DELETE FROM " + table + " WHERE " + where;
            case 1, 2 ->
                "INSERT OR REPLACE INTO " + table + " VALUES (" + key + ", " + value
                        + (loose ? ", " + values.get(choice.nextInt(values.size())) : "") + ")";
            default -> "UPDATE " + table + " SET " + column + " = " + value + " WHERE " + where;
        };
    }

    private static String literal(SqlValue value) {
        if (value instanceof SqlValue.Text text) {
            return "CAST(x'" + hex(text.utf8()) + "' AS TEXT)";
        }
        if (value instanceof SqlValue.Blob blob) {
            return "x'" + hex(blob.bytes()) + "'";
        }
        if (value instanceof SqlValue.Real real && Double.isInfinite(real.value())) {
            return real.value() > 0 ? "9e999" : "-9e999";
        }
        return value.toString();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

package dev.coven.conformance.simulation;

import dev.coven.conformance.fleet.Device;
import dev.coven.conformance.model.EngineRegisters;
import dev.coven.conformance.model.ReferenceModel;
import dev.coven.conformance.model.StoredHistory;
import dev.coven.engine.SyncException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares a device with the reference model of all changesets that it has seen. */
final class ModelCheck {
    private ModelCheck() {}

    /** Compares merged state and tables. */
    static void check(StoredHistory history, Device device) throws SyncException, CheckException {
        ReferenceModel model = history.modelOf(device);
        requireEqual(
                "model's merged state", device, EngineRegisters.read(device.database()), filled(model.mergedState()));
        requireEqual("model's tables", device, filled(device.tables()), filled(model.tables()));
    }

    private static void requireEqual(
            String checker, Device device, Map<String, List<String>> engine, Map<String, List<String>> model)
            throws CheckException {
        if (engine.equals(model)) {
            return;
        }
        StringBuilder text = new StringBuilder();
        Map<String, List<String>> all = new TreeMap<>(model);
        all.putAll(engine);
        for (String table : all.keySet()) {
            List<String> engines = engine.getOrDefault(table, List.of());
            List<String> models = model.getOrDefault(table, List.of());
            engines.stream()
                    .filter(row -> !models.contains(row))
                    .forEach(row -> text.append("  only ")
                            .append(device.name())
                            .append(" has in ")
                            .append(table)
                            .append(": ")
                            .append(row)
                            .append('\n'));
            models.stream()
                    .filter(row -> !engines.contains(row))
                    .forEach(row -> text.append("  only the model has in ")
                            .append(table)
                            .append(": ")
                            .append(row)
                            .append('\n'));
        }
        throw new CheckException(checker, text.toString());
    }

    /** Without the tables that have nothing. */
    private static Map<String, List<String>> filled(Map<String, List<String>> tables) {
        Map<String, List<String>> filled = new TreeMap<>(tables);
        filled.values().removeIf(List::isEmpty);
        return filled;
    }
}

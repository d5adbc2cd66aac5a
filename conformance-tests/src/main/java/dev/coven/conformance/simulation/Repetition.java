package dev.coven.conformance.simulation;

import dev.coven.conformance.simulation.SimulationPlan.ModelUse;
import dev.coven.engine.InitOptions.ForeignKeys;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How to simulate a plan again: with the build's own command when the seed alone decides it, else with the line of Java that
 * makes it. Objects that only the caller can make, such as a store, stand in that line as comments.
 */
final class Repetition {
    private static final String COMMAND = "mvn -pl conformance-tests -am test -Dtest=SimulationTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dcoven.simulation.seeds=1 -Dcoven.simulation.first=";

    private final SimulationPlan usual;
    private final StringBuilder knobs = new StringBuilder();

    private Repetition(SimulationPlan plan) {
        this.usual = SimulationPlan.seeded(plan.seed());
    }

    static String of(SimulationPlan plan) {
        Repetition repetition = new Repetition(plan);
        repetition.add(plan);
        return repetition.knobs.isEmpty()
                ? COMMAND + plan.seed()
                : "Simulation.of(SimulationPlan.seeded(" + plan.seed() + ")" + repetition.knobs + ").run(folder)";
    }

    private void add(SimulationPlan plan) {
        if (plan.steps() != usual.steps()) {
            knob("withSteps", "" + plan.steps());
        }
        plan.devices().ifPresent(count -> knob("withDevices", "" + count));
        if (!plan.features().equals(usual.features())) {
            features(plan.features());
        }
        plan.schema().ifPresent(schema -> knob("withSchema", text(schema)));
        if (!plan.policies().isEmpty()) {
            knob(
                    "withPolicies",
                    plan.policies().stream().map(Repetition::typeOf).collect(Collectors.joining(", ")));
        }
        if (plan.store() != usual.store()) {
            knob("withStore", "/* the plan's */");
        }
        if (plan.scheme().getClass() != usual.scheme().getClass()) {
            knob("withScheme", typeOf(plan.scheme()));
        }
        if (plan.files() != usual.files()) {
            knob("withFiles", "");
        }
        if (plan.model() != usual.model()) {
            knob("with", ModelUse.class.getSimpleName() + "." + plan.model());
        }
    }

    private void knob(String name, String arguments) {
        knobs.append('.').append(name).append('(').append(arguments).append(')');
    }

    private void features(Set<Feature> chosen) {
        Set<Feature> left = EnumSet.allOf(Feature.class);
        left.removeAll(chosen);
        if (left.size() < chosen.size()) {
            knob("without", names(left));
        } else {
            knob("withFeatures", "Set.of(" + names(chosen) + ")");
        }
    }

    private static String names(Set<Feature> features) {
        return new TreeSet<>(features)
                .stream().map(feature -> "Feature." + feature).collect(Collectors.joining(", "));
    }

    private static String typeOf(Object made) {
        return "/* a " + made.getClass().getName() + " */";
    }

    private static String text(SimulatedSchema schema) {
        StringBuilder text = new StringBuilder("SimulatedSchema.of(" + literals(schema.ddl()) + ")");
        if (!schema.growth().isEmpty()) {
            text.append(".withGrowth(").append(literals(schema.growth())).append(')');
        }
        if (!schema.synced().isEmpty()) {
            text.append(".withSynced(").append(literals(schema.synced())).append(')');
        }
        if (!schema.policies().isEmpty()) {
            text.append(".withPolicies(Map.ofEntries(")
                    .append(new TreeMap<>(schema.policies())
                            .entrySet().stream().map(Repetition::entry).collect(Collectors.joining(", ")))
                    .append("))");
        }
        if (schema.foreignKeys() != ForeignKeys.RESPECT) {
            text.append(".with(ForeignKeys.").append(schema.foreignKeys()).append(')');
        }
        return text.toString();
    }

    private static String entry(Map.Entry<String, String> policy) {
        return "Map.entry(" + literals(Arrays.asList(policy.getKey(), policy.getValue())) + ")";
    }

    private static String literals(Collection<String> texts) {
        return texts.stream().map(Repetition::literal).collect(Collectors.joining(", "));
    }

    private static String literal(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        return '"' + escaped + '"';
    }
}

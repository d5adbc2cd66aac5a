package dev.coven.conformance.simulation;

import dev.coven.conformance.simulation.SimulationPlan.FileUse;
import dev.coven.engine.SyncDirection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes up what happens: who writes, who syncs, what goes wrong. */
final class StepGenerator {
    private static final List<String> NAMES = List.of("ben", "cleo", "dan", "eve", "fay");
    private static final int FIRST_WRITES = 2;
    private static final int MAX_REQUEST = 9;
    private static final int MAX_FILE_REQUEST = 3;
    private static final int MAX_MOMENT = 12;

    private final Dice dice;
    private final Set<Feature> features;
    private final StatementGenerator statements;
    private final FileUse files;
    private final List<String> devices = new ArrayList<>(List.of(World.FOUNDER));
    private final List<Step> steps = new ArrayList<>();
    private final List<Step> later = new ArrayList<>();
    private int copies;

    StepGenerator(Dice dice, Set<Feature> features, StatementGenerator statements, FileUse files) {
        this.dice = dice;
        this.features = features;
        this.statements = statements;
        this.files = files;
    }

    /** So many steps, with so many devices that join before or between. */
    List<Step> steps(int count, int deviceCount) {
        for (int i = 1; i < deviceCount; i++) {
            Optional<String> owners = dice.percent(35) ? Optional.of(dice.one(devices)) : Optional.empty();
            Step.Join join = new Step.Join(NAMES.get(i - 1), owners);
            devices.add(join.name());
            // Two are there from the beginning; every other one joins then or on the way.
            if (i == 1 || dice.percent(60)) {
                steps.add(join);
            } else {
                later.add(join);
            }
        }
        for (int i = 0; i < FIRST_WRITES; i++) {
            steps.add(0, new Step.Write(World.FOUNDER, statements.inserts(), Step.HostForeignKeys.AS_THE_LIBRARY));
        }
        while (steps.size() < count) {
            if (!later.isEmpty() && dice.percent(15)) {
                steps.add(later.remove(0));
            }
            steps.add(step());
        }
        return List.copyOf(steps);
    }

    private Step step() {
        String device = dice.one(devices);
        int choice = dice.below(100);
        if (choice < 46) {
            return write(device);
        }
        if (choice < 80) {
            return sync(device);
        }
        if (choice < 84) {
            return new Step.Capture(device);
        }
        if (choice < 88) {
            return new Step.Pass(dice.one(List.of(
                    Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(2), Duration.ofMinutes(10))));
        }
        return rare(device);
    }

    private Step rare(String device) {
        return switch (dice.below(12)) {
            case 0, 1 -> new Step.Restart(device);
            case 2, 3, 4 ->
                features.contains(Feature.CLOCKS) ? new Step.WrongClock(device, clockError()) : write(device);
            case 5, 6 -> features.contains(Feature.BACKUPS) ? new Step.BackUp(device) : write(device);
            case 7 -> features.contains(Feature.BACKUPS) ? new Step.Restore(device) : write(device);
            case 8 -> features.contains(Feature.CLONES) && copies < 2 ? copy(device) : write(device);
            default -> features.contains(Feature.SCHEMA_GROWTH) ? new Step.Grow(device) : write(device);
        };
    }

    private Step copy(String device) {
        String name = device + "-" + (2 + copies++);
        devices.add(name);
        return new Step.CopyDevice(device, name);
    }

    private Duration clockError() {
        return dice.one(List.of(
                Duration.ZERO,
                Duration.ofMillis(-3),
                Duration.ofMinutes(-4),
                Duration.ofMinutes(4),
                Duration.ofHours(-2),
                Duration.ofHours(2)));
    }

    private Step write(String device) {
        boolean lax = features.contains(Feature.LAX_HOSTS) && dice.percent(10);
        return new Step.Write(
                device, statements.transaction(), lax ? Step.HostForeignKeys.OFF : Step.HostForeignKeys.AS_THE_LIBRARY);
    }

    private Step sync(String device) {
        SyncDirection direction = dice.one(
                List.of(SyncDirection.BOTH, SyncDirection.BOTH, SyncDirection.PULL_ONLY, SyncDirection.PUSH_ONLY));
        List<Trouble> troubles = new ArrayList<>();
        if (features.contains(Feature.STORE_FAULTS) && dice.percent(30)) {
            int count = dice.between(1, 2);
            for (int i = 0; i < count; i++) {
                troubles.add(trouble());
            }
        }
        Optional<Death> death = Optional.empty();
        if (features.contains(Feature.CRASHES) && dice.percent(20)) {
            Death.Where where = dice.one(List.of(Death.Where.values()));
            death = Optional.of(
                    new Death(where, dice.between(1, where == Death.Where.MOMENT ? MAX_MOMENT : MAX_REQUEST)));
        }
        return new Step.Sync(device, direction, troubles, death);
    }

    private Trouble trouble() {
        Trouble.Kind kind = dice.one(List.of(Trouble.Kind.values()));
        boolean ofFiles = files == FileUse.NAMED_BY_ROWS && dice.percent(50);
        return ofFiles
                ? new Trouble(kind, Trouble.Of.FILES, dice.between(1, MAX_FILE_REQUEST), dice.percent(50))
                : new Trouble(kind, Trouble.Of.ALL, dice.between(1, MAX_REQUEST), dice.percent(25));
    }
}

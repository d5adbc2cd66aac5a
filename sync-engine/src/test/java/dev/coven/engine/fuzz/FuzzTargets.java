package dev.coven.engine.fuzz;

import dev.coven.engine.document.DocumentKind;
import java.util.ArrayList;
import java.util.List;

/** Every target. */
final class FuzzTargets {
    private FuzzTargets() {}

    static List<FuzzTarget> all() {
        List<FuzzTarget> targets = new ArrayList<>(List.of(
                new ChangesetTarget(),
                new ClockTrackTarget(),
                new EnvelopeTarget(),
                new SealedTarget(),
                new JsonTarget(),
                new ChainTarget(),
                new CodeTarget(),
                new NameTarget(),
                new DdlTarget(),
                new ApplyTarget()));
        for (DocumentKind kind : DocumentKind.values()) {
            targets.add(new DocumentTarget(kind));
        }
        return List.copyOf(targets);
    }

    static FuzzTarget named(String name) {
        return all().stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no target '" + name + "'"));
    }
}

package dev.coven.conformance.policy;

import dev.coven.conformance.Contract;
import dev.coven.spi.policy.Cell;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the rules of conflict policies share: cells, and merges of them. */
abstract class PolicyRules extends Contract {
    static final int ROUNDS = 20_000;

    PolicyRules() {}

    /** The policy under test. */
    protected abstract ConflictPolicy policy();

    /** Values that this policy treats in a way of their own. */
    protected abstract List<SqlValue> specialValues();

    final CellGenerator cells() {
        int width = policy().granularity() == Granularity.ROW ? 3 : 1;
        return new CellGenerator(seed().random(), width, specialValues());
    }

    /** Cells as devices hold them: single writes, and merges of some that overlap. */
    final List<Cell> states(CellGenerator cells, int count) {
        List<Cell> writes = cells.writes(2 * count);
        List<Cell> states = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Cell write = writes.get(i);
            Cell other = writes.get(cells.random().nextInt(writes.size()));
            boolean isMerge = cells.random().nextBoolean();
            states.add(isMerge ? merge(cells, List.of(write, other)).orElse(write) : write);
        }
        return states;
    }

    /** The merge from left to right; empty when it throws. */
    final Optional<Cell> merge(CellGenerator cells, List<Cell> states) {
        Cell merged = states.get(0);
        try {
            for (Cell state : states.subList(1, states.size())) {
                merged = policy().merge(cells.context(), merged, state);
            }
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
        return Optional.of(merged);
    }
}

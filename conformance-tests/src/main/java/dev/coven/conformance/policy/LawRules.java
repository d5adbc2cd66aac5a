package dev.coven.conformance.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.spi.policy.Cell;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The laws of a semilattice. */
abstract class LawRules extends PolicyRules {
    LawRules() {}

    /** Commutative: it does not matter which write arrives first. Look at "left wins" on a tie. */
    @Test
    void merge_inEitherOrder_isTheSame() {
        CellGenerator cells = cells();
        for (int round = 0; round < scaled(ROUNDS); round++) {
            List<Cell> states = states(cells, 2);
            Optional<Cell> merged = merge(cells, states);
            Optional<Cell> other = merge(cells, List.of(states.get(1), states.get(0)));
            if (merged.isPresent() && other.isPresent()) {
                assertThat(merged)
                        .as("merge is not commutative: left %s, right %s; %s", states.get(0), states.get(1), seed())
                        .isEqualTo(other);
            }
        }
    }

    /**
     * Associative: it does not matter how writes are grouped on their way. Look at rules that hold for some values and leave
     * the others to the later write, at averages, and at a timestamp of the result that is not the larger.
     */
    @Test
    void merge_inEitherGrouping_isTheSame() {
        CellGenerator cells = cells();
        for (int round = 0; round < scaled(ROUNDS); round++) {
            List<Cell> states = states(cells, 3);
            Cell first = states.get(0);
            Cell last = states.get(2);
            Optional<Cell> fromLeft = merge(cells, states);
            Optional<Cell> fromRight =
                    merge(cells, states.subList(1, 3)).flatMap(merged -> merge(cells, List.of(first, merged)));
            if (fromLeft.isPresent() && fromRight.isPresent()) {
                assertThat(fromRight)
                        .as("merge is not associative: %s, %s, %s; %s", first, states.get(1), last, seed())
                        .isEqualTo(fromLeft);
            }
        }
    }

    /** Idempotent: a write that arrives twice counts once. Look at counters that add, and at texts that are put in order. */
    @Test
    void merge_withItself_changesNothing() {
        CellGenerator cells = cells();
        for (int round = 0; round < scaled(ROUNDS); round++) {
            Cell state = states(cells, 1).get(0);
            merge(cells, List.of(state, state))
                    .ifPresent(merged -> assertThat(merged)
                            .as("merge is not idempotent: %s with itself; %s", state, seed())
                            .isEqualTo(state));
        }
    }

    /** The result has a value for each column, for the engine stores it. */
    @Test
    void merge_anyCells_keepsTheWidth() {
        everyMerge((states, merged, cells) -> assertThat(merged.values())
                .as("merge must give one value for each of %s: %s; %s", cells.context(), states, seed())
                .hasSameSizeAs(cells.context().columns()));
    }

    /** The result is as new as the newer cell, whichever value stays. */
    @Test
    void merge_anyCells_hasTheLargerTimestamp() {
        everyMerge((states, merged, cells) -> assertThat(merged.stamp())
                .as("merge must give the larger timestamp of the two: %s; %s", states, seed())
                .isEqualTo(Collections.max(states.stream().map(Cell::stamp).toList())));
    }

    private interface Rule {
        void check(List<Cell> states, Cell merged, CellGenerator cells);
    }

    private void everyMerge(Rule rule) {
        CellGenerator cells = cells();
        for (int round = 0; round < scaled(ROUNDS); round++) {
            List<Cell> writes = cells.writes(2);
            merge(cells, writes).ifPresent(merged -> rule.check(writes, merged, cells));
        }
    }
}

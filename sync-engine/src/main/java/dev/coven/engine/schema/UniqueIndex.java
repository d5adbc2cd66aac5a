package dev.coven.engine.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A UNIQUE constraint or index other than the primary key.
 *
 * @param name of the index; SQLite's own for a constraint
 * @param terms what it is over, in order
 * @param predicate the WHERE of a partial index as declared, or null
 */
public record UniqueIndex(
        String name, List<IndexTerm> terms, @Nullable String predicate) {
    /** Copies the terms. */
    public UniqueIndex {
        terms = List.copyOf(terms);
    }

    /** Whether every row with no NULL among the terms is in it and its terms are stored columns. */
    public boolean isPlain() {
        return predicate == null && terms.stream().allMatch(term -> term.kind() == IndexTerm.Kind.COLUMN);
    }
}

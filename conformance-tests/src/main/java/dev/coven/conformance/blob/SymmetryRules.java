package dev.coven.conformance.blob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the answers to a push and to a pull keep between themselves, and over the life of a row. */
abstract class SymmetryRules extends PurityRules {
    SymmetryRules() {}

    /**
     * What is pushed for a row is what is pulled for it, whatever the row: otherwise a device waits for ever for a blob
     * that nobody uploads. Look at conditions written twice.
     */
    @Test
    void pull_ofAnyRow_isWhatWasPushed() {
        for (RowChange row : someRows()) {
            assertThat(names(plan().blobsToPull(List.of(row))))
                    .as("pulled and pushed for %s; %s", row, seed())
                    .isEqualTo(namesPushed(plan().blobsToPush(List.of(row))));
        }
    }

    /**
     * What a change names is what its row names: an UPDATE gives the blobs of an INSERT of the row after it, or at least those that
     * an INSERT of the row before it does not give, and nothing else. The engine shows rows as INSERTs to find out which blobs are
     * still named. Look at answers that depend on the kind of the change.
     */
    @Test
    void pull_ofAnUpdate_isWhatItsRowNames() {
        for (RowChange row : someRows()) {
            if (row.kind() != RowChange.Kind.UPDATE) {
                continue;
            }
            Set<List<Object>> before = ofRow(row, row.before().orElseThrow());
            Set<List<Object>> after = ofRow(row, row.after().orElseThrow());
            Set<List<Object>> asked = names(plan().blobsToPull(List.of(row)));
            assertThat(after).as("pulled for %s; %s", row, seed()).containsAll(asked);
            after.removeAll(before);
            assertThat(asked).as("new in %s; %s", row, seed()).containsAll(after);
        }
    }

    private Set<List<Object>> ofRow(RowChange change, List<SqlValue> values) {
        return names(plan().blobsToPull(
                        List.of(RowChange.inserted(change.table(), change.columns(), change.key(), values))));
    }

    /** A row that went names nothing. */
    @Test
    void plan_ofADelete_isEmpty() {
        for (RowChange row : someRows()) {
            if (row.kind() == RowChange.Kind.DELETE) {
                assertThat(plan().blobsToPush(List.of(row)))
                        .as("pushed for %s; %s", row, seed())
                        .isEmpty();
                assertThat(plan().blobsToPull(List.of(row)))
                        .as("pulled for %s; %s", row, seed())
                        .isEmpty();
            }
        }
    }
}

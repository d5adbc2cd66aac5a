package dev.coven.engine.apply;

import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.database.ParkedTable.Kind;
import dev.coven.spi.row.SqlValue;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What columns hold that read NULL because the row that they refer to is not there. */
final class HiddenValues {
    private HiddenValues() {}

    /**
     * Puts hidden values where NULL is read.
     *
     * @param parked what is kept of the row outside its table
     * @param others the values outside the key, changed in place
     * @param where at which of them, by position
     */
    static void reveal(ParkedTable.@Nullable Entry parked, @Nullable SqlValue[] others, IntPredicate where) {
        if (parked == null || parked.kind() != Kind.NULLED) {
            return;
        }
        for (int i = 0; i < parked.values().size(); i++) {
            SqlValue hidden = parked.values().get(i);
            if (hidden != null && where.test(i)) {
                others[i] = hidden;
            }
        }
    }
}

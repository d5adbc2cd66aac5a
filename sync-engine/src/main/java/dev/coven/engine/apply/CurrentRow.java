package dev.coven.engine.apply;

import dev.coven.engine.database.ParkedTable;
import dev.coven.engine.merge.RowState;
import dev.coven.spi.row.SqlValue;
import org.jspecify.annotations.Nullable;

/**
 * A row as this copy holds it now.
 *
 * @param state its merged state
 * @param visible the whole row as its table shows it, or null when it is not there
 * @param rowid where the table has it, if that has a number and is not the key, else null
 * @param parked what {@code coven_parked} holds of it, or null
 * @param register its register as kept, or null when none is
 */
record CurrentRow(
        RowState state,
        SqlValue @Nullable [] visible,
        @Nullable Long rowid,
        ParkedTable.@Nullable Entry parked,
        @Nullable Register register) {
    /** Whether it waits outside its table for this reason. */
    boolean waitsAs(ParkedTable.Kind kind) {
        return parked != null && parked.kind() == kind;
    }
}

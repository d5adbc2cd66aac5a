package dev.coven.engine.apply;

import dev.coven.engine.merge.RowState;
import dev.coven.spi.row.SqlValue;
import org.jspecify.annotations.Nullable;

/**
 * A row as this copy holds it now.
 *
 * @param state its merged state
 * @param visible the whole row in its table, or null when it is not there
 * @param place where values outside the table are, if there are any
 * @param register its register as kept, or null when none is
 */
record CurrentRow(
        RowState state,
        SqlValue @Nullable [] visible,
        Place place,
        @Nullable Register register) {
    /** Whether {@code coven_parked} holds values of the row. */
    enum Place {
        /** It does not. */
        NOT_PARKED,
        /** It does. */
        PARKED
    }
}

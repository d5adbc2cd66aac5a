package dev.coven.engine.copy;

import dev.coven.spi.row.RowChange;
import java.sql.SQLException;
import java.util.List;

/** Sees what a merge changed in the visible tables, within its transaction: what it writes is committed with the rows. */
@FunctionalInterface
public interface MergeWitness {
    /** Where changes come from: a number of the device table and a changeset of it, or two zeros for none of another device. */
    record Origin(long device, long seq) {
        /** Changes that follow from edits of this copy's own. */
        public static final Origin HERE = new Origin(0, 0);
    }

    /** A witness that does nothing. */
    MergeWitness NONE = (tables, origin, changes) -> {};

    /** Rows of visible tables are different now. Must not fail but for the database. */
    void merged(EngineTables tables, Origin origin, List<RowChange> changes) throws SQLException;
}

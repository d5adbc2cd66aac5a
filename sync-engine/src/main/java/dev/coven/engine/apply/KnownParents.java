package dev.coven.engine.apply;

import dev.coven.engine.constraint.ForeignKeyLink;
import dev.coven.spi.row.SqlValue;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Parents that were found in their tables, so that the many children of few parents ask once. */
final class KnownParents {
    private static final int MAX_KNOWN = 10_000;

    private record Parent(ForeignKeyLink link, List<SqlValue> values) {}

    private final Set<Parent> known = new HashSet<>();

    /** Whether a parent with these values is in its table. */
    boolean isVisible(ForeignKeyLink link, List<SqlValue> values) throws SQLException {
        Parent parent = new Parent(link, values);
        if (known.contains(parent)) {
            return true;
        }
        if (!link.isParentVisible(values)) {
            return false;
        }
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        known.add(parent);
        return true;
    }

    /** A row left its table. */
    void forget() {
        known.clear();
    }
}

package dev.coven.engine.apply;

import dev.coven.engine.constraint.ForeignKeyLink;
import dev.coven.engine.database.PackedRow;
import dev.coven.engine.database.ParkedTable.Kind;
import dev.coven.spi.row.SqlValue;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lets the references whose parents are not in their tables read NULL, where they may, and others what they say. */
final class NullStep {
    private final Settlement settlement;
    private final KnownParents parents;
    private final Set<Version.Id> rows = new LinkedHashSet<>();

    NullStep(Settlement settlement, SupportStep support, ContestStep contest) {
        this.settlement = settlement;
        this.parents = support.parents();
        rows.addAll(settlement.suspects());
        rows.addAll(support.readingNull());
        rows.addAll(contest.readingNull());
    }

    void run() throws SQLException {
        for (Move move : settlement.moves()) {
            if (move.after() != null) {
                addChildrenReadingNull(new Version(move.table(), move.key(), move.after()));
            }
        }
        for (Version.Id id : rows) {
            CurrentRow current = id.table().load(id.key());
            if (current.visible() != null) {
                show(id, current);
            }
        }
    }

    private void addChildrenReadingNull(Version parent) throws SQLException {
        for (ForeignKeyLink link : parent.table().constraints().referrers()) {
            TableMerge children = settlement.tables().of(link.child());
            List<SqlValue> values = link.referencedOf(parent.row());
            if (link.canReadNull()
                    && values != null
                    && children.constraints().waiting().hasAny(Kind.NULLED)) {
                for (byte[] key : link.waitingChildren(values, Kind.NULLED)) {
                    rows.add(new Version.Id(children, PackedRow.unpackKnown(key)));
                }
            }
        }
    }

    private void show(Version.Id id, CurrentRow current) throws SQLException {
        SqlValue[] row = id.table().rowOf(id.key(), current.state());
        boolean[] nulled = new boolean[row.length];
        for (ForeignKeyLink link : id.table().constraints().references()) {
            List<SqlValue> values = link.referenceOf(row);
            if (link.canReadNull() && values != null && !parents.isVisible(link, values)) {
                for (int column : link.childColumns()) {
                    nulled[column] = true;
                }
            }
        }
        TableRows.Refusal refusal = id.table().show(id.key(), current, nulled, settlement.difference());
        if (refusal != null) {
            id.table().keepOut(id.key(), row, Kind.REFUSED, refusal.sentence(), settlement.difference());
        }
    }
}

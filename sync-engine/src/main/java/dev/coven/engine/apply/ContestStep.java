package dev.coven.engine.apply;

import dev.coven.engine.constraint.ForeignKeyLink;
import dev.coven.engine.constraint.UniqueRule;
import dev.coven.engine.database.PackedRow;
import dev.coven.engine.database.ParkedTable.Kind;
import dev.coven.spi.row.SqlValue;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides between rows that have their parents and share a unique key, and lets the children of those that go out follow.
 *
 * <p>Who loses is decided among all rows that have their parents, once: a row loses when any other with one of its keys has
 * the older claim to it, whether or not that other row is itself in its table in the end. So no order of decisions matters,
 * and each looks only at the rows of one key.
 */
final class ContestStep {
    private final Settlement settlement;
    private final SupportStep support;
    private final KnownParents parents;
    private final NewReferences joined;
    private final Map<Version.Id, Boolean> losers = new HashMap<>();
    private final Set<Version.Id> contested = new LinkedHashSet<>();
    private final Deque<Version> doubtful = new ArrayDeque<>();
    private final Set<Version.Id> tried = new HashSet<>();
    private final Set<Version.Id> readingNull = new LinkedHashSet<>();

    ContestStep(Settlement settlement, SupportStep support) {
        this.settlement = settlement;
        this.support = support;
        this.parents = support.parents();
        this.joined = support.joined();
    }

    /** Rows with a reference that is to read NULL, or may have to. */
    Set<Version.Id> readingNull() {
        return readingNull;
    }

    void run() throws SQLException {
        List<Move> moves = settlement.moves();
        List<Version> inTables = new ArrayList<>();
        for (Move move : moves) {
            if (move.before() != null) {
                contestKeysOf(new Version(move.table(), move.key(), move.before()));
            }
            if (move.after() != null) {
                Version now = new Version(move.table(), move.key(), move.after());
                if (contestKeysOf(now)) {
                    inTables.add(now);
                }
                contested.addAll(contestedChildrenOf(now));
            }
        }
        for (Version version : settlement.formerlySupported()) {
            contestKeysOf(version);
        }
        for (Version version : support.left()) {
            contestKeysOf(version);
        }
        contested.addAll(settlement.out());
        for (Version version : inTables) {
            if (loses(version)) {
                retreat(version, "another row has the older claim to a unique value of it");
            }
        }
        enterWinners();
        for (Version.Id id : support.followers()) {
            doubt(settlement.inTable(id));
        }
        followParents();
    }

    /** Lets the hidden rows that share a key with this one be judged; false when there can be none. */
    private boolean contestKeysOf(Version version) throws SQLException {
        TableMerge table = version.table();
        if (table.constraints().uniqueRules().isEmpty()
                || !table.constraints().waiting().hidesKeys()) {
            return false;
        }
        for (UniqueRule rule : table.constraints().uniqueRules()) {
            Optional<List<SqlValue>> key = rule.keyOf(version.row());
            if (key.isPresent()) {
                for (byte[] holder : rule.hiddenHolders(key.get())) {
                    contested.add(new Version.Id(table, PackedRow.unpackKnown(holder)));
                }
            }
        }
        return true;
    }

    /** The contested children of a row that came into its table: they may have followed it out once. */
    private List<Version.Id> contestedChildrenOf(Version parent) throws SQLException {
        List<Version.Id> contestedChildren = new ArrayList<>();
        for (ForeignKeyLink link : parent.table().constraints().referrers()) {
            TableMerge children = settlement.tables().of(link.child());
            List<SqlValue> values = link.referencedOf(parent.row());
            if (values != null && children.constraints().waiting().hasAny(Kind.CONTESTED)) {
                for (byte[] key : link.waitingChildren(values, Kind.CONTESTED)) {
                    contestedChildren.add(new Version.Id(children, PackedRow.unpackKnown(key)));
                }
            }
        }
        return contestedChildren;
    }

    private void enterWinners() throws SQLException {
        List<Version> winners = new ArrayList<>();
        for (Version.Id id : List.copyOf(contested)) {
            Version version = settlement.waiting(id, Kind.CONTESTED);
            if (version != null) {
                displaceRivals(version);
                if (!loses(version)) {
                    winners.add(version);
                }
            } else {
                Version reading = settlement.inTable(id);
                if (reading != null && loses(reading)) {
                    retreat(reading, "another row has the older claim to a unique value of it");
                }
            }
        }
        Deque<Version> entering = new ArrayDeque<>(winners);
        for (Version row = entering.poll(); row != null; row = entering.poll()) {
            boolean entered = tried.add(row.id())
                    && !loses(row)
                    && mayHaveParents(row)
                    && row.table().putBack(row.key(), row.row(), settlement.difference()) == null;
            if (entered) {
                joined.add(row);
                doubtful.add(row);
                for (Version.Id id : contestedChildrenOf(row)) {
                    Version child = settlement.waiting(id, Kind.CONTESTED);
                    if (child != null) {
                        entering.add(child);
                    }
                }
            }
        }
    }

    /** Takes those out of the table that lose to a contested row, be it that it loses itself to a third. */
    private void displaceRivals(Version contestant) throws SQLException {
        for (UniqueRule rule : contestant.table().constraints().uniqueRules()) {
            Optional<List<SqlValue>> key = rule.keyOf(contestant.row());
            if (key.isPresent()) {
                for (List<SqlValue> holder : holders(rule, key.get())) {
                    Version rival = settlement.inTable(new Version.Id(contestant.table(), holder));
                    if (rival != null && loses(rival)) {
                        retreat(rival, "row %s has the older claim to its %s".formatted(contestant.key(), rule.name()));
                    }
                }
            }
        }
    }

    private boolean loses(Version version) throws SQLException {
        Boolean known = losers.get(version.id());
        if (known != null) {
            return known;
        }
        boolean loses = false;
        for (UniqueRule rule : version.table().constraints().uniqueRules()) {
            loses = loses || loses(version, rule);
        }
        losers.put(version.id(), loses);
        return loses;
    }

    private boolean loses(Version version, UniqueRule rule) throws SQLException {
        Optional<List<SqlValue>> key = rule.keyOf(version.row());
        if (key.isEmpty()) {
            return false;
        }
        @Nullable Claim own = null;
        for (List<SqlValue> holder : holders(rule, key.get())) {
            if (!holder.equals(version.key())) {
                own = own == null ? Claim.of(version.table(), version.key(), rule) : own;
                if (Claim.of(version.table(), holder, rule).compareTo(own) < 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The keys of all rows that have their parents and a unique key. */
    private static List<List<SqlValue>> holders(UniqueRule rule, List<SqlValue> key) throws SQLException {
        List<List<SqlValue>> holders = new ArrayList<>(rule.visibleHolders(key));
        for (byte[] holder : rule.hiddenHolders(key)) {
            holders.add(PackedRow.unpackKnown(holder));
        }
        return holders;
    }

    /** Whether every parent that the row cannot do without is in its table, or may come into it. */
    private boolean mayHaveParents(Version row) throws SQLException {
        for (ForeignKeyLink link : row.table().constraints().references()) {
            List<SqlValue> values = link.referenceOf(row.row());
            if (values == null
                    || parents.isVisible(link, values)
                    || row.table().constraints().mayReadNull(link, row.row())) {
                continue;
            }
            TableMerge parentTable = settlement.tables().of(link.parent());
            boolean mayCome = false;
            for (byte[] key : link.waitingParents(values, Kind.CONTESTED)) {
                Version parent = settlement.waiting(parentTable, key, Kind.CONTESTED);
                mayCome |= parent != null && !loses(parent);
            }
            if (!mayCome) {
                return false;
            }
        }
        return true;
    }

    private void doubt(@Nullable Version version) {
        if (version != null) {
            doubtful.add(version);
            joined.addDoubted(version);
        }
    }

    /** Takes a row that has its parents out of its table; its children there may have to follow. */
    private void retreat(Version row, String reason) throws SQLException {
        boolean wasThere = settlement.difference().wasVisible(row.table(), row.key());
        row.table().keepOut(row.key(), row.row(), Kind.CONTESTED, reason, settlement.difference());
        parents.forget();
        for (ForeignKeyLink link : row.table().constraints().referrers()) {
            List<SqlValue> values = link.referencedOf(row.row());
            if (values == null) {
                continue;
            }
            doubtful.addAll(joined.children(link, values));
            if (wasThere) {
                for (List<SqlValue> key : link.visibleChildren(values)) {
                    doubt(settlement.inTable(new Version.Id(settlement.tables().of(link.child()), key)));
                }
            }
        }
    }

    /** Lets rows whose parents are not in their tables go out too, until none is left. */
    private void followParents() throws SQLException {
        for (Version row = doubtful.poll(); row != null; row = doubtful.poll()) {
            if (row.table().load(row.key()).visible() == null) {
                continue;
            }
            for (ForeignKeyLink link : row.table().constraints().references()) {
                List<SqlValue> values = link.referenceOf(row.row());
                if (values == null || parents.isVisible(link, values)) {
                    continue;
                }
                if (row.table().constraints().mayReadNull(link, row.row())) {
                    readingNull.add(row.id());
                } else {
                    retreat(row, link.missing(values));
                    break;
                }
            }
        }
    }
}

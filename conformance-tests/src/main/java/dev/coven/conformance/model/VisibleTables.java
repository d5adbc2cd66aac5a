package dev.coven.conformance.model;

import dev.coven.conformance.model.ModelTable.Reference;
import dev.coven.conformance.model.ModelTable.UniqueKey;
import dev.coven.conformance.model.RowJudge.Judgement;
import dev.coven.engine.database.PackedRow;
import dev.coven.spi.clock.Hlc;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The rule of visible tables, step by step.
 *
 * <ol>
 *   <li value="0">A row is sound when SQLite takes it alone.
 *   <li>Of the rows that are alive and sound, the largest set in which every hard reference has a parent.
 *   <li>Of these, the rows that share a unique key with one of an older claim are lost.
 *   <li>Of those that are not, the largest set in which every hard reference has a parent is visible.
 *   <li>A soft reference whose parent is not visible reads NULL.
 * </ol>
 */
final class VisibleTables {
    /** With more of them, a row is not tried with each subset reading NULL: all of its references are hard. */
    private static final int MAX_SOFT_REFERENCES = 4;

    private final RowJudge judge;
    private final Map<MergedRow, List<SqlValue>> shown = new LinkedHashMap<>();
    private final Map<MergedRow, String> out = new LinkedHashMap<>();

    /** A row that SQLite takes alone. */
    private record SoundRow(
            MergedRow merged, List<SqlValue> values, Judgement judgement, Set<Reference> hard, Set<Reference> soft) {
        ModelTable table() {
            return merged.table();
        }

        /** Whether a reference of this row, which refers to something, finds it among these numbers of parents' values. */
        boolean finds(Reference reference, Set<Long> parents) {
            return reference
                    .equality()
                    .numberOfEqual(ModelTable.select(values, reference.columns()))
                    .filter(parents::contains)
                    .isPresent();
        }

        /** The number of this row's values for a reference to its table. */
        Optional<Long> offered(Reference reference) {
            return reference.equality().numberOf(ModelTable.select(values, reference.parentColumns()));
        }

        // A row is itself and nothing else; comparing all of its parts would only be slow.
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    VisibleTables(RowJudge judge, Collection<MergedRow> rows) {
        this.judge = judge;
        Set<SoundRow> sound = new LinkedHashSet<>();
        for (MergedRow row : rows) {
            if (row.isAlive()) {
                List<SqlValue> values = valuesOf(row);
                Judgement judgement = judge.judge(row.table(), values);
                if (judgement.refusal().isEmpty()) {
                    sound.add(soundRow(row, values, judgement));
                } else {
                    out.put(row, "refused: " + judgement.refusal().get());
                }
            }
        }
        Set<SoundRow> first = withParents(sound, "no parent");
        Set<SoundRow> unbeaten = new LinkedHashSet<>(first);
        for (SoundRow row : first) {
            beatenBy(row, first).ifPresent(reason -> {
                unbeaten.remove(row);
                out.put(row.merged(), reason);
            });
        }
        Set<SoundRow> visible = withParents(unbeaten, "its parent is out");
        Map<Reference, Set<Long>> parents = offers(visible);
        for (SoundRow row : visible) {
            List<SqlValue> reads = row.values();
            for (Reference reference : row.soft()) {
                if (isMissing(row, reference, parents)) {
                    reads = ModelTable.withNull(reads, reference.columns());
                }
            }
            shown.put(row.merged(), reads);
        }
    }

    private static List<SqlValue> valuesOf(MergedRow row) {
        List<SqlValue> values = new ArrayList<>();
        for (int column = 0; column < row.table().width(); column++) {
            values.add(Objects.requireNonNull(row.value(column)));
        }
        return List.copyOf(values);
    }

    private SoundRow soundRow(MergedRow row, List<SqlValue> values, Judgement judgement) {
        Set<Reference> hard = new LinkedHashSet<>();
        Set<Reference> soft = new LinkedHashSet<>();
        for (Reference reference : row.table().references()) {
            if (!ModelTable.select(values, reference.columns()).contains(SqlValue.NULL)) {
                (reference.isSetNull() ? soft : hard).add(reference);
            }
        }
        if (!soft.isEmpty() && row.table().judgedRowByRow() && !canReadNull(row.table(), values, judgement, soft)) {
            hard.addAll(soft);
            soft.clear();
        }
        return new SoundRow(row, values, judgement, hard, soft);
    }

    /** Whether a row stays sound and gets no unique key, whichever of these references read NULL. */
    private boolean canReadNull(
            ModelTable table, List<SqlValue> values, Judgement judgement, Set<Reference> references) {
        if (references.size() > MAX_SOFT_REFERENCES) {
            return false;
        }
        List<Reference> list = List.copyOf(references);
        for (int subset = 1; subset < 1 << list.size(); subset++) {
            List<SqlValue> reads = values;
            for (int i = 0; i < list.size(); i++) {
                if ((subset & 1 << i) != 0) {
                    reads = ModelTable.withNull(reads, list.get(i).columns());
                }
            }
            Judgement changed = judge.judge(table, reads);
            if (changed.refusal().isPresent() || hasNewKey(table, judgement, changed)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasNewKey(ModelTable table, Judgement before, Judgement after) {
        for (int i = 0; i < table.uniqueKeys().size(); i++) {
            boolean isNew = after.uniqueKeys().get(i).isPresent()
                    && !after.uniqueKeys().get(i).equals(before.uniqueKeys().get(i));
            if (isNew && !table.uniqueKeys().get(i).isPlain()) {
                return true;
            }
        }
        return false;
    }

    /** The largest set of these rows in which every hard reference has a parent: takes rows out until none lacks one. */
    private Set<SoundRow> withParents(Set<SoundRow> rows, String reason) {
        Set<SoundRow> left = new LinkedHashSet<>(rows);
        boolean changed = true;
        while (changed) {
            Map<Reference, Set<Long>> parents = offers(left);
            changed = left.removeIf(row -> {
                for (Reference reference : row.hard()) {
                    if (isMissing(row, reference, parents)) {
                        out.put(row.merged(), reason + " in " + reference.parent());
                        return true;
                    }
                }
                return false;
            });
        }
        return left;
    }

    /** What the rows of a set offer to each reference to their table. */
    private static Map<Reference, Set<Long>> offers(Set<SoundRow> rows) {
        Map<String, Set<Reference>> references = new HashMap<>();
        for (SoundRow row : rows) {
            for (Reference reference : row.table().references()) {
                references
                        .computeIfAbsent(reference.parent(), parent -> new HashSet<>())
                        .add(reference);
            }
        }
        Map<Reference, Set<Long>> offers = new HashMap<>();
        for (SoundRow row : rows) {
            for (Reference reference : references.getOrDefault(row.table().name(), Set.of())) {
                row.offered(reference)
                        .ifPresent(number -> offers.computeIfAbsent(reference, any -> new HashSet<>())
                                .add(number));
            }
        }
        return offers;
    }

    private static boolean isMissing(SoundRow row, Reference reference, Map<Reference, Set<Long>> parents) {
        return !row.finds(reference, parents.getOrDefault(reference, Set.of()));
    }

    /** The unique key by which a row is lost, if it is. */
    private static Optional<String> beatenBy(SoundRow row, Set<SoundRow> rows) {
        for (SoundRow other : rows) {
            if (!other.equals(row) && other.table().name().equals(row.table().name())) {
                for (int i = 0; i < row.table().uniqueKeys().size(); i++) {
                    Optional<Long> key = row.judgement().uniqueKeys().get(i);
                    if (key.isPresent()
                            && key.equals(other.judgement().uniqueKeys().get(i))
                            && isOlder(other, row, i)) {
                        UniqueKey lost = row.table().uniqueKeys().get(i);
                        return Optional.of(
                                "lost " + lost.name() + " to " + other.merged().key());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOlder(SoundRow left, SoundRow right, int key) {
        UniqueKey unique = left.table().uniqueKeys().get(key);
        int order = claim(left, unique).compareTo(claim(right, unique));
        if (order == 0) {
            order = Arrays.compareUnsigned(
                    PackedRow.pack(left.merged().key()),
                    PackedRow.pack(right.merged().key()));
        }
        return order < 0;
    }

    private static Hlc claim(SoundRow row, UniqueKey key) {
        return key.claimColumns().stream()
                .map(row.merged()::stampOf)
                .max(Hlc::compareTo)
                .orElse(row.merged().birth().orElseThrow());
    }

    /** The visible rows, with what they read. */
    Map<MergedRow, List<SqlValue>> shown() {
        return shown;
    }

    /** The rows that are alive and not visible, with the reason. */
    Map<MergedRow, String> out() {
        return out;
    }
}

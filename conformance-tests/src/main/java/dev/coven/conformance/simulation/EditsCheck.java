package dev.coven.conformance.simulation;

import dev.coven.conformance.model.RecordedChangeset;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangeKind;
import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.changeset.ChangesetReader;
import dev.coven.engine.changeset.MalformedChangesetException;
import dev.coven.spi.row.SqlValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what applications wrote with what the store holds: every edit is there, and nothing that nobody wrote. */
final class EditsCheck {
    private static final int MAX_SHOWN = 10;

    private static final String ANY = "";

    private final Map<RowPlace, List<Change>> published = new HashMap<>();
    private final Map<String, List<String>> columns;

    private record RowPlace(String device, String table, List<SqlValue> key, ChangeKind kind) {}

    /**
     * A check against what is published.
     *
     * @param columns of every table
     */
    EditsCheck(List<RecordedChangeset> changesets, Map<String, List<String>> columns) {
        this.columns = columns;
        try {
            for (RecordedChangeset changeset : changesets) {
                ChangesetReader reader =
                        new ChangesetReader(new ByteArrayInputStream(changeset.changeset()), ChangesetLimits.DEFAULT);
                for (Change change = reader.next(); change != null; change = reader.next()) {
                    add(changeset.device(), change);
                    add(ANY, change);
                }
            }
        } catch (IOException | MalformedChangesetException e) {
            throw new IllegalStateException("a published changeset cannot be read", e);
        }
    }

    private void add(String device, Change change) {
        RowPlace place = new RowPlace(device, change.table().name(), change.key(), change.kind());
        published.computeIfAbsent(place, any -> new ArrayList<>()).add(change);
    }

    /**
     * Requires one change for each edit, by the device that made the edit, and no other changes.
     *
     * @param ids of the devices, by their names
     */
    void requireExactly(List<Edit> edits, Map<String, String> ids) throws CheckException {
        requireNone(edits.stream()
                .filter(edit -> !take(edit, ids.getOrDefault(edit.device(), ANY)))
                .toList());
        List<String> others = new ArrayList<>();
        published.forEach((place, changes) -> {
            if (!place.device().equals(ANY)) {
                changes.forEach(change -> others.add(place.device() + ": " + text(change)));
            }
        });
        if (!others.isEmpty()) {
            throw new CheckException(
                    "no other edits", "in the store, and written by no application:\n" + shown(others));
        }
    }

    /**
     * Requires a change for every edit, by any device. For devices that are copies of each other: what one of them wrote
     * before they parted is published by one of them or by several.
     */
    void requireAll(List<Edit> edits) throws CheckException {
        requireNone(edits.stream().filter(edit -> find(edit, ANY).isEmpty()).toList());
    }

    private List<Change> candidates(Edit edit, String device) {
        return published.getOrDefault(new RowPlace(device, edit.table(), edit.key(), edit.kind()), List.of());
    }

    private Optional<Change> find(Edit edit, String device) {
        return candidates(edit, device).stream()
                .filter(change -> says(change, edit))
                .findFirst();
    }

    private boolean take(Edit edit, String device) {
        return find(edit, device).filter(candidates(edit, device)::remove).isPresent();
    }

    private void requireNone(List<Edit> lost) throws CheckException {
        if (lost.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        for (Edit edit : lost) {
            lines.add(edit.toString());
            published.forEach((place, changes) -> {
                boolean samePlace =
                        place.table().equals(edit.table()) && place.key().equals(edit.key());
                if (samePlace && !place.device().equals(ANY)) {
                    changes.forEach(change -> lines.add("  there is, of " + place.device() + ": " + text(change)));
                }
            });
        }
        throw new CheckException("edits", "not in any changeset of the store:\n" + shown(lines));
    }

    private String text(Change change) {
        List<String> names = columns.getOrDefault(change.table().name(), List.of());
        StringBuilder text = new StringBuilder(change.toString());
        for (int column = 0; column < Math.min(names.size(), change.table().columnCount()); column++) {
            if (change.after(column) != null) {
                text.append(' ').append(names.get(column)).append('=').append(change.after(column));
            }
        }
        return text.toString();
    }

    private static String shown(List<?> items) {
        StringBuilder text = new StringBuilder();
        items.stream()
                .limit(MAX_SHOWN)
                .forEach(item -> text.append("  ").append(item).append('\n'));
        return text.toString();
    }

    private boolean says(Change change, Edit edit) {
        List<String> names = columns.getOrDefault(edit.table(), List.of());
        for (Map.Entry<String, SqlValue> value : edit.values().entrySet()) {
            int column = names.indexOf(value.getKey());
            boolean same = column >= 0
                    && column < change.table().columnCount()
                    && value.getValue().equals(change.after(column));
            if (!same) {
                return false;
            }
        }
        return true;
    }
}

package dev.coven.cli;

import com.google.gson.JsonObject;
import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangeKind;
import dev.coven.spi.row.SqlValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One change of a changeset, for programs and for people. */
final class ChangeForm {
    private ChangeForm() {}

    static JsonObject json(Change change, List<String> columns) {
        JsonObject before = new JsonObject();
        JsonObject after = new JsonObject();
        for (int column = 0; column < columns.size(); column++) {
            add(before, columns.get(column), change.before(column));
            add(after, columns.get(column), change.after(column));
        }
        JsonObject json = new JsonObject();
        json.addProperty("table", change.table().name());
        json.addProperty("kind", Display.word(change.kind()));
        json.add("key", JsonForm.array(change.key(), JsonForm::value));
        if (change.kind() != ChangeKind.INSERT) {
            json.add("before", before);
        }
        if (change.kind() != ChangeKind.DELETE) {
            json.add("after", after);
        }
        return json;
    }

    private static void add(JsonObject row, String column, @Nullable SqlValue value) {
        if (value != null) {
            row.add(column, JsonForm.value(value));
        }
    }

    static List<String> lines(Change change, List<String> columns) {
        List<String> lines = new ArrayList<>();
        lines.add(Display.word(change.kind()) + " " + change.table().name() + " " + Display.key(change.key()));
        for (int column = 0; column < columns.size(); column++) {
            String values = values(change, column);
            if (!values.isEmpty()) {
                lines.add("    " + columns.get(column) + " = " + values);
            }
        }
        return lines;
    }

    /** The key stands in the headline. */
    private static String values(Change change, int column) {
        SqlValue before = change.before(column);
        SqlValue after = change.after(column);
        if (change.table().isKey(column)) {
            return "";
        }
        if (after == null) {
            return before == null ? "" : Display.value(before);
        }
        return Display.value(after) + (before == null ? "" : "  (was " + Display.value(before) + ")");
    }
}

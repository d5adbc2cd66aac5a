package dev.coven.conformance.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares what two devices hold. */
final class TableContent {
    private static final int MAX_SHOWN = 20;

    private TableContent() {}

    /** The rows that only one of two devices has, by table; empty when there are none. */
    static String difference(
            String leftName, Map<String, List<String>> left, String rightName, Map<String, List<String>> right) {
        StringBuilder text = new StringBuilder();
        Set<String> tables = new TreeSet<>(left.keySet());
        tables.addAll(right.keySet());
        for (String table : tables) {
            List<String> leftRows = left.getOrDefault(table, List.of());
            List<String> rightRows = right.getOrDefault(table, List.of());
            append(text, table, leftName, without(leftRows, rightRows));
            append(text, table, rightName, without(rightRows, leftRows));
        }
        return text.toString();
    }

    private static List<String> without(List<String> rows, List<String> others) {
        List<String> left = new ArrayList<>(rows);
        others.forEach(left::remove);
        return left;
    }

    private static void append(StringBuilder text, String table, String device, List<String> rows) {
        if (rows.isEmpty()) {
            return;
        }
        text.append("  only ").append(device).append(" has in ").append(table).append(":\n");
        rows.stream()
                .limit(MAX_SHOWN)
                .forEach(row -> text.append("    ").append(row).append('\n'));
        if (rows.size() > MAX_SHOWN) {
            text.append("    and ").append(rows.size() - MAX_SHOWN).append(" more\n");
        }
    }
}

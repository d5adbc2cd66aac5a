package dev.coven.conformance.simulation;

import dev.coven.engine.schema.SqlNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table while it is made up. */
final class TableSketch {
    final String name;
    final boolean strict;
    final boolean withoutRowid;
    final List<ColumnSketch> key = new ArrayList<>();
    final List<ColumnSketch> data = new ArrayList<>();
    /** Columns that refer to other tables. */
    final List<ColumnSketch> references = new ArrayList<>();
    /** Columns that have a UNIQUE constraint of their own, and so can be referred to. */
    final List<ColumnSketch> unique = new ArrayList<>();
    /** Generated columns, as declared. */
    final List<String> generated = new ArrayList<>();

    final List<String> constraints = new ArrayList<>();
    /** Statements that make its indexes. */
    final List<String> indexes = new ArrayList<>();

    TableSketch(String name, boolean strict, boolean withoutRowid) {
        this.name = name;
        this.strict = strict;
        this.withoutRowid = withoutRowid;
    }

    String quoted() {
        return SqlNames.quote(name);
    }

    /** A type as this table can declare it. */
    String declarable(String type) {
        if (!strict) {
            return type;
        }
        return switch (type) {
            case "TEXT", "VARCHAR(9)" -> "TEXT";
            case "INTEGER", "INT" -> "INTEGER";
            case "REAL", "BLOB" -> type;
            default -> "ANY";
        };
    }

    List<ColumnSketch> stored() {
        return Stream.of(key, data, references).flatMap(List::stream).toList();
    }

    static String names(List<ColumnSketch> columns) {
        return columns.stream().map(ColumnSketch::quoted).collect(Collectors.joining(", "));
    }

    String sql() {
        List<String> parts = new ArrayList<>();
        // The key stands in the middle, so that a column's place and its place in the key are not the same.
        data.stream().limit(1).map(ColumnSketch::sql).forEach(parts::add);
        key.stream().map(ColumnSketch::sql).forEach(parts::add);
        parts.addAll(generated);
        data.stream().skip(1).map(ColumnSketch::sql).forEach(parts::add);
        references.stream().map(ColumnSketch::sql).forEach(parts::add);
        parts.add("PRIMARY KEY(" + names(key) + ")");
        parts.addAll(constraints);
        String options = Stream.of(withoutRowid ? "WITHOUT ROWID" : "", strict ? "STRICT" : "")
                .filter(option -> !option.isEmpty())
                .collect(Collectors.joining(", "));
        return "CREATE TABLE " + quoted() + "(" + String.join(", ", parts) + ")"
                + (options.isEmpty() ? "" : " " + options);
    }
}

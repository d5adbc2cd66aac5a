package dev.coven.conformance.simulation;

import dev.coven.engine.schema.SqlNames;

/**
 * A column while its table is made up.
 *
 * @param name not quoted
 * @param type as it will be declared; empty for none
 * @param suffix what stands behind the type: collation, NOT NULL, DEFAULT
 */
record ColumnSketch(String name, String type, String suffix) {
    String quoted() {
        return SqlNames.quote(name);
    }

    String sql() {
        return quoted() + (type.isEmpty() ? "" : " " + type) + suffix;
    }

    boolean collates() {
        return suffix.contains("COLLATE");
    }
}

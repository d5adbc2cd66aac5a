package dev.coven.engine.document;

import dev.coven.engine.schema.SyncedTable;
import java.util.List;

/**
 * One synced table.
 *
 * @param name its name as declared
 * @param policyId the id of the conflict policy that merges it
 * @param formerNames what it was called before, as older changesets do; at most {@value SyncedTable#MAX_FORMER_NAMES}
 */
public record TableSpec(String name, String policyId, List<String> formerNames) {
    /** The longest name of a table. */
    public static final int MAX_NAME_CHARS = 500;

    /** Validates each; throws {@link IllegalArgumentException}. */
    public TableSpec {
        requireName(name);
        FieldRules.count("formerNames", formerNames.size(), SyncedTable.MAX_FORMER_NAMES);
        formerNames = List.copyOf(formerNames);
        formerNames.forEach(TableSpec::requireName);
        FieldRules.pluginId("policy of table " + FieldRules.quoted(name), policyId);
    }

    /** A table that was never called otherwise. */
    public static TableSpec of(String name, String policyId) {
        return new TableSpec(name, policyId, List.of());
    }

    private static void requireName(String name) {
        FieldRules.text("table name", name, MAX_NAME_CHARS);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("table name is empty");
        }
    }
}

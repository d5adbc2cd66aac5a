package dev.coven.engine.document;

/**
 * One synced table.
 *
 * @param name its name as declared
 * @param policyId the id of the conflict policy that merges it
 */
public record TableSpec(String name, String policyId) {
    /** The longest name of a table. */
    public static final int MAX_NAME_CHARS = 500;

    /** Validates both; throws {@link IllegalArgumentException}. */
    public TableSpec {
        FieldRules.text("table name", name, MAX_NAME_CHARS);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("table name is empty");
        }
        FieldRules.pluginId("policy of table " + FieldRules.quoted(name), policyId);
    }
}

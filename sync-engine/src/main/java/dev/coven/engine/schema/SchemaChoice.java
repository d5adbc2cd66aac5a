package dev.coven.engine.schema;

/** What a library's founder can allow beyond the rules. */
public enum SchemaChoice {
    /** Tables whose integer key SQLite picks itself. */
    INTEGER_KEYS,
    /** Foreign keys are not kept; for hosts that do not enforce them. */
    IGNORE_FOREIGN_KEYS
}

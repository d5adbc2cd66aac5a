package dev.coven.engine;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * How a database becomes a library. Immutable; each {@code with} method gives a copy.
 *
 * @param store the store's URL
 * @param tables the tables to sync; empty for all
 * @param integerKeys whether tables whose key SQLite picks itself are taken
 * @param foreignKeys whether the merge respects foreign keys
 * @param policies conflict policy id by table name; tables not named get {@code lww}
 */
public record InitOptions(
        URI store,
        List<String> tables,
        IntegerKeys integerKeys,
        ForeignKeys foreignKeys,
        Map<String, String> policies) {
    /** Whether a key that SQLite picks itself is accepted. */
    public enum IntegerKeys {
        /** Refuse such tables: two devices can pick the same number for different rows. */
        REFUSE,
        /** Accept them. */
        ALLOW
    }

    /** Whether the merge respects foreign keys. */
    public enum ForeignKeys {
        /** A row whose parent is missing is kept out of its table until the parent comes. */
        RESPECT,
        /** The host does not enforce foreign keys, so neither does the merge. */
        IGNORE
    }

    /** Copies the collections. */
    public InitOptions {
        tables = List.copyOf(tables);
        policies = Map.copyOf(policies);
    }

    /** All tables, the safe choices. */
    public static InitOptions of(URI store) {
        return new InitOptions(store, List.of(), IntegerKeys.REFUSE, ForeignKeys.RESPECT, Map.of());
    }

    /** Only these tables. */
    public InitOptions withTables(List<String> names) {
        return new InitOptions(store, names, integerKeys, foreignKeys, policies);
    }

    /** Another choice on integer keys. */
    public InitOptions with(IntegerKeys choice) {
        return new InitOptions(store, tables, choice, foreignKeys, policies);
    }

    /** Another choice on foreign keys. */
    public InitOptions with(ForeignKeys choice) {
        return new InitOptions(store, tables, integerKeys, choice, policies);
    }

    /** Conflict policies by table. */
    public InitOptions withPolicies(Map<String, String> byTable) {
        return new InitOptions(store, tables, integerKeys, foreignKeys, byTable);
    }
}

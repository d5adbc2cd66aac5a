package dev.coven.engine.schema;

/**
 * One column or expression of a unique index.
 *
 * @param kind what it is
 * @param text a column's name, or an expression's SQL as the index declares it
 * @param collation that the index compares it with
 */
public record IndexTerm(Kind kind, String text, String collation) {
    /** What an index term is. */
    public enum Kind {
        /** A stored column. */
        COLUMN,
        /** A generated column. */
        GENERATED,
        /** An expression over the row. */
        EXPRESSION
    }
}

package dev.coven.engine.schema;

/** What a foreign key does to children when their parent goes or changes its key. */
public enum ForeignKeyAction {
    /** The statement fails at its end, or at the commit. */
    NO_ACTION,
    /** The statement fails at once. */
    RESTRICT,
    /** The reference becomes NULL. */
    SET_NULL,
    /** The reference becomes the column's default. */
    SET_DEFAULT,
    /** The child goes or follows. */
    CASCADE;

    static ForeignKeyAction of(String pragmaText) {
        return valueOf(pragmaText.replace(' ', '_'));
    }
}

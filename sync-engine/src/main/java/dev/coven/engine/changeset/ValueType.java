package dev.coven.engine.changeset;

/** The byte before each value of a record. */
final class ValueType {
    static final int UNDEFINED = 0;
    static final int INTEGER = 1;
    static final int REAL = 2;
    static final int TEXT = 3;
    static final int BLOB = 4;
    static final int NULL = 5;

    private ValueType() {}
}

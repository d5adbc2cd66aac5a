package dev.coven.engine.changeset;

/** Whether a statement made the change itself or set off what made it. */
public enum Indirection {
    /** A statement of the host made the change. */
    DIRECT,
    /** A trigger or a foreign key action made the change. */
    INDIRECT
}

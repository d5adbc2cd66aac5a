package dev.coven.engine.database;

/** How SQLite makes the engine's commits last: what its pragma of this name is set to. */
public enum Synchronous {
    /** A commit survives the loss of power. */
    FULL,
    /** A commit survives the end of the process, and no more than that: for tests. */
    OFF
}

package dev.coven.engine;

/** Which way a sync goes. */
public enum SyncDirection {
    /** Pull, then push. */
    BOTH,
    /** Only publish local edits. */
    PUSH_ONLY,
    /** Only fetch and merge. */
    PULL_ONLY
}

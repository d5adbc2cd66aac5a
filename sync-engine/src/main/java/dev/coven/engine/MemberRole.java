package dev.coven.engine;

/** What a member may do. */
public enum MemberRole {
    /** Reads, writes, and admits others. */
    OWNER,
    /** Reads and writes. */
    MEMBER
}

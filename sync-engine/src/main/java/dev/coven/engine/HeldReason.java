package dev.coven.engine;

/** Why a device's changesets wait. Nothing is lost while they do; they are tried again on every pull. */
public enum HeldReason {
    /** The store did not give the object. */
    FETCH_FAILED,
    /** The object that the device's head promises is not in the store. */
    MISSING,
    /** The object cannot be decrypted or is not a changeset: it was changed in the store. */
    MALFORMED,
    /** The changeset's declared size is not its size. */
    SIZE_MISMATCH,
    /** The signature does not hold. */
    BAD_SIGNATURE,
    /** The author was no member when it was written. */
    NOT_A_MEMBER,
    /** The object says it belongs elsewhere: another library, device or number. */
    WRONG_SLOT,
    /** It does not follow the device's previous changeset. */
    BROKEN_CHAIN,
    /** It was written with a newer schema than this database has. */
    NEWER_SCHEMA,
    /** It is stamped further in the future than allowed. */
    CLOCK_AHEAD,
    /** The device's head went back, or went away. */
    HEAD_ROLLED_BACK,
    /** Its head or its changeset is larger than what is taken in, or the store holds more heads. */
    OVER_LIMIT,
    /** The conflict policy of a table that it changes failed on it. */
    POLICY_FAILED
}

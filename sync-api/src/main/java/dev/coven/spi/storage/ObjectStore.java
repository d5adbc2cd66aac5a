package dev.coven.spi.storage;

import dev.coven.spi.plugin.Stability;
import java.util.Optional;

/**
 * A flat map from keys to immutable-until-replaced objects: all that a library needs of the world.
 *
 * <p>Guarantees that every store gives:
 * <ul>
 *   <li>A {@code put} is atomic: a reader sees the whole old object or the whole new one, never a mixture or a part, and
 *       after a crash too.</li>
 *   <li>What {@code put} acknowledged is durable, and is seen by every later {@code get}, {@code stat} and {@code list}
 *       of any client.</li>
 *   <li>Each replacement gives the object another {@link ObjectStat#version()}.</li>
 * </ul>
 *
 * <p>Thread safe: all methods may be called at once from many threads. A plugin does not retry, meter or cache: the
 * engine decorates it with that. After {@link #close()} every method throws {@link IllegalStateException}.
 */
@Stability(Stability.Promise.STABLE)
public interface ObjectStore extends AutoCloseable {
    /** What this instance can do and how large things may be. Constant for an open store. */
    StoreTraits traits();

    /**
     * Stores an object.
     *
     * @param key where
     * @param payload the bytes; opened once per attempt, read to its end, closed by the store
     * @param condition {@link PutCondition#ALWAYS} creates or replaces; {@link PutCondition#IF_ABSENT} creates only, and
     *     of many racing writers exactly one wins
     * @return {@link PutOutcome.Stored} with the new version, or {@link PutOutcome.ConditionNotMet} when the key was
     *     taken (nothing was changed)
     * @throws StorageException {@link StorageException.Kind#UNSUPPORTED} for a condition that the traits do not claim or
     *     a payload above their limit; {@link StorageException.Retry#OUTCOME_UNKNOWN} when it may have been stored
     */
    PutOutcome put(ObjectKey key, Payload payload, PutCondition condition) throws StorageException;

    /**
     * Reads an object or a part of it, as a stream.
     *
     * @param key which
     * @param range which bytes; a range that begins at or after the end gives an empty stream, one that ends after the
     *     end stops there
     * @return the open body; the caller closes it
     * @throws StorageException {@link StorageException.Kind#NOT_FOUND} when there is no such object
     */
    ObjectBody get(ObjectKey key, ByteRange range) throws StorageException;

    /** The object's size and version, or empty when there is none. */
    Optional<ObjectStat> stat(ObjectKey key) throws StorageException;

    /**
     * One page of the objects whose keys begin with {@code prefix}, in ascending order of the keys' characters.
     *
     * <p>An object that is there all the time while the pages are read is listed exactly once, whatever else comes and
     * goes meanwhile.
     *
     * @param prefix what the keys begin with
     * @param cursor {@link ListCursor#start()} or the previous page's {@link ListPage#next()}
     * @param maxKeys at most so many, 1 or more; the store may give fewer per page and still have more
     */
    ListPage list(KeyPrefix prefix, ListCursor cursor, int maxKeys) throws StorageException;

    /** Removes an object. A key that is not there is success. */
    void delete(ObjectKey key) throws StorageException;

    /** Releases what the store holds. Idempotent. */
    @Override
    void close() throws StorageException;
}

package dev.coven.engine;

import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * One open copy of a synced database.
 *
 * <p>The host goes on using its own connections to the database as before; nothing here needs to be called for a write to
 * be captured. Thread safe; one cycle at a time runs per database, across processes.
 */
public interface Library extends AutoCloseable {
    /** Captures, and publishes what is captured. No request when there is nothing to say. */
    PushResult push() throws SyncException;

    /** Fetches, verifies and merges what others published. */
    PullResult pull() throws SyncException;

    /** Pulls and pushes, or one of them. */
    SyncResult sync(SyncDirection direction) throws SyncException;

    /** Pulls, then pushes. */
    default SyncResult sync() throws SyncException {
        return sync(SyncDirection.BOTH);
    }

    /** Turns committed edits into changesets: cheap, no network. Push and pull do it themselves. */
    long capture() throws SyncException;

    /**
     * Starts syncing in the background until {@link #close()}: at once, soon after local edits have settled, and now and then
     * to look for remote ones. Idempotent.
     *
     * @throws IllegalStateException when the library is closed
     */
    void start();

    /** How the syncing stands, in the background and by the calls above; at once, whatever is at work. */
    SyncStatus syncStatus();

    /** What this copy knows, without asking the store. */
    LibraryStatus status() throws SyncException;

    /** The members, by a validated chain, as of the last pull. */
    List<MemberInfo> members() throws SyncException;

    /**
     * Admits the owner of a member code, or just prints another invite for one who is a member already.
     *
     * @param memberCode what {@code identity} printed there
     * @param role what the new member may do
     * @return the invite code, which holds no secret
     */
    String invite(String memberCode, MemberRole role) throws SyncException;

    /**
     * Examines this copy: the file, the capture, the fingerprint of the merged state, and what waits. Captures first, reads
     * every row, and does not ask the store.
     */
    Checkup examine() throws SyncException;

    /** The database's own triggers on synced tables, and what a merge does with each. */
    List<HostTriggerInfo> hostTriggers() throws SyncException;

    /** Rows kept out of their tables, at most {@code limit}. */
    List<ParkedRow> parked(int limit) throws SyncException;

    /** Recorded conflicts, newest first, at most {@code limit}. */
    List<Conflict> conflicts(int limit) throws SyncException;

    /**
     * Writes a lost value back as a new edit, which then travels like any other, and takes it from the list.
     *
     * @throws SyncException REFUSED when that is not possible, with what to do: the number is not in the list; the row was
     *     deleted or is parked; the column is gone; a constraint forbids the value; the table's policy would undo it
     */
    Conflict restoreConflict(long number) throws SyncException;

    /** Changesets made and applied, newest first, at most {@code limit}; of one device or of all. */
    List<ChangesetInfo> changesets(Optional<String> device, int limit) throws SyncException;

    /** Writes one changeset in SQLite's session-extension format; fetched from the store when it is not held here. */
    void exportChangeset(String device, long seq, OutputStream target) throws SyncException;

    /** Tells a listener of what happens from now on, until the token is closed. */
    ListenerToken addListener(SyncListener listener);

    /**
     * Stops whatever is at work, ends the background loop and closes connections. Idempotent.
     *
     * <p>Transfers are broken off, and go on where they were in another cycle; what is being merged is merged to its end. A
     * cycle that another thread had begun fails with CLOSED. When this returns, no thread of the library is left; called
     * by a listener in the midst of a cycle, it returns at once and the cycle closes the library as it ends.
     */
    @Override
    void close();
}

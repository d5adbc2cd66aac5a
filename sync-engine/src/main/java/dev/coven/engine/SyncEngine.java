package dev.coven.engine;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens, creates and joins libraries. Made by {@code dev.coven.engine.wiring.SyncEngines.create} or by Guice with
 * {@code dev.coven.engine.wiring.SyncEngineModule}.
 *
 * <p>Thread safe. Two engines in one process do not share anything.
 */
public interface SyncEngine {
    /** Opens a database that was initialised or joined before. */
    Library open(Path database) throws SyncException;

    /**
     * Makes a library of an existing database: all its rows become the library's baseline.
     *
     * <p>Refused, with nothing changed anywhere, when the database breaks a rule, the store holds a library already, or the store
     * lacks something that a library needs, which is tried out as {@link #probe} does.
     */
    Library init(Path database, InitOptions options) throws SyncException;

    /**
     * Makes a new copy of a library that this person was invited to. A store that lacks something that a library needs is refused
     * before anything is made, as {@link #init} does: it may be another one than the founder's, or it may have changed.
     *
     * @param database the file; created with the library's schema when it does not exist. An existing one must have the
     *     library's tables, all of them empty
     * @param inviteCode what {@link Library#invite} gave
     */
    Library join(Path database, String inviteCode) throws SyncException;

    /**
     * Makes a new copy of a library whose store this machine finds elsewhere than the inviting one, such as a shared folder
     * that is mounted under another path.
     *
     * @param database as in {@link #join(Path, String)}
     * @param inviteCode what {@link Library#invite} gave; its store location is not used
     * @param store the place where this machine finds the same store: an absolute URI without user info
     */
    Library join(Path database, String inviteCode, URI store) throws SyncException;

    /**
     * Tries out whether a store can hold a library, with a scratch object that is removed again. A library that is there already
     * is not touched.
     *
     * @param store where
     * @return one finding for each thing that a library needs
     * @throws SyncException STORE or CONFIGURATION when the store cannot be used at all
     */
    List<Checkup.Finding> probe(URI store) throws SyncException;

    /** This person's member code; the identity is made on first use. */
    String memberCode() throws SyncException;

    /** Every plugin on the class path, by kind and id. */
    List<PluginInfo> plugins();
}

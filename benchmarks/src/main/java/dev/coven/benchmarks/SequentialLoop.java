package dev.coven.benchmarks;

import dev.coven.crypto.ed25519.Ed25519Scheme;
import dev.coven.engine.apply.IncomingChangeset;
import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.crypto.ObjectCipher;
import dev.coven.engine.document.HeadDocument;
import dev.coven.engine.document.SignatureSchemes;
import dev.coven.engine.envelope.EnvelopeHeader;
import dev.coven.engine.envelope.EnvelopeLimits;
import dev.coven.engine.envelope.EnvelopeReader;
import dev.coven.engine.envelope.OpenedEnvelope;
import dev.coven.engine.identity.FileVault;
import dev.coven.engine.layout.IndexEntry;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.plugin.PluginCatalog;
import dev.coven.engine.store.LibraryStore;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.ObjectStore;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The plainest pull there can be: list the index, get each head, then device after device and changeset after changeset: one GET,
 * decrypt, verify, apply in a transaction of its own. It uses the engine's own code for each step, and nothing of its pull.
 */
final class SequentialLoop {
    private final LibraryCopy copy;
    private final LibraryStore store;
    private final String libraryId;
    private final SignatureSchemes schemes;

    /** Over a copy that nobody else has open, and the home of its owner's keys. */
    SequentialLoop(LibraryCopy copy, Path home, String libraryId, ObjectStore store) throws Exception {
        this.copy = copy;
        this.libraryId = libraryId;
        this.store = new LibraryStore(
                store, new ObjectCipher(new FileVault(home).keyring(libraryId).orElseThrow(), libraryId));
        this.schemes = new PluginCatalog(List.of(), List.of(new Ed25519Scheme()), List.of(), List.of());
    }

    /** Pulls everything, or as much of each device as is given; gives how many changesets. */
    long pull(long mostOfEach) throws Exception {
        long applied = 0;
        for (ObjectKey key : store.small().list(StoreLayout.INDEX).keySet()) {
            if (StoreLayout.parse(key) instanceof IndexEntry.Head) {
                byte[] body = store.open(key, store.small().read(key).body());
                HeadDocument head = HeadDocument.open(body, libraryId, schemes);
                for (long seq = 1; seq <= Math.min(head.seq(), mostOfEach); seq++) {
                    apply(head.device(), seq);
                    applied++;
                }
            }
        }
        return applied;
    }

    private void apply(String device, long seq) throws Exception {
        OpenedEnvelope envelope = store.readLarge(
                StoreLayout.changeset(device, seq), plain -> EnvelopeReader.read(plain, EnvelopeLimits.LARGEST));
        envelope.requireSlot(libraryId, device, seq);
        envelope.verify(schemes);
        EnvelopeHeader header = envelope.header();
        IncomingChangeset content = new IncomingChangeset(
                device,
                envelope.changeset(),
                new ByteArrayInputStream(envelope.clocks()),
                header.changes(),
                0,
                header.timestamp(),
                ChangesetLimits.DEFAULT);
        copy.apply(new LibraryCopy.Verified(content, seq, envelope.hash(), header.changesetSize()));
    }
}

package dev.coven.engine.pull;

import dev.coven.engine.HeldReason;
import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.clock.HybridClock;
import dev.coven.engine.config.PullLimits;
import dev.coven.engine.crypto.UnreadableObjectException;
import dev.coven.engine.crypto.UnreadableStreamException;
import dev.coven.engine.document.BadSignatureException;
import dev.coven.engine.document.SignatureSchemes;
import dev.coven.engine.envelope.EnvelopeHeader;
import dev.coven.engine.envelope.EnvelopeLimits;
import dev.coven.engine.envelope.EnvelopeReader;
import dev.coven.engine.envelope.EnvelopeTooLargeException;
import dev.coven.engine.envelope.MalformedEnvelopeException;
import dev.coven.engine.envelope.OpenedEnvelope;
import dev.coven.engine.envelope.SizeMismatchException;
import dev.coven.engine.envelope.WrongSlotException;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.membership.MembershipChain;
import dev.coven.engine.store.LibraryStore;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.StorageException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Fetches envelopes and lets one pass only if everything about it is right. Thread safe. */
final class EnvelopeFetcher {
    /**
     * What an envelope is judged against.
     *
     * @param libraryId the library
     * @param chain its members
     * @param schemaVersion this copy's schema version
     * @param nowMillis the wall clock
     * @param maxSkewMillis how far ahead a timestamp may be
     */
    record Judgement(String libraryId, MembershipChain chain, long schemaVersion, long nowMillis, long maxSkewMillis) {}

    /**
     * Where an envelope must fit.
     *
     * @param previousHash the hash of the one before
     * @param previousTime the timestamp of the one before
     */
    record Place(String previousHash, long previousTime) {}

    private final LibraryStore store;
    private final SignatureSchemes schemes;
    private final Judgement judgement;
    private final EnvelopeLimits envelopeLimits;
    private final ChangesetLimits changesetLimits;

    EnvelopeFetcher(LibraryStore store, SignatureSchemes schemes, Judgement judgement, PullLimits limits) {
        this.store = store;
        this.schemes = schemes;
        this.judgement = judgement;
        this.envelopeLimits = new EnvelopeLimits(
                limits.maxChangesetBytes(), EnvelopeLimits.ABSOLUTE_MAX_BYTES, limits.maxChangesetBytes());
        this.changesetLimits = ChangesetLimits.DEFAULT.withMaxChangeBytes(Math.toIntExact(limits.maxChangeBytes()));
    }

    /** How large the changesets in the envelopes may be, and what is in them. */
    ChangesetLimits changesetLimits() {
        return changesetLimits;
    }

    /**
     * Fetches an envelope and verifies what it says of itself: whose it is, and that it belongs there.
     *
     * @param room asked for the envelope's size, before any of it is taken
     * @return empty when there was no room
     */
    Optional<OpenedEnvelope> open(String device, long seq, LongPredicate room) throws HeldException {
        Optional<OpenedEnvelope> envelope = read(StoreLayout.changeset(device, seq), room);
        if (envelope.isPresent()) {
            verify(envelope.get(), device, seq);
        }
        return envelope;
    }

    private Optional<OpenedEnvelope> read(ObjectKey key, LongPredicate room) throws HeldException {
        try {
            return store.readLarge(key, room, plain -> EnvelopeReader.read(plain, envelopeLimits));
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.NOT_FOUND) {
                throw new HeldException(
                        HeldReason.MISSING, key + " is not in the store, though its head promises it", e);
            }
            throw new HeldException(HeldReason.FETCH_FAILED, key + " cannot be fetched: " + e.getMessage(), e);
        } catch (SizeMismatchException e) {
            throw new HeldException(HeldReason.SIZE_MISMATCH, key + ": " + e.getMessage(), e);
        } catch (UnreadableObjectException | UnreadableStreamException e) {
            throw new HeldException(HeldReason.MALFORMED, "restore it in the store: " + e.getMessage(), e);
        } catch (EnvelopeTooLargeException e) {
            throw new HeldException(
                    HeldReason.OVER_LIMIT,
                    key + " has more than " + envelopeLimits.maxStoredBytes()
                            + " bytes: raise coven.pull.max-changeset-bytes to take it in",
                    e);
        } catch (MalformedEnvelopeException e) {
            throw new HeldException(HeldReason.MALFORMED, "restore it in the store: " + key + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new HeldException(HeldReason.FETCH_FAILED, "reading " + key + " broke off: " + e.getMessage(), e);
        }
    }

    private void verify(OpenedEnvelope envelope, String device, long seq) throws HeldException {
        EnvelopeHeader header = envelope.header();
        try {
            envelope.requireSlot(judgement.libraryId(), device, seq);
            envelope.verify(schemes);
        } catch (WrongSlotException e) {
            throw new HeldException(HeldReason.WRONG_SLOT, "" + e.getMessage(), e);
        } catch (BadSignatureException e) {
            throw new HeldException(HeldReason.BAD_SIGNATURE, "" + e.getMessage(), e);
        }
        if (!judgement.chain().isMemberAt(header.authorId(), header.timestamp())) {
            throw new HeldException(
                    HeldReason.NOT_A_MEMBER,
                    "its author " + header.authorId() + " was not a member when it was written");
        }
    }

    /** Requires an envelope to be the one that follows what this copy has, and one that can be applied now. */
    void requireFit(EnvelopeHeader header, Place place) throws HeldException {
        if (!header.prev().equals(place.previousHash())) {
            throw new HeldException(
                    HeldReason.BROKEN_CHAIN, "it does not follow the changeset before it, as this copy knows that one");
        }
        if (header.timestamp() <= place.previousTime()) {
            throw new HeldException(
                    HeldReason.BROKEN_CHAIN, "its timestamp does not lie above that of the changeset before it");
        }
        if (header.schemaVersion() > judgement.schemaVersion()) {
            throw new HeldException(
                    HeldReason.NEWER_SCHEMA,
                    "it was written with schema version %d, this database has %d: update the application"
                            .formatted(header.schemaVersion(), judgement.schemaVersion()));
        }
        if (HybridClock.isAhead(header.timestamp(), judgement.nowMillis(), judgement.maxSkewMillis())) {
            throw new HeldException(
                    HeldReason.CLOCK_AHEAD,
                    "it is stamped %d s in the future: check the clocks of both devices"
                            .formatted(((header.timestamp() >>> 16) - judgement.nowMillis()) / 1000));
        }
    }
}

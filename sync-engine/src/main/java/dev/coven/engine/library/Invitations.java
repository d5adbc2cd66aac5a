package dev.coven.engine.library;

import dev.coven.engine.MemberRole;
import dev.coven.engine.SyncException;
import dev.coven.engine.clock.HybridClock;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.crypto.KeyWrap;
import dev.coven.engine.crypto.LibraryKeyring;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.document.Member;
import dev.coven.engine.document.MembershipEntry;
import dev.coven.engine.identity.MemberCode;
import dev.coven.engine.index.StoreIndex;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.engine.membership.MembershipChain;
import dev.coven.engine.store.LibraryStore;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.PutOutcome;
import dev.coven.spi.storage.StorageException;
import java.sql.SQLException;

/** Admits members: a wrapped key first, so that whoever is in the chain can also read, then the signed entry. */
final class Invitations {
    private final LibraryCopy copy;
    private final LibraryStore store;
    private final Person person;
    private final LibraryKeyring keyring;

    Invitations(LibraryCopy copy, LibraryStore store, Person person, LibraryKeyring keyring) {
        this.copy = copy;
        this.store = store;
        this.person = person;
        this.keyring = keyring;
    }

    /** Admits the owner of a code, unless that is a member already. */
    void admit(MemberCode code, MemberRole role, StoreIndex index)
            throws SyncException, StorageException, SQLException {
        MembershipChain chain = index.chain();
        String me = person.author().memberId();
        if (chain.member(code.memberId()).isPresent()) {
            return;
        }
        if (!chain.isOwner(me)) {
            throw new SyncException(
                    SyncException.Kind.REFUSED, "only owners admit members, and you are not one; ask an owner");
        }
        String libraryId = copy.tables().state().text(Field.LIBRARY);
        byte[] wrapped = KeyWrap.wrap(keyring.current(), code.encryptionKey(), libraryId);
        store.small()
                .put(StoreLayout.wrappedKey(code.memberId(), keyring.current().epoch()), wrapped);
        Member subject = new Member(
                code.name(),
                code.schemeId(),
                code.signingKey(),
                code.encryptionKey(),
                role == MemberRole.OWNER ? Member.Role.OWNER : Member.Role.MEMBER);
        MembershipEntry entry = MembershipEntry.add(libraryId, person.author(), subject, stamp(chain), chain.tips());
        ObjectKey key = StoreLayout.member(me, chain.nextNumber(me));
        PutOutcome outcome = store.createSmall(key, entry.encode(person.author()));
        if (outcome instanceof PutOutcome.ConditionNotMet) {
            throw new SyncException(
                    SyncException.Kind.BUSY, "another of your devices admitted someone just now; try again");
        }
    }

    /** A timestamp above the chain's last and above all that this copy has seen. */
    private long stamp(MembershipChain chain) throws SQLException, SyncException {
        return copy.write(() -> {
            HybridClock clock = new HybridClock(copy.tables().state().number(Field.CLOCK));
            clock.observe(chain.latestTimestamp());
            long time = clock.next(copy.nowMillis());
            copy.tables().state().set(Field.CLOCK, clock.highWater());
            return time;
        });
    }
}

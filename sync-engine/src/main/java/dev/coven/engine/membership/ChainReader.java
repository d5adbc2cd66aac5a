package dev.coven.engine.membership;

import dev.coven.engine.document.BadSignatureException;
import dev.coven.engine.document.DocumentKind;
import dev.coven.engine.document.MalformedDocumentException;
import dev.coven.engine.document.MembershipEntry;
import dev.coven.engine.document.SignatureSchemes;
import dev.coven.engine.document.SignedDocument;
import dev.coven.engine.layout.IndexEntry;
import dev.coven.engine.layout.StoreLayout;
import dev.coven.spi.storage.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Opens the entries one by one: form, signature, and that each lies at its author's path. */
final class ChainReader {
    private final String libraryId;
    private final SignatureSchemes schemes;

    ChainReader(String libraryId, SignatureSchemes schemes) {
        this.libraryId = libraryId;
        this.schemes = schemes;
    }

    /** The entries in causal order. */
    List<ChainEntry> read(Map<ObjectKey, byte[]> entries) throws MembershipException {
        List<ChainEntry> chain = new ArrayList<>();
        for (Map.Entry<ObjectKey, byte[]> object : entries.entrySet()) {
            chain.add(open(object.getKey(), object.getValue()));
        }
        chain.sort(ChainEntry.CAUSAL);
        return chain;
    }

    private ChainEntry open(ObjectKey key, byte[] bytes) throws MembershipException {
        if (!(StoreLayout.parse(key) instanceof IndexEntry.Member path)) {
            throw new MembershipException(
                    "membership entry " + key + " is not valid: the path is not one of index/members/{author}/{n}");
        }
        try {
            MembershipEntry entry = MembershipEntry.open(bytes, libraryId, schemes);
            String hash = SignedDocument.parse(DocumentKind.MEMBER, bytes).hash();
            ChainEntry opened = new ChainEntry(key, path.author(), path.n(), hash, entry);
            if (!entry.authorId().equals(path.author())) {
                throw opened.refused("its author is member " + entry.authorId());
            }
            return opened;
        } catch (MalformedDocumentException | BadSignatureException e) {
            throw new MembershipException("membership entry " + key + " is not valid: " + e.getMessage(), e);
        }
    }
}

package dev.coven.engine.index;

import dev.coven.engine.document.LibraryDocument;
import dev.coven.engine.document.SchemaDocument;
import dev.coven.engine.membership.MembershipChain;
import java.util.Map;
import java.util.Optional;

/**
 * The index as a whole, verified.
 *
 * @param library the founder's document
 * @param chain the members
 * @param schema the newest schema document that an owner signed, if there is one
 * @param heads the head of every device, by device id
 */
public record StoreIndex(
        LibraryDocument library, MembershipChain chain, Optional<SchemaDocument> schema, Map<String, Head> heads) {
    /** Copies the heads. */
    public StoreIndex {
        heads = Map.copyOf(heads);
    }
}

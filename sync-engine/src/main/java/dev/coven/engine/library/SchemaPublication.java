package dev.coven.engine.library;

import dev.coven.engine.crypto.Sha256;
import dev.coven.engine.document.Author;
import dev.coven.engine.document.ForeignKeys;
import dev.coven.engine.document.SchemaDocument;
import dev.coven.engine.document.TableSpec;
import dev.coven.engine.schema.SyncedTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** Puts the host's schema into the document that joining devices make their database from. */
final class SchemaPublication {
    private final String libraryId;
    private final Author author;

    SchemaPublication(String libraryId, Author author) {
        this.libraryId = libraryId;
        this.author = author;
    }

    /** The synced tables with the policy of each. */
    List<TableSpec> specs(List<SyncedTable> synced, UnaryOperator<String> policyOfTable) {
        List<TableSpec> specs = new ArrayList<>();
        for (SyncedTable table : synced) {
            specs.add(new TableSpec(table.name(), policyOfTable.apply(table.name()), table.formerNames()));
        }
        return specs;
    }

    /** The signed document. */
    byte[] document(long schemaVersion, String foreignKeys, List<TableSpec> specs, List<String> ddl) {
        return new SchemaDocument(
                        libraryId,
                        author.schemeId(),
                        author.key(),
                        schemaVersion,
                        0,
                        ForeignKeys.valueOf(foreignKeys),
                        specs,
                        ddl)
                .encode(author);
    }

    /** A short text that differs when what a document would say differs. */
    static String digest(long schemaVersion, List<TableSpec> specs, List<String> ddl) {
        String all = schemaVersion + "\n" + specs + "\n" + String.join("\n", ddl);
        return HexFormat.of().formatHex(Sha256.digest().digest(all.getBytes(StandardCharsets.UTF_8)));
    }
}

package dev.coven.engine.document;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.coven.engine.schema.SqlNames;
import dev.coven.engine.schema.SyncedTable;
import dev.coven.spi.signature.PublicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One version of a library's schema: what is synced and how it merges. Signed by an owner.
 *
 * @param libraryId the library
 * @param schemeId the author's signature scheme
 * @param author the author's public key
 * @param schemaVersion the host's number of this version: 0 or more, within SQLite's 32 bits for it
 * @param minimumSchemaVersion what a device must have at least to take part, at most {@code schemaVersion}
 * @param foreignKeys whether hosts enforce foreign keys
 * @param syncedTables the synced tables in declaration order, at least one, each once (names differ by more than case)
 * @param ddl the statements that make them, in creation order
 */
public record SchemaDocument(
        String libraryId,
        String schemeId,
        PublicKey author,
        long schemaVersion,
        long minimumSchemaVersion,
        ForeignKeys foreignKeys,
        List<TableSpec> syncedTables,
        List<String> ddl) {
    /** The most synced tables. */
    public static final int MAX_TABLES = 1000;
    /** The most statements. */
    public static final int MAX_STATEMENTS = 10_000;
    /** The longest statement. */
    public static final int MAX_STATEMENT_CHARS = 200_000;

    /** Validates every field; throws {@link IllegalArgumentException} with its name. */
    public SchemaDocument {
        HexId.LIBRARY.require("library", libraryId);
        FieldRules.pluginId("scheme", schemeId);
        FieldRules.range("schemaVersion", schemaVersion, 0, Integer.MAX_VALUE);
        FieldRules.range("minimumSchemaVersion", minimumSchemaVersion, 0, schemaVersion);
        FieldRules.count("tables", syncedTables.size(), MAX_TABLES);
        if (syncedTables.isEmpty()) {
            throw new IllegalArgumentException("tables is empty: a schema syncs something");
        }
        FieldRules.count("ddl", ddl.size(), MAX_STATEMENTS);
        syncedTables = List.copyOf(syncedTables);
        ddl = List.copyOf(ddl);
        requireDistinct(syncedTables);
        ddl.forEach(statement -> FieldRules.text("ddl", statement, MAX_STATEMENT_CHARS));
    }

    /** The member id of the author. */
    public String authorId() {
        return Fingerprints.memberId(schemeId, author);
    }

    /** Signs; throws {@link IllegalArgumentException} unless the author is the one named, or when it grows too long. */
    public byte[] encode(Author by) {
        by.requireIs(schemeId, author);
        JsonArray tables = new JsonArray();
        for (TableSpec table : syncedTables) {
            JsonObject spec = new JsonObject();
            spec.addProperty("name", table.name());
            spec.addProperty("policy", table.policyId());
            if (!table.formerNames().isEmpty()) {
                JsonArray names = new JsonArray();
                table.formerNames().forEach(names::add);
                spec.add("formerNames", names);
            }
            tables.add(spec);
        }
        JsonArray statements = new JsonArray();
        ddl.forEach(statements::add);
        JsonObject body = new JsonObject();
        body.addProperty("library", libraryId);
        body.addProperty("schemaVersion", schemaVersion);
        body.addProperty("minimumSchemaVersion", minimumSchemaVersion);
        body.addProperty("foreignKeys", foreignKeys.name());
        body.add("tables", tables);
        body.add("ddl", statements);
        return SignedDocument.sign(DocumentKind.SCHEMA, body, by);
    }

    /**
     * The verified document. That its author is an owner, and that its version is the one of its path, is the caller's to
     * check.
     *
     * @throws MalformedDocumentException when the bytes are not one of this library
     * @throws BadSignatureException when the signature is not the author's
     */
    public static SchemaDocument open(byte[] bytes, String libraryId, SignatureSchemes schemes)
            throws MalformedDocumentException, BadSignatureException {
        return SignedDocument.open(DocumentKind.SCHEMA, bytes, libraryId, schemes, SchemaDocument::decode);
    }

    private static SchemaDocument decode(SignedDocument document) throws MalformedDocumentException {
        JsonFields fields = document.fields();
        List<TableSpec> tables = new ArrayList<>();
        for (JsonFields table : fields.objects("tables", MAX_TABLES)) {
            List<String> formerNames =
                    table.has("formerNames") ? table.texts("formerNames", SyncedTable.MAX_FORMER_NAMES) : List.of();
            tables.add(new TableSpec(table.text("name"), table.text("policy"), formerNames));
        }
        return new SchemaDocument(
                document.libraryId(),
                document.schemeId(),
                document.author(),
                fields.number("schemaVersion"),
                fields.number("minimumSchemaVersion"),
                fields.choice("foreignKeys", ForeignKeys.class),
                tables,
                fields.texts("ddl", MAX_STATEMENTS));
    }

    private static void requireDistinct(List<TableSpec> tables) {
        Set<String> names = new HashSet<>();
        for (TableSpec table : tables) {
            if (!names.add(SqlNames.fold(table.name()))) {
                throw new IllegalArgumentException("tables has " + FieldRules.quoted(table.name()) + " twice");
            }
        }
    }
}

package dev.coven.engine.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coven.engine.document.Member.Role;
import dev.coven.engine.schema.SyncedTable;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedDocumentsTest {
    private static final Author EVE = FakeSchemes.author("Eve");

    @ParameterizedTest
    @EnumSource
    void opened_encoded_isTheSame(DocumentKind kind) throws Exception {
        Object expected = switch (kind) {
            case LIBRARY -> Documents.library();
            case SCHEMA -> Documents.schema();
            case HEAD -> Documents.head();
            case MEMBER -> Documents.adding();
        };

        assertThat(Documents.open(kind, Documents.encoded(kind))).isEqualTo(expected);
    }

    /** A head of an older version says nothing of its state. */
    @Test
    void head_withoutState_hasNone() throws Exception {
        byte[] older = Documents.changed(
                DocumentKind.HEAD, Documents.encoded(DocumentKind.HEAD), body -> body.remove("state"));

        assertThat(((HeadDocument) Documents.open(DocumentKind.HEAD, older)).state())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0000000000000000000000000000000g", "0000000000000000000000000000000A"})
    void head_withASumThatIsNone_isMalformed(String sum) {
        byte[] changed = Documents.changed(
                DocumentKind.HEAD,
                Documents.encoded(DocumentKind.HEAD),
                body -> body.getAsJsonObject("state").addProperty("sum", sum));

        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> Documents.open(DocumentKind.HEAD, changed))
                .withMessageContaining("state.sum");
    }

    @Test
    void foundingEntry_encodedAndOpened_isTheSame() throws Exception {
        MembershipEntry founding = Documents.founding();

        assertThat(Documents.open(DocumentKind.MEMBER, founding.encode(Documents.ADA)))
                .isEqualTo(founding);
    }

    @ParameterizedTest
    @EnumSource
    void open_withFieldsOfLaterVersion_ignoresThem(DocumentKind kind) throws Exception {
        byte[] bytes = Documents.encoded(kind);
        byte[] later = Documents.changed(kind, bytes, body -> body.add("later", new JsonArray()));

        assertThat(Documents.open(kind, later)).isEqualTo(Documents.open(kind, bytes));
    }

    @ParameterizedTest
    @EnumSource
    void open_anyFieldMissing_isMalformed(DocumentKind kind) {
        byte[] bytes = Documents.encoded(kind);
        for (String name : body(bytes).keySet()) {
            // The first three are read before a kind's own fields; a head of an older version has no state.
            if (List.of("scheme", "author", "library", "state").contains(name)) {
                continue;
            }
            byte[] without = Documents.changed(kind, bytes, body -> body.remove(name));
            assertThatExceptionOfType(MalformedDocumentException.class)
                    .as(name)
                    .isThrownBy(() -> Documents.open(kind, without))
                    .withMessageContaining(name);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "LIBRARY | format | 2",
                "LIBRARY | baseline | -1",
                "HEAD | state | null",
                "HEAD | state | 1",
                "HEAD | state | {}",
                "HEAD | state | {\"schema\":\"ab\",\"sum\":\"00000000000000000000000000000000\"}",
                "LIBRARY | createdMillis | 10000000000000",
                "SCHEMA | schemaVersion | -1",
                "SCHEMA | schemaVersion | 1",
                "SCHEMA | minimumSchemaVersion | 4",
                "SCHEMA | minimumSchemaVersion | -1",
                "SCHEMA | foreignKeys | \"DEFERRED\"",
                "SCHEMA | tables | []",
                "SCHEMA | tables | {}",
                "SCHEMA | tables | [{\"name\":\"\",\"policy\":\"lww\"}]",
                "SCHEMA | tables | [{\"name\":\"a\",\"policy\":\"L\"}]",
                "SCHEMA | tables | [{\"name\":\"a\",\"policy\":\"lww\"},{\"name\":\"A\",\"policy\":\"lww\"}]",
                "SCHEMA | ddl | [1]",
                "HEAD | device | \"x\"",
                "HEAD | nonce | \"AAAA\"",
                "HEAD | deviceName | \"a\\nb\"",
                "HEAD | seq | -1",
                "HEAD | seq | 0",
                "HEAD | lastEnvelopeHash | \"\"",
                "HEAD | lastEnvelopeHash | \"ab\"",
                "HEAD | cursors | {\"x\":1}",
                "HEAD | cursors | {\"ffffffffffffffffffffffffffffffff\":-1}",
                "HEAD | lastSyncMillis | -1",
                "HEAD | clockHighWater | 9223372036854775807",
                "MEMBER | op | \"REMOVE\"",
                "MEMBER | op | \"ROLE\"",
                "MEMBER | op | \"FOUND\"",
                "MEMBER | subject | []",
                "MEMBER | timestamp | -5",
                "MEMBER | after | []",
                "MEMBER | after | [\"ab\"]",
                "MEMBER | epoch | 1",
                "MEMBER | epoch | 4294967296",
                "MEMBER | keyCommitment | \"ab\"",
            })
    void open_fieldOfImpossibleValue_isMalformed(DocumentKind kind, String field, String value) {
        JsonElement element = JsonParser.parseString(value);
        byte[] changed = Documents.changed(kind, Documents.encoded(kind), body -> body.add(field, element));

        assertThatExceptionOfType(MalformedDocumentException.class).isThrownBy(() -> Documents.open(kind, changed));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | \"\"",
                "scheme | \"Fake\"",
                "signingKey | \"\"",
                "encryptionKey | \"AAAA\"",
                "role | \"ADMIN\""
            })
    void open_subjectOfImpossibleValue_isMalformed(String field, String value) {
        byte[] changed = Documents.changed(
                DocumentKind.MEMBER,
                Documents.encoded(DocumentKind.MEMBER),
                body -> body.getAsJsonObject("subject").add(field, JsonParser.parseString(value)));

        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> Documents.open(DocumentKind.MEMBER, changed));
    }

    @ParameterizedTest
    @EnumSource
    void open_ofOtherLibrary_isMalformed(DocumentKind kind) {
        byte[] other =
                Documents.changed(kind, Documents.encoded(kind), body -> body.addProperty("library", "f".repeat(32)));

        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> Documents.open(kind, other))
                .withMessageContaining("library");
    }

    @Test
    void openHead_deviceOfOtherAuthor_isBadSignature() {
        byte[] stolen = Documents.changed(
                DocumentKind.HEAD,
                Documents.encoded(DocumentKind.HEAD),
                body -> body.addProperty("device", Documents.OTHER_DEVICE));

        assertThatExceptionOfType(BadSignatureException.class)
                .isThrownBy(() -> Documents.open(DocumentKind.HEAD, stolen))
                .withMessageContaining(Documents.OTHER_DEVICE);
    }

    @Test
    void encode_byOtherAuthor_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Documents.library().encode(EVE));
        assertThatIllegalArgumentException().isThrownBy(() -> Documents.schema().encode(EVE));
        assertThatIllegalArgumentException().isThrownBy(() -> Documents.head().encode(EVE));
        assertThatIllegalArgumentException().isThrownBy(() -> Documents.adding().encode(EVE));
    }

    @Test
    void cursors_atLimitAndPast_areTakenAndRefused() throws Exception {
        byte[] bytes = Documents.encoded(DocumentKind.HEAD);
        JsonObject cursors = new JsonObject();
        for (int i = 0; i < HeadDocument.MAX_CURSORS; i++) {
            cursors.addProperty("%032x".formatted(i), Long.MAX_VALUE);
        }
        byte[] most = Documents.changed(DocumentKind.HEAD, bytes, body -> body.add("cursors", cursors));
        assertThat(HeadDocument.open(most, Documents.LIBRARY, Documents.SCHEMES).cursors())
                .hasSize(HeadDocument.MAX_CURSORS);

        cursors.addProperty("f".repeat(32), 1);
        byte[] past = Documents.changed(DocumentKind.HEAD, bytes, body -> body.add("cursors", cursors));
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> Documents.open(DocumentKind.HEAD, past))
                .withMessageContaining("limit");
    }

    @Test
    void schemaLists_atLimitAndPast_areTakenAndRefused() throws Exception {
        JsonArray tables = new JsonArray();
        JsonArray ddl = new JsonArray();
        for (int i = 0; i < SchemaDocument.MAX_TABLES; i++) {
            tables.add(table("t" + i));
        }
        for (int i = 0; i < SchemaDocument.MAX_STATEMENTS; i++) {
            ddl.add("--" + i);
        }
        SchemaDocument most = SchemaDocument.open(schemaWith(tables, ddl), Documents.LIBRARY, Documents.SCHEMES);
        assertThat(most.syncedTables()).hasSize(SchemaDocument.MAX_TABLES);
        assertThat(most.ddl()).hasSize(SchemaDocument.MAX_STATEMENTS);

        JsonArray oneTableMore = tables.deepCopy();
        oneTableMore.add(table("more"));
        JsonArray oneStatementMore = ddl.deepCopy();
        oneStatementMore.add("--more");
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> Documents.open(DocumentKind.SCHEMA, schemaWith(oneTableMore, ddl)));
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> Documents.open(DocumentKind.SCHEMA, schemaWith(tables, oneStatementMore)));
    }

    @Test
    void schemaTexts_atLimitAndPast_areTakenAndRefused() throws Exception {
        JsonArray tables = new JsonArray();
        tables.add(table("n".repeat(TableSpec.MAX_NAME_CHARS)));
        JsonArray ddl = new JsonArray();
        ddl.add("-".repeat(SchemaDocument.MAX_STATEMENT_CHARS));
        assertThat(Documents.open(DocumentKind.SCHEMA, schemaWith(tables, ddl))).isNotNull();

        JsonArray longerName = new JsonArray();
        longerName.add(table("n".repeat(TableSpec.MAX_NAME_CHARS + 1)));
        JsonArray longerStatement = new JsonArray();
        longerStatement.add("-".repeat(SchemaDocument.MAX_STATEMENT_CHARS + 1));
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> Documents.open(DocumentKind.SCHEMA, schemaWith(longerName, ddl)));
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> Documents.open(DocumentKind.SCHEMA, schemaWith(tables, longerStatement)));
    }

    @Test
    void formerNames_atLimitAndPast_areTakenAndRefused() throws Exception {
        JsonArray most = new JsonArray();
        for (int i = 0; i < SyncedTable.MAX_FORMER_NAMES; i++) {
            most.add("former" + i);
        }
        JsonArray more = most.deepCopy();
        more.add("more");
        assertThat(SchemaDocument.open(schemaWithFormerNames(most), Documents.LIBRARY, Documents.SCHEMES)
                        .syncedTables()
                        .get(0)
                        .formerNames())
                .hasSize(SyncedTable.MAX_FORMER_NAMES);
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> Documents.open(DocumentKind.SCHEMA, schemaWithFormerNames(more)));
    }

    private static byte[] schemaWithFormerNames(JsonArray formerNames) {
        JsonObject table = table("t");
        table.add("formerNames", formerNames);
        JsonArray tables = new JsonArray();
        tables.add(table);
        return schemaWith(tables, new JsonArray());
    }

    /** As in SQLite, where only A to Z have two cases. */
    @Test
    void tableNames_thatDifferByTheCaseOfALetter_areOneFromAToZAlone() throws Exception {
        JsonArray two = new JsonArray();
        two.add(table("\u00e9t\u00e9"));
        two.add(table("\u00c9t\u00e9"));
        JsonArray one = new JsonArray();
        one.add(table("item"));
        one.add(table("Item"));
        assertThat(SchemaDocument.open(schemaWith(two, new JsonArray()), Documents.LIBRARY, Documents.SCHEMES)
                        .syncedTables())
                .hasSize(2);
        assertThatExceptionOfType(MalformedDocumentException.class)
                .isThrownBy(() -> Documents.open(DocumentKind.SCHEMA, schemaWith(one, new JsonArray())))
                .withMessageContaining("twice");
    }

    @Test
    void names_atLimitAndPast_areTakenAndRefused() {
        assertThat(FakeSchemes.member("n".repeat(Member.MAX_NAME_CHARS), Role.MEMBER))
                .isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FakeSchemes.member("n".repeat(Member.MAX_NAME_CHARS + 1), Role.MEMBER));
        byte[] most = headNamed("n".repeat(HeadDocument.MAX_NAME_CHARS));
        byte[] past = headNamed("n".repeat(HeadDocument.MAX_NAME_CHARS + 1));
        assertThat(catchMalformed(most)).isFalse();
        assertThat(catchMalformed(past)).isTrue();
    }

    @Test
    void after_atLimitAndPast_isTakenAndRefused() {
        List<String> most = hashes(MembershipEntry.MAX_AFTER);
        Member bob = FakeSchemes.member("Bob", Role.MEMBER);
        assertThat(MembershipEntry.add(Documents.LIBRARY, Documents.ADA, bob, 1, most)
                        .after())
                .hasSize(MembershipEntry.MAX_AFTER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MembershipEntry.add(
                        Documents.LIBRARY, Documents.ADA, bob, 1, hashes(MembershipEntry.MAX_AFTER + 1)));
    }

    @Test
    void after_namingAnEntryTwice_isRefused() {
        Member bob = FakeSchemes.member("Bob", Role.MEMBER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MembershipEntry.add(
                        Documents.LIBRARY, Documents.ADA, bob, 1, List.of(Documents.HASH, Documents.HASH)));
    }

    @Test
    void schemaVersion_beyondWhatADatabaseCanHold_isMalformed() {
        for (long version : new long[] {Integer.MAX_VALUE + 1L, Long.MAX_VALUE, -1}) {
            byte[] schema = Documents.changed(
                    DocumentKind.SCHEMA,
                    Documents.encoded(DocumentKind.SCHEMA),
                    body -> body.addProperty("schemaVersion", version));
            assertThatExceptionOfType(MalformedDocumentException.class)
                    .isThrownBy(() -> Documents.open(DocumentKind.SCHEMA, schema))
                    .withMessageContaining("schemaVersion");
        }
    }

    @Test
    void nonce_ofOtherLength_isRefused() {
        assertThat(new DeviceNonce(new byte[DeviceNonce.BYTES])).isEqualTo(new DeviceNonce(new byte[16]));
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceNonce(new byte[DeviceNonce.BYTES + 1]));
    }

    private static boolean catchMalformed(byte[] head) {
        try {
            Documents.open(DocumentKind.HEAD, head);
            return false;
        } catch (MalformedDocumentException e) {
            return true;
        } catch (BadSignatureException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] headNamed(String name) {
        return Documents.changed(
                DocumentKind.HEAD, Documents.encoded(DocumentKind.HEAD), body -> body.addProperty("deviceName", name));
    }

    private static byte[] schemaWith(JsonArray tables, JsonArray ddl) {
        return Documents.changed(DocumentKind.SCHEMA, Documents.encoded(DocumentKind.SCHEMA), body -> {
            body.add("tables", tables);
            body.add("ddl", ddl);
        });
    }

    private static JsonObject table(String name) {
        JsonObject table = new JsonObject();
        table.addProperty("name", name);
        table.addProperty("policy", "lww");
        return table;
    }

    private static List<String> hashes(int count) {
        return IntStream.range(0, count).mapToObj("%064x"::formatted).toList();
    }

    private static JsonObject body(byte[] document) {
        return JsonParser.parseString(Documents.json(document)).getAsJsonObject();
    }
}

package dev.coven.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.ChangesetInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesetCommandsTest {
    /** As SQLite 3.40 wrote it: UPDATE t SET n = 2 WHERE k = 'a' (n was 1), then DELETE of ('b', 3). */
    private static final byte[] CHANGESET = HexFormat.ofDelimiter(" ")
            .parseHex("54 02 01 00 74 00 "
                    + "17 00 03 01 61 01 00 00 00 00 00 00 00 01 00 01 00 00 00 00 00 00 00 02 "
                    + "09 00 03 01 62 01 00 00 00 00 00 00 00 03");

    @TempDir
    Path folder;

    private final CovenRun coven = new CovenRun();
    private final FakeLibrary library = coven.engine.library;
    private String database = "";

    @BeforeEach
    void createDatabase() throws SQLException {
        database = folder.resolve("music.db").toString();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE t (k TEXT PRIMARY KEY, n)");
        }
        library.export = CHANGESET;
        library.changesets = List.of(
                new ChangesetInfo(FakeLibrary.OTHER, 9, "1782900000001-00000-cc", 1, 40),
                new ChangesetInfo(FakeLibrary.THIS, 4, "1782900000000-00000-aa", 2, 50));
    }

    @Test
    void list_ofOneDevice_takesTheStartOfItsId() {
        assertThat(coven.run("changeset", "list", database, "--device", "cccc", "--json"))
                .isEqualTo(ExitCode.OK);
        assertThat(coven.out())
                .isEqualTo("[{\"device\":\"" + FakeLibrary.OTHER
                        + "\",\"seq\":9,\"timestamp\":\"1782900000001-00000-cc\",\"changes\":1,\"bytes\":40}]\n");
    }

    @Test
    void device_unknown_isRefused() {
        assertThat(coven.run("changeset", "list", database, "--device", "zzzz")).isEqualTo(ExitCode.FAILED);
        assertThat(coven.err()).contains("no device 'zzzz'");
    }

    @Test
    void show_withoutChoice_decodesThisDevicesNewest() {
        assertThat(coven.run("changeset", "show", database, "--json")).isEqualTo(ExitCode.OK);
        assertThat(library.asked).contains("export " + FakeLibrary.THIS + " 4");
        assertThat(coven.out())
                .isEqualTo("[{\"table\":\"t\",\"kind\":\"update\",\"key\":[\"a\"],"
                        + "\"before\":{\"k\":\"a\",\"n\":1},\"after\":{\"n\":2}},"
                        + "{\"table\":\"t\",\"kind\":\"delete\",\"key\":[\"b\"],\"before\":{\"k\":\"b\",\"n\":3}}]\n");
    }

    @Test
    void show_asText_namesTheChangedColumns() {
        coven.run("changeset", "show", database, "--device", "phone", "--seq", "9");

        assertThat(coven.out()).isEqualTo("update t 'a'\n    n = 2  (was 1)\ndelete t 'b'\n    n = 3\n");
    }

    @Test
    void show_tableOfAnotherWidth_numbersTheColumns() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("ALTER TABLE t ADD COLUMN extra");
        }

        coven.run("changeset", "show", database);

        assertThat(coven.out()).contains("column2 = 2");
    }

    @Test
    void show_malformed_failsWithTheOffset() {
        library.export = new byte[] {'T', 2, 1, 0, 't', 0, 99};

        assertThat(coven.run("changeset", "show", database)).isEqualTo(ExitCode.FAILED);
        assertThat(coven.err()).contains("cannot be decoded").hasLineCount(1);
    }

    @Test
    void export_toStdout_isTheRawBytes() {
        assertThat(coven.run("changeset", "export", database, "--seq", "4")).isEqualTo(ExitCode.OK);
        assertThat(coven.outBytes()).isEqualTo(CHANGESET);
    }

    @Test
    void export_toAFile_replacesItAndLeavesNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("out.changeset"), "older");

        assertThat(coven.run("changeset", "export", database, "--out", file.toString(), "--json"))
                .isEqualTo(ExitCode.OK);
        assertThat(file).hasBinaryContent(CHANGESET);
        assertThat(coven.object().get("bytes").getAsInt()).isEqualTo(CHANGESET.length);
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .containsExactlyInAnyOrder("music.db", "out.changeset");
        }
    }

    @Test
    void export_jsonToStdout_isAUsageError() {
        assertThat(coven.run("changeset", "export", database, "--json")).isEqualTo(ExitCode.USAGE);
    }
}

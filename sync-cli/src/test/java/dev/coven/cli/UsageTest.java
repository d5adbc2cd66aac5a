package dev.coven.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.SyncException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @TempDir
    Path folder;

    private final CovenRun coven = new CovenRun();

    private String database() throws IOException {
        return Files.createFile(folder.resolve("music.db")).toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "sync",
                "sync a.db b.db",
                "sync a.db --push-only --pull-only",
                "init a.db",
                "init a.db --store ",
                "init a.db --store s --policy person",
                "init a.db --store s --policy person=",
                "init a.db --store s --policy =lww",
                "init a.db --store s --device-name ",
                "join a.db INVITE --device-name ",
                "join a.db INVITE --store ",
                "identity --name ",
                "invite a.db CODE --role guest",
                "log a.db --limit 0",
                "changeset",
                "changeset show a.db --seq one",
                "conflicts a.db restore",
                "certify",
                "certify --plugin file",
                "certify --plugin file --config f.conf --jar other.jar",
                "certify --plugin file --config f.conf --kind stores",
                "certify --plugin file --config f.conf --level hasty",
                "certify --verify c.json --level soak",
                "certify --verify c.json --config f.conf",
                "certify --verify c.json --kind storage",
                "certify --verify c.json --seed 1",
                "certify --verify c.json --out here",
                "certify --plugin file --verify c.json",
                "status --colour"
            })
    void commandLine_wrong_exitsTwoWithOneLine(String line) {
        int code = coven.run(line.isEmpty() ? new String[0] : line.split(" ", -1));

        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(coven.err()).startsWith("coven: ").hasLineCount(1);
        assertThat(coven.out()).isEmpty();
    }

    @Test
    void policy_withoutTable_isAnsweredWithTheFormToUse() {
        coven.run("init", "a.db", "--store", "s", "--policy", "person");

        assertThat(coven.err()).contains("'person' is not TABLE=POLICY, such as albums=lww-row");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Table 'a' has no key.|table 'a' has no key",
                "SQLite says no.|SQLite says no",
                "Music.db is locked|Music.db is locked",
                "A key is missing|a key is missing",
                "wait ...|wait ..."
            })
    void failure_ofTheEngine_isAFragmentInLowerCase(String said, String shown) throws IOException {
        coven.engine.failure = Optional.of(new SyncException(SyncException.Kind.REFUSED, said));

        coven.run("sync", database());

        assertThat(coven.err()).isEqualTo("coven: " + shown + "\n");
    }

    @Test
    void help_ofStatus_explainsItsColumns() {
        coven.run("status", "--help");

        assertThat(coven.out()).contains("HERE is how far this");
    }

    @Test
    void help_ofInit_namesTheStoresThatAreThere() {
        coven.run("init", "--help");

        assertThat(coven.out()).contains("file:///path").contains("s3://").contains("gs://");
    }

    @Test
    void command_misspelt_isAnsweredWithTheNearestOne() {
        coven.run("stauts", "a.db");

        assertThat(coven.err())
                .isEqualTo("coven: there is no 'stauts' here; did you mean status? (coven --help shows how)\n");
    }

    @Test
    void commandLine_wrongWithJson_alsoGivesAnObject() {
        assertThat(coven.run("--json", "sync")).isEqualTo(ExitCode.USAGE);
        assertThat(coven.object().getAsJsonObject("error").get("kind").getAsString())
                .isEqualTo("usage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json plugins", "plugins --json"})
    void json_beforeOrAfterTheCommand_isTheSame(String line) {
        assertThat(coven.run(line.split(" "))).isEqualTo(ExitCode.OK);
        assertThat(coven.array().get(0).getAsJsonObject().get("id").getAsString())
                .isEqualTo("file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "sync --help", "changeset --help", "changeset show -h", "--version"})
    void help_asked_goesToStdout(String line) {
        assertThat(coven.run(line.split(" "))).isEqualTo(ExitCode.OK);
        assertThat(coven.out()).contains("coven");
        assertThat(coven.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"status", "sync", "log", "parked", "conflicts", "members", "watch", "doctor"})
    void database_missing_saysSo(String command) {
        String path = folder.resolve("nothere.db").toString();

        assertThat(coven.run(command, path)).isEqualTo(ExitCode.FAILED);
        assertThat(coven.err()).isEqualTo("coven: there is no database at " + path + "\n");
    }

    @Test
    void database_aDirectory_saysSo() {
        assertThat(coven.run("status", folder.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(coven.err()).contains("is a directory");
    }

    @Test
    void failure_ofTheEngine_isOneLineAndAnObject() throws IOException {
        String database = database();
        coven.engine.failure =
                Optional.of(new SyncException(SyncException.Kind.SCHEMA_TOO_OLD, "schema 1\n  is too old"));

        assertThat(coven.run("sync", database, "--json")).isEqualTo(ExitCode.FAILED);
        assertThat(coven.err()).isEqualTo("coven: schema 1 is too old\n");
        assertThat(coven.object()).isEqualTo(JsonForm.error("schema-too-old", "schema 1 is too old"));
    }

    @Test
    void failure_unexpected_showsATraceOnlyWhenDebugging() throws IOException {
        String database = database();
        coven.engine.failure = Optional.of(new IllegalStateException("lost count"));

        assertThat(coven.run("sync", database)).isEqualTo(ExitCode.FAILED);
        assertThat(coven.err()).contains("lost count").contains("COVEN_DEBUG=1").hasLineCount(1);

        coven.environment.put("COVEN_DEBUG", "1");
        coven.run("sync", database);
        assertThat(coven.err()).contains("\tat dev.coven");
    }

    @Test
    void home_inTheEnvironment_becomesASetting() {
        coven.environment.put("COVEN_HOME", "/somewhere/else");
        coven.run("identity");

        assertThat(coven.configs.get(0).getString("coven.home")).isEqualTo("/somewhere/else");
    }

    @Test
    void home_absent_isLeftToTheEngine() {
        coven.run("identity");

        assertThat(coven.configs.get(0).getString("coven.home")).isEmpty();
    }

    @Test
    void stdout_brokenPipe_isQuiet() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        int code = coven.runTo(new PrintStream(gone, false, StandardCharsets.UTF_8), "plugins");

        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(coven.err()).isEmpty();
    }
}

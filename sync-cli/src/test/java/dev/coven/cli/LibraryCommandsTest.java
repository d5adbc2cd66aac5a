package dev.coven.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.ChangesetInfo;
import dev.coven.engine.Checkup;
import dev.coven.engine.Conflict;
import dev.coven.engine.DeviceStatus;
import dev.coven.engine.HeldDevice;
import dev.coven.engine.HeldReason;
import dev.coven.engine.InitOptions;
import dev.coven.engine.MemberInfo;
import dev.coven.engine.MemberRole;
import dev.coven.engine.ParkedRow;
import dev.coven.engine.PullResult;
import dev.coven.engine.PushResult;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncResult;
import dev.coven.engine.SyncStatus;
import dev.coven.spi.row.SqlValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryCommandsTest {
    private static final HeldDevice HELD =
            new HeldDevice(FakeLibrary.OTHER, 5, HeldReason.NEWER_SCHEMA, "schema 3 is newer than 2");

    @TempDir
    Path folder;

    private final CovenRun coven = new CovenRun();
    private final FakeLibrary library = coven.engine.library;
    private String database = "";

    @BeforeEach
    void createDatabase() throws IOException {
        database = Files.createFile(folder.resolve("music.db")).toString();
    }

    @Test
    void init_allOptions_reachTheEngine() {
        int code = coven.run(
                "init",
                database,
                "--store=s3://bucket/music?region=eu-north-1",
                "--tables=albums,artists",
                "--allow-integer-keys",
                "--foreign-keys=ignore",
                "--policy=albums=lww-row",
                "--policy=artists=lww",
                "--json");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(coven.engine.initialised)
                .contains(new InitOptions(
                        URI.create("s3://bucket/music?region=eu-north-1"),
                        List.of("albums", "artists"),
                        InitOptions.IntegerKeys.ALLOW,
                        InitOptions.ForeignKeys.IGNORE,
                        Map.of("albums", "lww-row", "artists", "lww")));
        assertThat(coven.out())
                .isEqualTo("{\"libraryId\":\"lib-1\",\"deviceId\":\"" + FakeLibrary.THIS
                        + "\",\"tables\":[\"albums\"],\"hostTriggers\":[{\"name\":\"count_albums\","
                        + "\"table\":\"albums\",\"duringMerge\":\"runs\"}]}\n");
    }

    @Test
    void init_bareFolderAsStore_becomesAFileUrl() throws IOException {
        Path store = Files.createDirectory(folder.resolve("my store"));

        coven.run("init", database, "--store", store.toString());

        assertThat(coven.engine.initialised.map(InitOptions::store).map(Path::of))
                .contains(store);
        assertThat(coven.engine.initialised.map(InitOptions::store).map(URI::toString))
                .hasValueSatisfying(
                        url -> assertThat(url).startsWith("file:///").endsWith("my%20store"));
    }

    @Test
    void identityAndInvite_asText_printTheBareCode() {
        assertThat(coven.run("identity")).isZero();
        assertThat(coven.out()).isEqualTo("member-code-1\n");
        assertThat(coven.run("invite", database, "CODE", "--role", "owner")).isZero();
        assertThat(coven.out()).isEqualTo("invite-1\n");
        assertThat(library.asked).containsExactly("invite CODE OWNER", "close");
    }

    @Test
    void join_newFile_needsNoExistingDatabase() {
        String fresh = folder.resolve("fresh.db").toString();

        assertThat(coven.run("join", fresh, "INVITE")).isZero();
        assertThat(coven.engine.joined).contains(fresh + " INVITE");
        assertThat(coven.out()).contains("lib-1").contains("albums");
    }

    @Test
    void join_storeElsewhere_reachesTheEngineAsAUrl() {
        String fresh = folder.resolve("fresh.db").toString();
        String mounted = folder.resolve("mounted").toString();

        assertThat(coven.run("join", fresh, "INVITE", "--store", mounted)).isZero();
        assertThat(coven.engine.joined).contains(fresh + " INVITE at file://" + mounted);
    }

    @Test
    void members_json_hasAllNames() {
        library.members = List.of(new MemberInfo("m1", "Ada", MemberRole.OWNER, "ed25519"));

        coven.run("members", database, "--json");

        assertThat(coven.out())
                .isEqualTo("[{\"memberId\":\"m1\",\"name\":\"Ada\",\"role\":\"owner\",\"scheme\":\"ed25519\"}]\n");
    }

    @Test
    void sync_nothingWaits_exitsZero() {
        library.result =
                new SyncResult(Optional.of(FakeLibrary.pull(2, 0)), Optional.of(new PushResult(1, Optional.empty())));

        assertThat(coven.run("sync", database)).isEqualTo(ExitCode.OK);
        assertThat(coven.out()).isEqualTo("pulled 2 changesets from 1 device (2 rows changed), pushed 1 changeset\n");
        assertThat(library.asked).containsExactly("sync BOTH", "close");
    }

    @Test
    void sync_deviceHeld_exitsThreeAndNamesTheReason() {
        PullResult pull = new PullResult(0, 0, List.of(HELD), 1, 0, 0, 0, 0, 0, Map.of());
        library.result = new SyncResult(Optional.of(pull), Optional.of(new PushResult(1, Optional.of("old-device"))));

        assertThat(coven.run("sync", database, "--json")).isEqualTo(ExitCode.WAITING);
        assertThat(coven.out())
                .isEqualTo("{\"pushed\":1,\"changesetsApplied\":0,\"devicesPulled\":0,\"held\":[{\"deviceId\":\""
                        + FakeLibrary.OTHER
                        + "\",\"seq\":5,\"reason\":\"newer-schema\",\"detail\":\"schema 3 is newer than 2\"}],"
                        + "\"skippedSchema\":1,\"blobsFetched\":0,\"blobsFailed\":0,\"pendingBlobs\":0,\"rowsParked\":0,\"rowsChanged\":0,"
                        + "\"replacedDeviceId\":\"old-device\"}\n");
        assertThat(coven.run("sync", database)).isEqualTo(ExitCode.WAITING);
        assertThat(coven.out()).contains("waits at changeset 5: newer-schema").contains("nothing is lost");
    }

    @Test
    void sync_oneHalf_asksForThatHalf() {
        coven.run("sync", database, "--pull-only");
        coven.run("sync", database, "--push-only");

        assertThat(library.asked).containsExactly("sync PULL_ONLY", "close", "sync PUSH_ONLY", "close");
    }

    @Test
    void status_inStep_exitsZeroOnOneScreen() {
        assertThat(coven.run("status", database)).isEqualTo(ExitCode.OK);
        assertThat(coven.out())
                .contains("  device   " + FakeLibrary.THIS + "  laptop\n")
                .contains("aaaa1111 *  laptop")
                .contains("2026-07-01 10:00:00")
                .contains("nothing waits");
    }

    @Test
    void status_heldDevice_exitsThreeWithTheReason() {
        DeviceStatus held =
                new DeviceStatus(FakeLibrary.OTHER, "phone", "member-2", 5, 4, Optional.empty(), Optional.of(HELD));
        library.status = FakeLibrary.status(0, List.of(FakeLibrary.device(FakeLibrary.THIS, "laptop"), held));

        assertThat(coven.run("status", database, "--json")).isEqualTo(ExitCode.WAITING);
        var devices = coven.object().getAsJsonArray("devices");
        assertThat(devices.get(0).getAsJsonObject().has("held")).isFalse();
        assertThat(devices.get(1).getAsJsonObject().get("lastSync").isJsonNull())
                .isTrue();
        assertThat(devices.get(1).getAsJsonObject().get("held"))
                .hasToString("{\"seq\":5,\"reason\":\"newer-schema\",\"detail\":\"schema 3 is newer than 2\"}");
        assertThat(coven.object().keySet())
                .containsExactly(
                        "libraryId",
                        "deviceId",
                        "memberId",
                        "store",
                        "devices",
                        "warnings",
                        "diverged",
                        "outbox",
                        "uncaptured",
                        "parked",
                        "conflicts",
                        "pendingBlobs",
                        "tables");
    }

    @Test
    void status_parkedRows_exitsThree() {
        library.status = FakeLibrary.status(2, List.of());

        assertThat(coven.run("status", database)).isEqualTo(ExitCode.WAITING);
        assertThat(coven.out()).contains("2 rows kept out by a constraint");
    }

    @Test
    void status_hostileName_cannotSteerTheTerminal() {
        library.status = FakeLibrary.status(0, List.of(FakeLibrary.device(FakeLibrary.OTHER, "\u001b[2Jphone\n")));

        coven.run("status", database);

        assertThat(coven.out()).doesNotContain("\u001b").contains("\uFFFD[2Jphone\uFFFD");
    }

    @Test
    void parked_rows_exitThreeWithValuesAndReasons() {
        library.parked = List.of(new ParkedRow(
                "albums",
                List.of(SqlValue.text("train")),
                Map.of("title", SqlValue.text("Blue Train")),
                List.of("its artist is missing")));

        assertThat(coven.run("parked", database, "--json")).isEqualTo(ExitCode.WAITING);
        assertThat(coven.out())
                .isEqualTo("[{\"table\":\"albums\",\"key\":[\"train\"],\"values\":{\"title\":\"Blue Train\"},"
                        + "\"reasons\":[\"its artist is missing\"]}]\n");
    }

    @Test
    void parked_none_exitsZero() {
        assertThat(coven.run("parked", database, "--json")).isEqualTo(ExitCode.OK);
        assertThat(coven.out()).isEqualTo("[]\n");
    }

    @Test
    void conflicts_json_hasBothValuesAndStamps() {
        library.conflicts = List.of(conflict());

        assertThat(coven.run("conflicts", database, "--json")).isEqualTo(ExitCode.OK);
        assertThat(coven.array().get(0).getAsJsonObject().keySet())
                .containsExactly(
                        "number", "table", "key", "column", "kept", "keptStamp", "lost", "lostStamp", "noticed");
    }

    @Test
    void conflicts_restore_writesThatOneBack() {
        library.conflicts = List.of(conflict());

        assertThat(coven.run("conflicts", database, "restore", "7")).isEqualTo(ExitCode.OK);
        assertThat(coven.out()).isEqualTo("restored albums 'train': rating = 3\n");
        assertThat(coven.run("conflicts", database, "restore", "8", "--json")).isEqualTo(ExitCode.FAILED);
        assertThat(coven.object().has("error")).isTrue();
    }

    @Test
    void doctor_soundCopy_exitsZero() {
        library.checkup =
                new Checkup("f", List.of(new Checkup.Finding("file", Checkup.Condition.SOUND, "it is whole", "")));

        assertThat(coven.run("doctor", database)).isEqualTo(ExitCode.OK);
        assertThat(coven.out()).isEqualTo("ok       file: it is whole\n");
    }

    @Test
    void doctor_store_isTriedOutWithoutADatabase() {
        coven.engine.probeFindings =
                List.of(new Checkup.Finding("create", Checkup.Condition.FAILED, "it overwrites", "Use another one."));

        assertThat(coven.run("doctor", "--store", "s3://bucket/prefix")).isEqualTo(ExitCode.FAILED);
        assertThat(coven.engine.probed).contains(URI.create("s3://bucket/prefix"));
        assertThat(coven.out()).contains("FAILED").contains("it overwrites").contains("Use another one.");
    }

    @Test
    void doctor_storeAndDatabase_isWrongUsage() {
        assertThat(coven.run("doctor", database, "--store", "s3://bucket/prefix"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void doctor_somethingWaits_exitsThreeWithTheRemedy() {
        library.checkup = new Checkup(
                "f",
                List.of(
                        new Checkup.Finding("file", Checkup.Condition.SOUND, "it is whole", ""),
                        new Checkup.Finding("parked", Checkup.Condition.WAITING, "2 rows are out", "list them")));

        assertThat(coven.run("doctor", database)).isEqualTo(ExitCode.WAITING);
        assertThat(coven.out()).contains("waiting  parked: 2 rows are out\n         list them\n");
    }

    @Test
    void doctor_somethingIsWrong_exitsOne() {
        library.checkup = new Checkup(
                "f",
                List.of(
                        new Checkup.Finding("fingerprint", Checkup.Condition.FAILED, "it differs", "join anew"),
                        new Checkup.Finding("parked", Checkup.Condition.WAITING, "2 rows are out", "list them")));

        assertThat(coven.run("doctor", database, "--json")).isEqualTo(ExitCode.FAILED);
        assertThat(coven.object().get("worst").getAsString()).isEqualTo("failed");
        assertThat(coven.object().getAsJsonArray("findings").get(0))
                .hasToString("{\"subject\":\"fingerprint\",\"condition\":\"failed\",\"detail\":\"it differs\","
                        + "\"remedy\":\"join anew\"}");
    }

    private static Conflict conflict() {
        return new Conflict(
                7,
                "albums",
                List.of(SqlValue.text("train")),
                "rating",
                Optional.of(SqlValue.of(5)),
                "0001782900000000-00000-bb",
                SqlValue.of(3),
                "0001782890000000-00000-aa",
                Instant.parse("2026-07-01T10:00:00Z"));
    }

    @Test
    void log_changesets_areShownWithTimeAndDeviceName() {
        library.changesets = List.of(new ChangesetInfo(FakeLibrary.OTHER, 4, "1782900000000-00000-cccc", 3, 2048));

        assertThat(coven.run("log", database)).isEqualTo(ExitCode.OK);
        assertThat(coven.out()).contains("2026-07-01 10:00:00  cccc3333  phone    4        3  2.0 KiB");
    }

    @Test
    void watch_cycles_printOnlyThoseThatDidSomething() {
        library.background = listener -> {
            listener.cycleEnded(library.result);
            listener.cycleEnded(new SyncResult(Optional.of(FakeLibrary.pull(1, 0)), Optional.empty()));
            listener.statusChanged(offline(1));
            listener.statusChanged(offline(2));
        };

        assertThat(coven.run("watch", database, "--json")).isEqualTo(ExitCode.OK);
        assertThat(coven.out())
                .hasLineCount(2)
                .contains("\"changesetsApplied\":1")
                .contains("\"kind\":\"store\"")
                .contains("\"remedy\":\"check the network\"");
        assertThat(coven.err()).isEqualTo("coven: offline (check the network)\n");
        assertThat(library.asked).containsExactly("start", "close");
    }

    private static SyncStatus offline(long bytes) {
        return new SyncStatus(
                SyncStatus.Phase.OFFLINE,
                new SyncStatus.Progress(SyncStatus.Amount.NONE, SyncStatus.Amount.NONE, bytes),
                Optional.empty(),
                Optional.of(new SyncStatus.Failure(SyncException.Kind.STORE, "offline", "check the network")),
                Optional.empty());
    }

    @Test
    void progress_onATerminal_staysOnStderr() {
        coven.progress = Shell.Progress.SHOWN;

        assertThat(coven.run("sync", database, "--json")).isEqualTo(ExitCode.OK);
        assertThat(coven.object().has("pushed")).isTrue();
    }
}

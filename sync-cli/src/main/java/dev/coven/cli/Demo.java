package dev.coven.cli;

import com.google.gson.JsonObject;
import dev.coven.engine.InitOptions;
import dev.coven.engine.Library;
import dev.coven.engine.MemberRole;
import dev.coven.engine.SyncEngine;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The story of two people and one folder, with its outcome checked. */
final class Demo {
    private final Shell shell;
    private final Path store;
    private final Person ada;
    private final Person ben;
    private final List<Check> checks = new ArrayList<>();
    private CoverPicture cover = new CoverPicture("");

    /**
     * Somebody with an identity of their own and a copy of the music.
     *
     * @param name what others see
     * @param engine works with this person's keys
     * @param music this person's copy
     */
    private record Person(String name, SyncEngine engine, MusicDatabase music) {}

    /**
     * Something that must hold in the end.
     *
     * @param claim one sentence
     * @param holds whether it does
     */
    record Check(String claim, boolean holds) {
        JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("claim", claim);
            json.addProperty("holds", holds);
            return json;
        }
    }

    Demo(Shell shell, Path folder) throws SyncException, IOException {
        this.shell = shell;
        this.store = folder.resolve("store");
        this.ada = person("Ada", "laptop", folder.resolve("ada"));
        this.ben = person("Ben", "phone", folder.resolve("ben"));
    }

    private Person person(String name, String device, Path folder) throws SyncException, IOException {
        Files.createDirectories(folder);
        SyncEngine engine = shell.engine(Map.of(
                "coven.home",
                folder.resolve("coven-home").toString(),
                "coven.passphrase",
                "",
                "coven.identity.name",
                name,
                "coven.device.name",
                name + "'s " + device,
                "coven.blobs.plan",
                "content-addressed"));
        return new Person(name, engine, new MusicDatabase(folder.resolve("music.db")));
    }

    List<Check> play() throws SyncException, SQLException, IOException {
        shell.say("Two people, two devices, one folder as the store, no server.", "");
        found();
        join();
        edit();
        syncAll();
        show();
        check();
        return List.copyOf(checks);
    }

    private void found() throws SyncException, SQLException, IOException {
        ada.music().create();
        Files.createDirectories(store);
        URI url = StoreUrl.folder(store);
        ada.engine().init(ada.music().file(), InitOptions.of(url)).close();
        step(
                "1  Ada makes a library of her music database. Her tables stay as they are.",
                "coven init music.db --store " + url);
    }

    private void join() throws SyncException {
        String memberCode = ben.engine().memberCode();
        String inviteCode;
        try (Library library = ada.engine().open(ada.music().file())) {
            inviteCode = library.invite(memberCode, MemberRole.MEMBER);
        }
        ben.engine().join(ben.music().file(), inviteCode).close();
        step(
                "2  Ben sends her his member code, she answers with an invite. Neither is secret.",
                "coven identity                  " + start(memberCode),
                "coven invite music.db CODE      " + start(inviteCode),
                "coven join music.db INVITE");
    }

    private static String start(String code) {
        return code.length() <= 24 ? code : code.substring(0, 24) + "…";
    }

    private void edit() throws SQLException, IOException {
        shell.say("3  Both are offline and use plain SQL, in any program.");
        run(
                ada,
                "UPDATE albums SET rating = 5 WHERE id = 'train'",
                "INSERT INTO artists VALUES ('simone', 'Nina Simone')",
                "INSERT INTO albums VALUES ('pastel', 'simone', 'Pastel Blues', 1965, 5)");
        cover = new CoverPicture("a picture of Pastel Blues");
        cover.write(ada.music().file());
        run(ada, "INSERT INTO covers VALUES ('pastel', '" + cover.reference() + "')");
        shell.say("          (the picture is a file beside her database, named by its hash)");
        run(ben, "UPDATE albums SET year = 1958 WHERE id = 'train'", "DELETE FROM albums WHERE id = 'kind'");
        shell.say("");
    }

    private void run(Person person, String... statements) throws SQLException {
        person.music().run(statements);
        for (String sql : statements) {
            shell.say("     " + person.name() + "  " + sql);
        }
    }

    private void syncAll() throws SyncException {
        shell.say("4  Both come online.");
        for (Person person : List.of(ada, ben, ada)) {
            try (Library library = person.engine().open(person.music().file())) {
                SyncResult result = library.sync();
                shell.say("     " + person.name() + "  coven sync music.db      " + SyncText.summary(result));
                if (result.isWaiting()) {
                    checks.add(new Check("nothing waits after " + person.name() + "'s sync", false));
                }
            }
        }
        shell.say("");
    }

    private void show() throws SQLException {
        for (Person person : List.of(ada, ben)) {
            shell.say("   " + person.name() + "'s albums");
            person.music().albums().forEach(line -> shell.say("   " + line));
        }
        shell.say("");
    }

    private void check() throws SQLException, IOException {
        shell.say("5  What must hold:");
        Map<String, List<String>> left = ada.music().content("artists", "albums");
        Map<String, List<String>> right = ben.music().content("artists", "albums");
        for (String table : left.keySet()) {
            verify(table + " are equal on both sides", left.get(table).equals(right.get(table)));
        }
        List<String> albums = left.getOrDefault("albums", List.of());
        verify("both edits of Blue Train survived", albums.contains("'train', 'coltrane', 'Blue Train', 1958, 5"));
        verify("the new album is there", albums.stream().anyMatch(row -> row.startsWith("'pastel'")));
        verify("the deleted album is gone", albums.stream().noneMatch(row -> row.startsWith("'kind'")));
        verify(
                "the picture that Ada added is at Ben's, byte for byte",
                cover.isAt(ben.music().file()));
        List<Path> files = files();
        verify(
                "no title can be read in the store's " + Display.count(files.size(), "file"),
                !files.isEmpty()
                        && PlainText.filesWith(MusicDatabase.TITLES, files).isEmpty());
        shell.say("");
        shell.say(checks.stream().allMatch(Check::holds) ? "equal" : "NOT equal, or not as it should be");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(store)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    private void verify(String claim, boolean holds) {
        checks.add(new Check(claim, holds));
        shell.say("     " + (holds ? "yes" : "NO ") + "  " + claim);
    }

    private void step(String sentence, String... commands) {
        shell.say(sentence);
        for (String command : commands) {
            shell.say("     " + command);
        }
        shell.say("");
    }
}

package dev.coven.examples.photos;

import com.typesafe.config.ConfigFactory;
import dev.coven.engine.InitOptions;
import dev.coven.engine.Library;
import dev.coven.engine.MemberRole;
import dev.coven.engine.SyncEngine;
import dev.coven.engine.SyncException;
import dev.coven.engine.SyncResult;
import dev.coven.engine.wiring.SyncEngines;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One person's photos: a folder of pictures and a database that says what they show, in step with everybody's who is in the same
 * library.
 *
 * <p>The application knows two rules. A picture is in the folder before the row that names it, and a picture that is edited gets a new
 * id. All else is the engine's work.
 */
public final class PhotoLibrary {
    private static final String PLAN = "photo-library";

    private final Path pictures;
    private final SyncEngine engine;
    private final Path database;

    /**
     * The photos of a person.
     *
     * @param name what others see
     * @param folder where everything of this person is kept
     */
    public PhotoLibrary(String name, Path folder) throws SyncException, IOException {
        Files.createDirectories(folder);
        this.pictures = folder.resolve("pictures");
        this.database = folder.resolve("photos.db");
        this.engine = SyncEngines.create(ConfigFactory.parseMap(Map.of(
                        "coven.home",
                        folder.resolve("keys").toString(),
                        "coven.identity.name",
                        name,
                        "coven.device.name",
                        name + "'s computer",
                        "coven.blobs.plan",
                        PLAN,
                        "coven.blobs.folder",
                        pictures.toString()))
                .withFallback(ConfigFactory.load()));
    }

    /** Begins a library that others can join. */
    public void found(URI store) throws SQLException, SyncException {
        try (Connection connection = connect();
                PreparedStatement create = connection.prepareStatement("""
                        CREATE TABLE photos(
                          id TEXT PRIMARY KEY,
                          blob_id TEXT NOT NULL,
                          file_name TEXT NOT NULL,
                          caption TEXT NOT NULL)""")) {
            create.execute();
        }
        engine.init(database, InitOptions.of(store)).close();
    }

    /** What this person sends to somebody in the library, to be invited. */
    public String memberCode() throws SyncException {
        return engine.memberCode();
    }

    /** Lets the owner of a member code join; gives the invite to send back. */
    public String invite(String memberCode) throws SyncException {
        try (Library library = engine.open(database)) {
            return library.invite(memberCode, MemberRole.MEMBER);
        }
    }

    /** Joins the library of an invite. */
    public void join(String invite) throws SyncException {
        engine.join(database, invite).close();
    }

    /** Adds a picture: first the file, then the row. */
    public void add(Path picture, String caption) throws IOException, SQLException {
        String name = picture.getFileName().toString();
        copyIn(picture, name);
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO photos VALUES (?, ?, ?, ?)")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, UUID.randomUUID().toString());
            insert.setString(3, name);
            insert.setString(4, caption);
            insert.executeUpdate();
        }
    }

    /** Puts an edited picture in place of the one of its name: the same row, another blob. */
    public void replace(Path picture) throws IOException, SQLException {
        String name = picture.getFileName().toString();
        copyIn(picture, name);
        try (Connection connection = connect();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE photos SET blob_id = ? WHERE file_name = ?")) {
            update.setString(1, UUID.randomUUID().toString());
            update.setString(2, name);
            update.executeUpdate();
        }
    }

    private void copyIn(Path picture, String name) throws IOException {
        // The plan of this library keeps pictures in a folder of this name.
        Path folder = Files.createDirectories(pictures.resolve("photos"));
        Files.copy(picture, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Brings both sides in step: rows and pictures. */
    public SyncResult sync() throws SyncException {
        try (Library library = engine.open(database)) {
            return library.sync();
        }
    }

    /** Every photo: name, size of the picture or that it is still to come, and caption. */
    public List<String> list() throws SQLException, IOException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = connect();
                PreparedStatement query =
                        connection.prepareStatement("SELECT file_name, caption FROM photos ORDER BY file_name");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                Path picture = picture(rows.getString(1));
                String size = Files.exists(picture) ? Files.size(picture) + " bytes" : "still to come";
                lines.add("%s (%s): %s".formatted(rows.getString(1), size, rows.getString(2)));
            }
        }
        return lines;
    }

    /** Where the picture of a name is. */
    public Path picture(String name) {
        return pictures.resolve("photos").resolve(name);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + database);
    }
}

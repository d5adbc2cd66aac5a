package dev.coven.benchmarks;

import dev.coven.engine.apply.IncomingChangeset;
import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.OutboxTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import java.util.zip.InflaterInputStream;

/**
 * A changeset that a device captured, as another device has it before it is applied.
 *
 * @param device who made it
 * @param seq its number
 * @param timestamp its highest stamp
 * @param changes how many row changes
 * @param changeset its bytes
 * @param clocks its clock track
 */
record CapturedChangeset(String device, long seq, long timestamp, long changes, byte[] changeset, byte[] clocks) {
    /** The newest changeset that waits in a copy's outbox. */
    static CapturedChangeset newestOf(String device, LibraryCopy copy) throws SQLException, IOException {
        long seq = copy.tables().outbox().newest(1).get(0).seq();
        OutboxTable.Entry entry = copy.tables().outbox().firstFrom(seq).orElseThrow();
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(entry.deflated()))) {
            return new CapturedChangeset(
                    device, seq, entry.timestamp(), entry.changes(), in.readAllBytes(), entry.clocks());
        }
    }

    /** It, to be applied. */
    LibraryCopy.Verified verified() {
        IncomingChangeset content = new IncomingChangeset(
                device,
                new ByteArrayInputStream(changeset),
                new ByteArrayInputStream(clocks),
                changes,
                0,
                timestamp,
                ChangesetLimits.DEFAULT);
        return new LibraryCopy.Verified(content, seq, "", changeset.length);
    }

    /** The file that holds the changeset's bytes alone, once saved. */
    static Path changesetFile(Path folder) {
        return folder.resolve("changeset");
    }

    /** Writes it to a folder. */
    void save(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(changesetFile(folder), changeset);
        Files.write(folder.resolve("clocks"), clocks);
        Files.writeString(folder.resolve("header"), """
                device=%s
                seq=%d
                timestamp=%d
                changes=%d
                """.formatted(device, seq, timestamp, changes));
    }

    /** Reads what {@link #save} wrote. */
    static CapturedChangeset load(Path folder) throws IOException {
        Properties header = new Properties();
        header.load(new StringReader(Files.readString(folder.resolve("header"))));
        return new CapturedChangeset(
                header.getProperty("device"),
                Long.parseLong(header.getProperty("seq")),
                Long.parseLong(header.getProperty("timestamp")),
                Long.parseLong(header.getProperty("changes")),
                Files.readAllBytes(changesetFile(folder)),
                Files.readAllBytes(folder.resolve("clocks")));
    }
}

package dev.coven.engine.library;

import dev.coven.engine.Checkup;
import dev.coven.engine.Checkup.Condition;
import dev.coven.engine.Checkup.Finding;
import dev.coven.engine.HeldDevice;
import dev.coven.engine.LibraryStatus;
import dev.coven.engine.SyncException;
import dev.coven.engine.copy.LibraryCopy;
import dev.coven.engine.database.PendingBlobTable;
import dev.coven.engine.database.StateTable.Field;
import dev.coven.engine.fingerprint.StateDigest;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Examines a copy without asking the store. */
final class Doctor {
    private static final int MAX_COMPLAINTS = 3;

    private final LibraryCopy copy;
    private final Reports reports;
    private final List<Finding> findings = new ArrayList<>();

    Doctor(LibraryCopy copy, Reports reports) {
        this.copy = copy;
        this.reports = reports;
    }

    Checkup examine() throws SQLException, SyncException {
        examineFile();
        // Before the first capture, which puts broken triggers right.
        examineCapture(copy.tablesWithoutCapture());
        copy.capture();
        StateDigest counted = copy.recountState();
        examineFingerprint(counted);
        LibraryStatus status = reports.status();
        examineWarnings(status);
        examineDivergence(status);
        examineHeld(status);
        examineParked(status);
        examineFiles();
        return new Checkup(counted.toString(), findings);
    }

    private void sound(String subject, String detail) {
        findings.add(new Finding(subject, Condition.SOUND, detail, ""));
    }

    private void examineFile() throws SQLException {
        List<String> complaints = new ArrayList<>();
        try (PreparedStatement query = copy.prepare("PRAGMA integrity_check(" + MAX_COMPLAINTS + ")");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                complaints.add(rows.getString(1));
            }
        }
        if (complaints.equals(List.of("ok"))) {
            sound("file", "SQLite finds the database file sound");
        } else {
            findings.add(new Finding(
                    "file",
                    Condition.FAILED,
                    "SQLite finds the database file damaged: " + String.join("; ", complaints),
                    "restore it from a backup, or join the library anew with another file"));
        }
    }

    private void examineCapture(List<String> broken) {
        if (broken.isEmpty()) {
            sound("capture", "every synced table has its triggers");
        } else {
            findings.add(new Finding(
                    "capture",
                    Condition.FAILED,
                    "the capture triggers were gone or changed, and are put right now, for "
                            + String.join(", ", broken),
                    "write the rows again that were edited meanwhile: those edits do not travel by themselves"));
        }
    }

    private void examineFingerprint(StateDigest counted) throws SQLException {
        Optional<StateDigest> kept = copy.stateDigest();
        if (kept.equals(Optional.of(counted))) {
            sound("fingerprint", "rows and merge metadata are as the changesets left them");
        } else {
            findings.add(new Finding(
                    "fingerprint",
                    Condition.FAILED,
                    "rows or merge metadata are not as the changesets left them: the sum is " + counted.sum()
                            + " and not "
                            + kept.map(digest -> digest.sum().toString()).orElse("known"),
                    "something wrote to coven_ tables, or to synced tables while their triggers were off; keep this file for"
                            + " what others lack, and join the library anew with another one"));
        }
    }

    private void examineWarnings(LibraryStatus status) throws SQLException {
        String inTheWay = inTheWay().replace("\n", ": ");
        for (String warning : status.warnings()) {
            if (warning.equals(inTheWay)) {
                continue;
            }
            // A warning says itself what to do, behind its last colon.
            int colon = warning.lastIndexOf(": ");
            findings.add(new Finding(
                    "capture",
                    Condition.WAITING,
                    colon < 0 ? warning : warning.substring(0, colon),
                    colon < 0 ? "" : warning.substring(colon + 2)));
        }
    }

    private void examineDivergence(LibraryStatus status) {
        for (String device : status.diverged()) {
            findings.add(new Finding(
                    "divergence",
                    Condition.WAITING,
                    "device " + device + " has the same changes as this copy and other data",
                    "run doctor there too; where it fails, join the library anew. If it fails nowhere, compare the"
                            + " tables and write the rows that differ again"));
        }
        if (status.diverged().isEmpty()) {
            sound("divergence", "no device is known to have other data from the same changes");
        }
    }

    private void examineHeld(LibraryStatus status) {
        List<HeldDevice> held = status.devices().stream()
                .flatMap(device -> device.held().stream())
                .toList();
        for (HeldDevice device : held) {
            String reason = device.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
            findings.add(new Finding(
                    "held",
                    Condition.WAITING,
                    "device %s waits at changeset %d (%s): %s"
                            .formatted(device.deviceId(), device.seq(), reason, device.detail()),
                    "see its reason in docs/troubleshooting.md; it goes on by itself when the reason is gone"));
        }
        if (held.isEmpty()) {
            sound("held", "no device waits");
        }
    }

    private void examineParked(LibraryStatus status) {
        if (status.parked() == 0) {
            sound("parked", "no row is kept out of its table");
        } else {
            findings.add(new Finding(
                    "parked",
                    Condition.WAITING,
                    status.parked() + " rows are kept out of their tables",
                    "list them with their reasons (coven parked), and take the reasons away"));
        }
    }

    private String inTheWay() throws SQLException {
        return copy.tables().state().find(Field.BLOB_IN_THE_WAY).orElse("");
    }

    private void examineFiles() throws SQLException {
        PendingBlobTable pending = copy.tables().blobs().pending();
        List<String> inTheWay = inTheWay().lines().toList();
        if (inTheWay.size() == 2) {
            findings.add(new Finding("files", Condition.FAILED, inTheWay.get(0), inTheWay.get(1)));
        }
        for (String error : pending.unasked()) {
            findings.add(new Finding(
                    "files", Condition.FAILED, error, "update or mend the plan; the next sync asks it again"));
        }
        List<PendingBlobTable.Entry> waiting = pending.page(null, MAX_COMPLAINTS);
        for (PendingBlobTable.Entry file : waiting) {
            findings.add(new Finding(
                    "files",
                    Condition.WAITING,
                    "file '%s' (blob %s/%s) is not here after %d attempts%s"
                            .formatted(
                                    file.needed().path().value(),
                                    file.needed().blob().namespace(),
                                    file.needed().blob().id(),
                                    file.attempts(),
                                    file.error().isEmpty() ? "" : ": " + file.error()),
                    "every sync tries again; see 'A file is missing' in docs/troubleshooting.md"));
        }
        if (inTheWay.isEmpty() && pending.count() == 0) {
            sound("files", "no file that rows name is waited for");
        }
    }
}

package dev.coven.engine.blob;

import dev.coven.spi.blob.BlobDownload;
import dev.coven.spi.blob.BlobPlan;
import dev.coven.spi.blob.BlobRef;
import dev.coven.spi.blob.BlobUpload;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks the plan about one row at a time, which its contract allows: so a row that it fails on is known, and stands in the way of
 * no other.
 */
final class RowBlobs {
    /** The most files of one row. */
    static final int MAX_PER_ROW = 1_000;

    private final BlobPlan plan;

    RowBlobs(BlobPlan plan) {
        this.plan = plan;
    }

    String planId() {
        return plan.descriptor().id();
    }

    /** The files that must be in the store before a change is published. */
    List<BlobUpload> toPush(RowChange change) throws BlobPlanException {
        return ask(change, plan::blobsToPush);
    }

    /** The files that a change needs here. */
    List<BlobDownload> toPull(RowChange change) throws BlobPlanException {
        return ask(change, plan::blobsToPull);
    }

    /** The files that a row names as it stands. */
    List<BlobDownload> named(String table, List<String> columns, List<SqlValue> key, List<SqlValue> values)
            throws BlobPlanException {
        return toPull(RowChange.inserted(table, columns, key, values));
    }

    /** The blobs that a row named before a change and does not name after it, or not at the same place. */
    Set<BlobRef> dropped(RowChange change) throws BlobPlanException {
        if (change.before().isEmpty()) {
            return Set.of();
        }
        Set<BlobDownload> dropped = new LinkedHashSet<>(named(
                change.table(), change.columns(), change.key(), change.before().get()));
        if (change.after().isPresent()) {
            named(change.table(), change.columns(), change.key(), change.after().get())
                    .forEach(dropped::remove);
        }
        return dropped.stream().map(BlobDownload::blob).collect(Collectors.toSet());
    }

    /** The blobs that a row names after a change and did not name before it. */
    Set<BlobRef> firstNamed(RowChange change) throws BlobPlanException {
        if (change.after().isEmpty()) {
            return Set.of();
        }
        Set<BlobRef> first = blobs(change, change.after().get());
        if (change.before().isPresent()) {
            first.removeAll(blobs(change, change.before().get()));
        }
        return first;
    }

    private Set<BlobRef> blobs(RowChange change, List<SqlValue> row) throws BlobPlanException {
        return named(change.table(), change.columns(), change.key(), row).stream()
                .map(BlobDownload::blob)
                .collect(Collectors.toSet());
    }

    private interface Question<T> {
        List<T> ask(List<RowChange> changes);
    }

    private <T> List<T> ask(RowChange change, Question<T> question) throws BlobPlanException {
        List<T> answer;
        try {
            answer = List.copyOf(question.ask(List.of(change)));
        } catch (RuntimeException e) {
            throw new BlobPlanException(
                    "the blob plan '%s' failed on a row of table '%s' (%s)".formatted(planId(), change.table(), e), e);
        }
        if (answer.size() > MAX_PER_ROW) {
            throw new BlobPlanException("the blob plan '%s' names %d files for one row of table '%s', the limit is %d"
                    .formatted(planId(), answer.size(), change.table(), MAX_PER_ROW));
        }
        return answer;
    }
}

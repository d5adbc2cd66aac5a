package dev.coven.engine.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.engine.changeset.Change;
import dev.coven.engine.changeset.ChangesetLimits;
import dev.coven.engine.changeset.ChangesetReader;
import dev.coven.engine.changeset.ChangesetWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What SQLite's session extension recorded goes through our codec and our merge, and leaves the tables as they were at
 * the origin. {@code -Dcoven.recorded=DIRECTORY} takes cases from elsewhere than the committed ones.
 */
class RecordedChangesetTest {
    @TempDir
    Path directory;

    static List<RecordedCase> cases() throws Exception {
        return RecordedCase.all();
    }

    @Test
    void cases_areFoundAndChangeSomething() throws Exception {
        assertThat(cases())
                .isNotEmpty()
                .allSatisfy(recorded -> assertThat(recorded.changeset()).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void changeset_decodedAndEncoded_isTheSameBytes(RecordedCase recorded) throws Exception {
        ChangesetReader reader =
                new ChangesetReader(new ByteArrayInputStream(recorded.changeset()), ChangesetLimits.DEFAULT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ChangesetWriter writer = new ChangesetWriter(bytes);
        for (Change change = reader.next(); change != null; change = reader.next()) {
            writer.write(change);
        }

        assertThat(bytes.toByteArray()).isEqualTo(recorded.changeset());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void changeset_merged_makesTheTablesOfItsOrigin(RecordedCase recorded) throws Exception {
        try (MergedDatabase expected = MergedDatabase.of(directory.resolve("expected.db"), recorded.expected());
                MergedDatabase merged = MergedDatabase.of(directory.resolve("merged.db"), recorded.base())) {
            merged.merge(recorded.changeset());

            assertThat(merged.rows()).isEqualTo(expected.rows());
            assertThat(merged.parked()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void changeset_mergedTwice_changesNothingTheSecondTime(RecordedCase recorded) throws Exception {
        try (MergedDatabase merged = MergedDatabase.of(directory.resolve("merged.db"), recorded.base())) {
            merged.merge(recorded.changeset());
            var rows = merged.rows();

            assertThat(merged.merge(recorded.changeset())).isEmpty();
            assertThat(merged.rows()).isEqualTo(rows);
        }
    }
}

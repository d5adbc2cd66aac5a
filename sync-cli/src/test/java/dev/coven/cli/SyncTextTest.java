package dev.coven.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[SQLITE_CONSTRAINT_UNIQUE] A UNIQUE constraint failed (UNIQUE constraint failed: person.email)"
                        + "|UNIQUE constraint failed: person.email",
                "[SQLITE_CONSTRAINT_CHECK] A CHECK constraint failed (CHECK constraint failed: length(name) > 2)"
                        + "|CHECK constraint failed: length(name) > 2",
                "[SQLITE_FULL] The disk is full|[SQLITE_FULL] The disk is full",
                "its parent is not there (artists)|its parent is not there (artists)"
            })
    void reason_ofTheDriver_isWhatSqliteSaid(String text, String shown) {
        assertThat(SyncText.reason(text)).isEqualTo(shown);
    }
}

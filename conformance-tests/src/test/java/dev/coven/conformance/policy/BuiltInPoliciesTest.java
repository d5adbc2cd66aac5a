package dev.coven.conformance.policy;

import dev.coven.engine.merge.LastWriterWins;
import dev.coven.engine.policy.JsonSetPolicy;
import dev.coven.engine.policy.MaxPolicy;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The engine's own policies keep the laws. */
class BuiltInPoliciesTest {
    @Nested
    class Lww extends ConflictPolicyContract {
        @Override
        protected ConflictPolicy policy() {
            return LastWriterWins.perColumn();
        }

        @Override
        protected List<SqlValue> specialValues() {
            return List.of();
        }
    }

    @Nested
    class LwwRow extends ConflictPolicyContract {
        @Override
        protected ConflictPolicy policy() {
            return LastWriterWins.perRow();
        }

        @Override
        protected List<SqlValue> specialValues() {
            return List.of();
        }
    }

    @Nested
    class Max extends ConflictPolicyContract {
        @Override
        protected ConflictPolicy policy() {
            return new MaxPolicy();
        }

        @Override
        protected List<SqlValue> specialValues() {
            return List.of(
                    SqlValue.of(1L),
                    SqlValue.of(1.0),
                    SqlValue.of(0L),
                    SqlValue.of(-0.0),
                    SqlValue.of(Long.MAX_VALUE),
                    SqlValue.of(0x1p63),
                    SqlValue.of(-0x1p63),
                    SqlValue.of(Long.MIN_VALUE));
        }
    }

    @Nested
    class JsonSet extends ConflictPolicyContract {
        @Override
        protected ConflictPolicy policy() {
            return new JsonSetPolicy();
        }

        @Override
        protected List<SqlValue> specialValues() {
            return List.of(
                    SqlValue.text("[1]"),
                    SqlValue.text(" [1]"),
                    SqlValue.text("[2,1]"),
                    SqlValue.text("[1,2]"),
                    SqlValue.text("[1,1]"),
                    SqlValue.text("[{\"a\":1,\"b\":[2]},{\"b\":[2],\"a\":1}]"),
                    SqlValue.text("[\"\\ud800\",\"\\uD83D\\uDE00\",\"\uD83D\uDE00\"]"),
                    SqlValue.text("[123456789012345678901234567890,1E999999999999]"),
                    SqlValue.text("[1,]"),
                    SqlValue.text(new byte[] {'[', '"', (byte) 0xFF, '"', ']'}),
                    SqlValue.blob(new byte[] {'[', '1', ']'}));
        }
    }
}

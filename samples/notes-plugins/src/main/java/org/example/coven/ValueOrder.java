package org.example.coven;

import dev.coven.spi.row.SqlValue;
import java.util.Arrays;

/** One order of all values: no texts first, then texts by their length and their bytes. Only equal values are equal. */
final class ValueOrder {
    private ValueOrder() {}

    static int compare(SqlValue left, SqlValue right) {
        if (rank(left) != rank(right)) {
            return Integer.compare(rank(left), rank(right));
        }
        if (left instanceof SqlValue.Text a && right instanceof SqlValue.Text b) {
            int lengths = Integer.compare(a.length(), b.length());
            return lengths != 0 ? lengths : Arrays.compareUnsigned(a.utf8(), b.utf8());
        }
        if (left instanceof SqlValue.Int a && right instanceof SqlValue.Int b) {
            return Long.compare(a.value(), b.value());
        }
        if (left instanceof SqlValue.Real a && right instanceof SqlValue.Real b) {
            return Double.compare(a.value(), b.value());
        }
        if (left instanceof SqlValue.Blob a && right instanceof SqlValue.Blob b) {
            return Arrays.compareUnsigned(a.bytes(), b.bytes());
        }
        return 0;
    }

    private static int rank(SqlValue value) {
        if (value instanceof SqlValue.Text) {
            return 4;
        }
        if (value instanceof SqlValue.Blob) {
            return 3;
        }
        if (value instanceof SqlValue.Real) {
            return 2;
        }
        return value instanceof SqlValue.Int ? 1 : 0;
    }
}

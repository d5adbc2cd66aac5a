package dev.coven.engine.policy;

import dev.coven.spi.row.SqlValue;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The order in which SQLite sorts values of all storage classes: NULL, numbers by value, text by its bytes, blobs by theirs.
 * A column's collation has no part in it.
 *
 * <p>Values that SQLite sorts as equal and stores differently have an order here too, so that no two values are equal: an
 * integer comes before the same number as a real, and {@code -0.0} before {@code 0.0}.
 */
final class ValueOrder implements Comparator<SqlValue> {
    /** Two to the 63rd: the least number that is larger than every 64-bit integer. */
    private static final double BEYOND_INTEGERS = 0x1p63;

    @Override
    public int compare(SqlValue left, SqlValue right) {
        int order = Integer.compare(rank(left), rank(right));
        if (order != 0) {
            return order;
        }
        if (left instanceof SqlValue.Text leftText && right instanceof SqlValue.Text rightText) {
            return Arrays.compareUnsigned(leftText.utf8(), rightText.utf8());
        }
        if (left instanceof SqlValue.Blob leftBlob && right instanceof SqlValue.Blob rightBlob) {
            return Arrays.compareUnsigned(leftBlob.bytes(), rightBlob.bytes());
        }
        return compareNumbers(left, right);
    }

    private static int rank(SqlValue value) {
        if (value instanceof SqlValue.Null) {
            return 0;
        }
        if (value instanceof SqlValue.Int || value instanceof SqlValue.Real) {
            return 1;
        }
        return value instanceof SqlValue.Text ? 2 : 3;
    }

    private static int compareNumbers(SqlValue left, SqlValue right) {
        if (left instanceof SqlValue.Int leftNumber) {
            return right instanceof SqlValue.Int rightNumber
                    ? Long.compare(leftNumber.value(), rightNumber.value())
                    : compareMixed(leftNumber.value(), right);
        }
        if (right instanceof SqlValue.Int rightNumber) {
            return -compareMixed(rightNumber.value(), left);
        }
        return left instanceof SqlValue.Real leftNumber && right instanceof SqlValue.Real rightNumber
                ? Double.compare(leftNumber.value(), rightNumber.value())
                : 0;
    }

    /** Compares exactly: most large integers have no equal among the reals. Of equal ones the integer comes first. */
    private static int compareMixed(long integer, SqlValue number) {
        double real = number instanceof SqlValue.Real value ? value.value() : 0;
        if (real >= BEYOND_INTEGERS) {
            return -1;
        }
        if (real < -BEYOND_INTEGERS) {
            return 1;
        }
        long whole = (long) real;
        int order = Long.compare(integer, whole);
        if (order != 0) {
            return order;
        }
        return real < whole ? 1 : -1;
    }
}

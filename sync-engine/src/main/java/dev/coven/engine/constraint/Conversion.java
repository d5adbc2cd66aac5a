package dev.coven.engine.constraint;

import dev.coven.engine.schema.Affinity;
import dev.coven.spi.row.SqlValue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What happens to a value of a referring column when its parent is looked for: SQLite gives it the affinity of the column that
 * it refers to. So 0.5 in a column without a type refers to the text {@code '0.5'}, and {@code '05'} to the number 5. The other
 * way round, from a parent to the values that refer to it, is asked here: for all of these values, and maybe some more.
 */
enum Conversion {
    /** It stays what it is, or is compared as what it becomes anyway. */
    NONE {
        @Override
        String ofNumber(String column) {
            throw new IllegalStateException("values that stay what they are have no range");
        }
    },
    /** A number becomes a text. */
    NUMBER_TO_TEXT {
        @Override
        String ofNumber(String column) {
            return "%s BETWEEN ? AND ?".formatted(column);
        }
    },
    /** A text becomes a number, if it reads as one. The column has no numbers. */
    TEXT_TO_NUMBER {
        @Override
        String ofNumber(String column) {
            return "+%s BETWEEN CAST(? AS REAL) AND CAST(? AS REAL)".formatted(column);
        }
    },
    /** The same, in a column that keeps numbers too: so that an index finds these, texts are those above all numbers. */
    ANY_TO_NUMBER {
        @Override
        String ofNumber(String column) {
            return ("(%1$s BETWEEN ? AND ? OR (%1$s > 9e999 AND %1$s < x'' AND +%1$s BETWEEN CAST(? AS REAL) AND"
                            + " CAST(? AS REAL)))")
                    .formatted(column);
        }
    };

    /**
     * How many units in the last place a number may lie from what its text says: SQLite writes 15 digits, which leaves half a
     * unit of the 15th, 45 of these at most; and what it reads is a few of them off.
     */
    private static final int ULPS = 128;

    /** All texts that a number can become, under any collation that SQLite brings, and some more. */
    private static final Pattern NUMBER =
            Pattern.compile("\\s*([+-]?)(inf|[0-9]+(?:\\.[0-9]*)?(?:e[+-]?[0-9]+)?)\\s*", Pattern.CASE_INSENSITIVE);

    /** What happens to values of a column with one affinity that refer to one with the other. */
    static Conversion between(Affinity child, Affinity parent) {
        return switch (parent) {
            case BLOB -> NONE;
            case TEXT -> child == Affinity.TEXT ? NONE : NUMBER_TO_TEXT;
            case INTEGER, NUMERIC, REAL ->
                switch (child) {
                    case TEXT -> TEXT_TO_NUMBER;
                    case BLOB -> ANY_TO_NUMBER;
                    case INTEGER, NUMERIC, REAL -> NONE;
                };
        };
    }

    /** The affinity that a value gets which refers to a column: of numbers SQLite does not tell the kinds apart here. */
    static Affinity toReferTo(Affinity parent) {
        return parent == Affinity.INTEGER || parent == Affinity.REAL ? Affinity.NUMERIC : parent;
    }

    /** Whether all values that become this one are equal to it, as it is compared with the column. */
    boolean isExact(SqlValue value) {
        return this == NONE || numberOf(value).isEmpty();
    }

    /** A condition on the column, of two or four parameters, for numbers near to the one that a value is. */
    abstract String ofNumber(String column);

    /** What stands between the ends of {@link #ofNumber}: one or two times the least and the greatest number. */
    List<SqlValue> range(SqlValue value) {
        double number = numberOf(value).orElseThrow();
        double slack = ULPS * Math.ulp(Math.min(Math.abs(number), Double.MAX_VALUE));
        SqlValue least = SqlValue.of(Math.min(number, Double.MAX_VALUE) - slack);
        SqlValue greatest = SqlValue.of(Math.max(number, -Double.MAX_VALUE) + slack);
        return this == ANY_TO_NUMBER ? List.of(least, greatest, least, greatest) : List.of(least, greatest);
    }

    private Optional<Double> numberOf(SqlValue value) {
        if (this == NUMBER_TO_TEXT) {
            return value instanceof SqlValue.Text text ? numberOf(text.string()) : Optional.empty();
        }
        if (value instanceof SqlValue.Int number) {
            return Optional.of((double) number.value());
        }
        return value instanceof SqlValue.Real number ? Optional.of(number.value()) : Optional.empty();
    }

    private static Optional<Double> numberOf(String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            return Optional.empty();
        }
        boolean isInfinite = Character.isLetter(number.group(2).charAt(0));
        double size = isInfinite ? Double.POSITIVE_INFINITY : Double.parseDouble(number.group(2));
        return Optional.of(number.group(1).equals("-") ? -size : size);
    }
}

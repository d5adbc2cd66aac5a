package dev.coven.engine.fingerprint;

import java.util.regex.Pattern;

/**
 * The sum of a state, and of which schema it is: sums of different schemas say nothing of each other.
 *
 * @param schema stands for tables, columns and conflict policies: 64 lower-case hex digits
 * @param sum the sum
 */
public record StateDigest(String schema, StateSum sum) {
    private static final Pattern SCHEMA = Pattern.compile("[0-9a-f]{64}");

    /** Validates the schema; throws {@link IllegalArgumentException}. */
    public StateDigest {
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException("state.schema is not 64 lower-case hex digits");
        }
    }

    /**
     * The digest of its text form.
     *
     * @throws IllegalArgumentException when the text is not of that form
     */
    public static StateDigest parse(String text) {
        int space = text.indexOf(' ');
        return new StateDigest(text.substring(0, Math.max(space, 0)), StateSum.parse(text.substring(space + 1)));
    }

    /** Both parts with a space between them. */
    @Override
    public String toString() {
        return schema + " " + sum;
    }
}

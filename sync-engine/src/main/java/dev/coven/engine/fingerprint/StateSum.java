package dev.coven.engine.fingerprint;

import java.util.HexFormat;

/**
 * The sum of the hashes of everything in a state: 128 bits, each half added by itself modulo 2 to the 64th. Sums do not depend
 * on order, and what leaves the state is subtracted.
 *
 * @param high the first half
 * @param low the other half
 */
public record StateSum(long high, long low) {
    /** The sum of nothing. */
    public static final StateSum ZERO = new StateSum(0, 0);

    private static final int DIGITS = 32;

    /** The sum of both. */
    public StateSum plus(StateSum other) {
        return new StateSum(high + other.high, low + other.low);
    }

    /**
     * The sum of its text form.
     *
     * @throws IllegalArgumentException when the text is not 32 lower-case hex digits
     */
    public static StateSum parse(String hex) {
        if (hex.length() != DIGITS || !hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw new IllegalArgumentException("state.sum is not " + DIGITS + " lower-case hex digits");
        }
        return new StateSum(
                HexFormat.fromHexDigitsToLong(hex, 0, DIGITS / 2),
                HexFormat.fromHexDigitsToLong(hex, DIGITS / 2, DIGITS));
    }

    /** 32 lower-case hex digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}

package dev.coven.spi.clock;

import dev.coven.spi.plugin.Stability;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hybrid logical timestamp: wall-clock milliseconds, a counter for what happens within one, and the device as tie-break.
 *
 * <p>If one event could have known of another, its timestamp is the larger. The text form
 * {@code %013d-%05d-device} orders as the timestamps do.
 *
 * <p>Source: Kulkarni et al., "Logical Physical Clocks and Consistent Snapshots in Globally Distributed Databases", 2014.
 *
 * @param time 48 bits of milliseconds since 1970 and 16 bits of counter: {@code millis << 16 | counter}; 0 or more
 * @param device the id of the device that made it: {@code [0-9a-z]}, 1 to 64 characters
 */
@Stability(Stability.Promise.STABLE)
public record Hlc(long time, String device) implements Comparable<Hlc> {
    /** The largest millisecond value (13 decimal digits, the year 2286). */
    public static final long MAX_MILLIS = 9_999_999_999_999L;
    /** The largest counter within one millisecond. */
    public static final int MAX_COUNTER = 0xFFFF;

    private static final int MAX_DEVICE_CHARS = 64;
    private static final Pattern TEXT = Pattern.compile("([0-9]{13})-([0-9]{5})-([0-9a-z]{1,64})");

    /** Validates both parts; throws {@link IllegalArgumentException}. */
    public Hlc {
        if (!isValidTime(time)) {
            throw new IllegalArgumentException("not a timestamp: " + time);
        }
        if (!isDevice(device)) {
            throw new IllegalArgumentException("not a device id: '" + device + "'");
        }
    }

    /** The time part of milliseconds and counter. */
    public static long time(long millis, int counter) {
        if (millis < 0 || millis > MAX_MILLIS || counter < 0 || counter > MAX_COUNTER) {
            throw new IllegalArgumentException("not a timestamp: " + millis + " ms, counter " + counter);
        }
        return millis << 16 | counter;
    }

    /** Whether a number is the time part of some timestamp. */
    public static boolean isValidTime(long time) {
        return time >= 0 && time >>> 16 <= MAX_MILLIS;
    }

    private static boolean isDevice(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_DEVICE_CHARS;
    }

    /** Milliseconds since 1970. */
    public long millis() {
        return time >>> 16;
    }

    /** The counter within the millisecond. */
    public int counter() {
        return (int) (time & MAX_COUNTER);
    }

    /**
     * The timestamp of its text form.
     *
     * @throws IllegalArgumentException when the text is not of that form
     */
    public static Hlc parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a timestamp: '" + text + "'");
        }
        int counter = Integer.parseInt(matcher.group(2));
        return new Hlc(time(Long.parseLong(matcher.group(1)), counter), matcher.group(3));
    }

    @Override
    public int compareTo(Hlc other) {
        int order = Long.compare(time, other.time);
        return order != 0 ? order : device.compareTo(other.device);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%013d-%05d-%s", millis(), counter(), device);
    }
}

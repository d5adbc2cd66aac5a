package dev.coven.cli;

import dev.coven.spi.clock.Hlc;
import dev.coven.spi.row.SqlValue;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How people read values, times, sizes and ids. */
final class Display {
    private static final int MAX_VALUE_CHARS = 40;
    private static final int MAX_BLOB_BYTES = 8;
    private static final int SHORT_ID_CHARS = 8;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private final ZoneId zone;

    Display(ZoneId zone) {
        this.zone = zone;
    }

    /** Local time, to the second. */
    String time(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }

    /** The time of a stamp, or the stamp itself when it is none. */
    String time(String stamp) {
        try {
            return time(Instant.ofEpochMilli(Hlc.parse(stamp).millis()));
        } catch (IllegalArgumentException notAStamp) {
            return stamp;
        }
    }

    /** A value as an SQL literal, cut when long. */
    static String value(SqlValue value) {
        if (value instanceof SqlValue.Blob blob && blob.length() > MAX_BLOB_BYTES) {
            String start = HexFormat.of().formatHex(blob.bytes(), 0, MAX_BLOB_BYTES);
            return "x'" + start + "…' (" + bytes(blob.length()) + ")";
        }
        String literal = value.toString();
        return literal.length() <= MAX_VALUE_CHARS ? literal : literal.substring(0, MAX_VALUE_CHARS - 1) + "…";
    }

    /** A row's key. */
    static String key(List<SqlValue> key) {
        return key.stream().map(Display::value).collect(Collectors.joining(", "));
    }

    static String bytes(long count) {
        if (count < 1024) {
            return count + " B";
        }
        if (count < 1024 * 1024) {
            return String.format(Locale.ROOT, "%.1f KiB", count / 1024.0);
        }
        return String.format(Locale.ROOT, "%.1f MiB", count / (1024.0 * 1024));
    }

    /** {@code 1 row}, {@code 2 rows}. */
    static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** The start of an id, enough to tell devices apart and to name them on the command line. */
    static String shortId(String id) {
        return id.length() <= SHORT_ID_CHARS ? id : id.substring(0, SHORT_ID_CHARS);
    }

    /** A constant's name as it is spelled on the command line and in JSON. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Names and values come from other people's devices: none of them may steer the terminal or break the line. */
    static String printable(String line) {
        return line.codePoints()
                .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

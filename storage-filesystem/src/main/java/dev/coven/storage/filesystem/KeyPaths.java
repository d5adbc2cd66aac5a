package dev.coven.storage.filesystem;

import dev.coven.spi.storage.ObjectKey;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where objects are, below the store's folder: an injective map from keys to relative paths that holds on file systems
 * which fold case, cap names at 255 bytes or reserve some.
 *
 * <ul>
 *   <li>A segment becomes a folder, the last one a file whose name ends with {@code @}: {@code a/b} is {@code a/b@}, so it
 *       can stand beside {@code a/b/c}, which is {@code a/b/c@}.
 *   <li>An upper-case letter becomes {@code @} and its lower-case form.
 *   <li>A segment longer than {@value #MAX_PIECE_CHARS} characters is cut into pieces of that length; each piece after the
 *       first begins with {@code ,} and lies in the folder of the one before.
 *   <li>The dot that ends a piece becomes {@code @1}, and a piece named like a Windows device is preceded by {@code @2}.
 * </ul>
 */
final class KeyPaths {
    /** The longest part of a segment in one name; its encoding at worst doubles it and adds three marks. */
    static final int MAX_PIECE_CHARS = 100;

    private static final char ESCAPE = '@';
    private static final char OBJECT_MARK = '@';
    private static final char CONTINUATION_MARK = ',';
    private static final char FINAL_DOT = '1';
    private static final char DEVICE_NAME = '2';
    private static final Pattern DEVICE_NAMES = Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

    /** What they begin with: spares other names the matching. */
    private static final String DEVICE_INITIALS = "cpanl";

    private KeyPaths() {}

    /** The object's file. */
    static Path fileOf(Path root, ObjectKey key) {
        return root.resolve(relativePath(key.value()) + OBJECT_MARK);
    }

    /** The folder that the object's file is in. */
    static Path folderOf(Path root, ObjectKey key) {
        String path = relativePath(key.value());
        return root.resolve(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
    }

    private static String relativePath(String key) {
        StringBuilder path = new StringBuilder(key.length() + 16);
        for (String segment : key.split("/", -1)) {
            for (int start = 0; start < segment.length(); start += MAX_PIECE_CHARS) {
                if (!path.isEmpty()) {
                    path.append('/');
                }
                if (start > 0) {
                    path.append(CONTINUATION_MARK);
                }
                int end = Math.min(segment.length(), start + MAX_PIECE_CHARS);
                path.append(encode(segment.substring(start, end)));
            }
        }
        return path.toString();
    }

    private static String encode(String piece) {
        StringBuilder name = new StringBuilder(piece.length() + 8);
        if (DEVICE_INITIALS.indexOf(piece.charAt(0)) >= 0
                && DEVICE_NAMES.matcher(piece).matches()) {
            name.append(ESCAPE).append(DEVICE_NAME);
        }
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                name.append(ESCAPE).append((char) (c - 'A' + 'a'));
            } else if (c == '.' && i == piece.length() - 1) {
                name.append(ESCAPE).append(FINAL_DOT);
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    /** A name met in a folder: part of a key, and whether it is an object or a folder of more. */
    record Entry(String name, String piece, boolean isObject, boolean isContinuation) {
        /** Whether keys below this folder may go on within the same segment. */
        boolean isFullPiece() {
            return piece.length() == MAX_PIECE_CHARS;
        }
    }

    /** What a file name stands for, or empty when no key maps to it: a stranger's file. */
    static Optional<Entry> entryOf(String name) {
        boolean isObject = name.length() > 1 && name.charAt(name.length() - 1) == OBJECT_MARK;
        boolean isContinuation = !name.isEmpty() && name.charAt(0) == CONTINUATION_MARK;
        String encoded = name.substring(isContinuation ? 1 : 0, isObject ? name.length() - 1 : name.length());
        String piece = decode(encoded);
        boolean isPiece = !piece.isEmpty() && piece.length() <= MAX_PIECE_CHARS && isOfKeyCharacters(piece);
        boolean isCanonical = isPiece && encode(piece).equals(encoded);
        return isCanonical ? Optional.of(new Entry(name, piece, isObject, isContinuation)) : Optional.empty();
    }

    // By hand, as this runs for every name of every folder that is listed.
    private static boolean isOfKeyCharacters(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            boolean isLetterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
            if (!isLetterOrDigit && "._=-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The piece of an encoded name; of another name, anything. */
    private static String decode(String encoded) {
        if (encoded.indexOf(ESCAPE) < 0) {
            return encoded;
        }
        StringBuilder piece = new StringBuilder(encoded.length());
        boolean escaped = false;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (escaped) {
                piece.append(unescape(c));
                escaped = false;
            } else if (c == ESCAPE) {
                escaped = true;
            } else {
                piece.append(c);
            }
        }
        return piece.toString();
    }

    private static String unescape(char c) {
        return switch (c) {
            case FINAL_DOT -> ".";
            case DEVICE_NAME -> "";
            default -> Character.toString(c).toUpperCase(Locale.ROOT);
        };
    }
}

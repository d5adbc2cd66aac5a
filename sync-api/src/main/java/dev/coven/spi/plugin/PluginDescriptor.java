package dev.coven.spi.plugin;

import java.util.regex.Pattern;

/**
 * What a plugin says of itself.
 *
 * <p>The {@code id} is how configuration, stored data and store URLs name the plugin: for a storage provider it is the
 * scheme of its URLs ({@code file}, {@code s3}); for a signature scheme and a conflict policy it is written into signed
 * bytes and must never change its meaning.
 *
 * @param id lower-case identifier, {@code [a-z][a-z0-9-]*}, 1 to 40 characters, unique among plugins of one kind
 * @param name what people read, one line, 1 to 80 characters
 * @param version the plugin's own version, one line, 1 to 40 characters
 * @param spiLevel the {@link SpiLevel} the plugin was written against
 */
@Stability(Stability.Promise.STABLE)
public record PluginDescriptor(String id, String name, String version, int spiLevel) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final int MAX_NAME_CHARS = 80;
    private static final int MAX_VERSION_CHARS = 40;

    /** Validates the parts; throws {@link IllegalArgumentException} with the part that is wrong. */
    public PluginDescriptor {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("plugin id '" + id + "' is not of the form [a-z][a-z0-9-]{0,39}");
        }
        requireLine("name", name, MAX_NAME_CHARS);
        requireLine("version", version, MAX_VERSION_CHARS);
        if (spiLevel < 1) {
            throw new IllegalArgumentException("plugin " + id + " names SPI level " + spiLevel + "; levels start at 1");
        }
    }

    /** A descriptor of the SPI level that this API has. */
    public static PluginDescriptor of(String id, String name, String version) {
        return new PluginDescriptor(id, name, version, SpiLevel.CURRENT);
    }

    private static void requireLine(String what, String text, int maxChars) {
        if (text.isBlank() || text.length() > maxChars || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "plugin " + what + " must be one line of 1 to " + maxChars + " characters: '" + text + "'");
        }
    }
}

package dev.coven.spi.plugin;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a plugin instance is configured with: the store URL (without secrets) and settings by name.
 *
 * <p>Setting names are {@code group.kebab-case}. {@link #toString()} shows names only, never values, so a secret cannot
 * reach a log through it. Immutable.
 */
@Stability(Stability.Promise.STABLE)
public final class PluginConfig {
    private final URI location;
    private final Map<String, String> settings;

    private PluginConfig(URI location, Map<String, String> settings) {
        this.location = location;
        this.settings = Map.copyOf(settings);
    }

    /** A configuration of a location and its settings, by name. */
    public static PluginConfig of(URI location, Map<String, String> settings) {
        return new PluginConfig(location, settings);
    }

    /** The store URL, such as {@code file:///var/coven/photos}; its scheme is the provider's id. */
    public URI location() {
        return location;
    }

    /** The setting's value, if it was given. */
    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /**
     * Names that were given and are not among {@code known}, sorted. A provider refuses a configuration that has any:
     * a misspelt setting must not be ignored.
     */
    public Set<String> unknownSettings(Set<String> known) {
        Set<String> unknown = new TreeSet<>(settings.keySet());
        unknown.removeAll(known);
        return unknown;
    }

    @Override
    public String toString() {
        return "PluginConfig[" + location.getScheme() + ", settings " + new TreeMap<>(settings).keySet() + "]";
    }
}

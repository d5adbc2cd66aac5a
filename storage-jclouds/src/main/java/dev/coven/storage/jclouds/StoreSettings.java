package dev.coven.storage.jclouds;

import dev.coven.spi.plugin.PluginConfig;
import dev.coven.spi.storage.ObjectKey;
import dev.coven.spi.storage.StorageException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what stores in buckets are configured with. Whatever cannot be used is CONFIG_INVALID, with the setting's name and without
 * the value of one that may be a secret.
 */
public final class StoreSettings {
    /** The longest time that can be set: one hour. */
    static final int MAX_SECONDS = 3600;

    private final PluginConfig config;

    private StoreSettings(PluginConfig config) {
        this.config = config;
    }

    /**
     * The settings of one store.
     *
     * @param kind what its kind of stores is called, for messages: {@code "S3"}
     * @param known every setting that there is
     * @throws StorageException for a setting that is not among them, since a misspelt one must not be ignored
     */
    public static StoreSettings of(String kind, PluginConfig config, Set<String> known) throws StorageException {
        Set<String> unknown = config.unknownSettings(known);
        if (!unknown.isEmpty()) {
            throw Failures.invalid(
                    kind + " stores do not know the setting " + String.join(", ", unknown) + "; remove it");
        }
        return new StoreSettings(config);
    }

    /** What the names of all objects begin with, as the path of the store's URL says: empty, or ending with a slash. */
    public String prefix() throws StorageException {
        String path = config.location().getRawPath();
        String inner = path.startsWith("/") ? path.substring(1) : path;
        String prefix = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
        if (prefix.isEmpty()) {
            return "";
        }
        if (!ObjectKey.isValid(prefix)) {
            throw Failures.invalid("'" + prefix + "' cannot be the prefix of a store: it is made of segments of"
                    + " A-Z a-z 0-9 . _ = - with single slashes between them");
        }
        return prefix + "/";
    }

    /** A time in whole seconds, 1 to 3600. */
    public Duration seconds(String name, Duration otherwise) throws StorageException {
        Optional<String> text = config.setting(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("[0-9]{1,4}")) {
            throw Failures.invalid(name + " is '" + text.get() + "'; it is a whole number of seconds");
        }
        int seconds = Integer.parseInt(text.get());
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw Failures.invalid(name + " is " + seconds + "; it is 1 to " + MAX_SECONDS);
        }
        return Duration.ofSeconds(seconds);
    }

    /**
     * A service's address: scheme, host and maybe a port, and nothing else.
     *
     * @param name the setting, for messages
     * @param text what it is set to, here or in the environment
     */
    public static URI endpoint(String name, String text) throws StorageException {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw Failures.invalid(name + " is not a URL; write https://host or https://host:port");
        }
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        boolean plain = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
        String path = url.getRawPath();
        if (!web || !plain || url.getHost() == null || !(path.isEmpty() || path.equals("/"))) {
            throw Failures.invalid(name + " must be https://host or https://host:port, and nothing after it");
        }
        return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }
}

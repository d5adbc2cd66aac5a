package dev.coven.conformance.certify;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Where the store of one test is: fills in {@code {scratch}}, a folder of its own, {@code {fresh}}, a word that nobody used before,
 * and {@code {endpoint}}, where a server is reached. A location has the folder as URLs write it, a setting as it is called.
 */
final class Place {
    private final Path scratch;
    private final String server;
    private final String fresh = UUID.randomUUID().toString();

    Place(Path scratch, PluginSettings settings) throws CertificationException {
        this(scratch, settings.isRemote() ? "http://127.0.0.1:" + settings.httpPort() : "");
    }

    /**
     * A place.
     *
     * @param scratch the folder
     * @param server where a server is reached when nothing stands before it; empty for a store without one
     */
    Place(Path scratch, String server) {
        this.scratch = scratch;
        this.server = server;
    }

    URI location(String template) {
        return location(template, URI.create(server));
    }

    URI location(String template, URI endpoint) {
        return URI.create(filled(template, scratch.toUri().getRawPath(), endpoint.toString()));
    }

    Map<String, String> settings(Map<String, String> templates, URI endpoint) {
        Map<String, String> settings = new TreeMap<>();
        templates.forEach((name, value) ->
                settings.put(name, filled(value, scratch.toUri().getPath(), endpoint.toString())));
        return settings;
    }

    Map<String, String> settings(Map<String, String> templates) {
        return settings(templates, URI.create(server));
    }

    private String filled(String template, String folder, String endpoint) {
        return template.replace("{scratch}", folder.replaceAll("/$", ""))
                .replace("{fresh}", fresh)
                .replace("{endpoint}", endpoint);
    }
}

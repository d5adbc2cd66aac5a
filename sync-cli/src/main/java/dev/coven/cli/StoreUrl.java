package dev.coven.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a store's URL as people type it: a bare path means the folder there. */
final class StoreUrl implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("the store's URL is empty");
        }
        if (!text.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
            return folder(Path.of(text));
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new TypeConversionException("'" + text + "' is not a URL: " + e.getReason());
        }
    }

    /** The same URL whether the folder exists yet or not. */
    static URI folder(Path path) {
        String url = path.toAbsolutePath().normalize().toUri().toString();
        return URI.create(url.endsWith("/") && !url.equals("file:///") ? url.substring(0, url.length() - 1) : url);
    }
}

package dev.coven.conformance.certify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes what a plugin says fit to be published: without the secrets of the configuration and the folders of this machine, not too
 * long, and a text that can be written as UTF-8.
 */
final class Reasons {
    private static final int MAX_CHARS = 2000;
    private static final String HIDDEN = "***";
    private static final char REPLACEMENT = '\uFFFD';
    /** What JUnit and {@link Certification} call their folders. */
    private static final String SCRATCH = "/(?:junit|coven-certify)[-0-9]+";

    /** Folders above those, wherever they are: the setting for temporary files is not always where they are made. */
    private static final String FOLDERS = "(?:/[^\\s\"'/:]+)*";

    private final List<String> secrets;
    private final Pattern scratch;

    Reasons(Collection<String> secrets) {
        this.secrets = secrets.stream()
                .filter(secret -> !secret.isBlank())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        this.scratch = scratch(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    }

    private static Pattern scratch(Path temporary) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(temporary.toString());
        forms.add(temporary.toAbsolutePath().toUri().getRawPath().replaceAll("/$", ""));
        try {
            Path real = temporary.toRealPath();
            forms.add(real.toString());
            forms.add(real.toUri().getRawPath().replaceAll("/$", ""));
        } catch (IOException e) {
            // A folder that is not there has no other name.
        }
        return Pattern.compile(
                "(?:" + String.join("|", forms.stream().map(Pattern::quote).toList()) + "|" + FOLDERS + ")" + SCRATCH);
    }

    String of(Throwable failure) {
        return of(failure.getMessage() == null ? failure.toString() : failure.getMessage());
    }

    String of(String text) {
        String shown = text.strip().replace("\r", "");
        for (String secret : secrets) {
            shown = shown.replace(secret, HIDDEN);
        }
        shown = scratch.matcher(shown).replaceAll(HIDDEN);
        return wellFormed(shown.length() > MAX_CHARS ? shown.substring(0, MAX_CHARS) + " .." : shown);
    }

    /** Half of a pair of surrogates is no character, and cannot be written. */
    private static String wellFormed(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }
}

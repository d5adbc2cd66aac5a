package dev.coven.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks for texts in files as anybody could who reads the store. */
final class PlainText {
    private PlainText() {}

    /** The files that hold any of the texts. */
    static List<Path> filesWith(List<String> texts, List<Path> files) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path file : files) {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (texts.stream().anyMatch(text -> bytes.contains(asRead(text)))) {
                found.add(file);
            }
        }
        return found;
    }

    /** One character per byte, as the file was read. */
    private static String asRead(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}

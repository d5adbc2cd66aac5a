package dev.coven.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The demo's picture of an album: a file named by its content, as the plan {@code content-addressed} wants it. */
final class CoverPicture {
    private final byte[] bytes;
    private final String hash;

    CoverPicture(String content) {
        this.bytes = content.getBytes(StandardCharsets.UTF_8);
        try {
            this.hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What a row holds to name the picture. */
    String reference() {
        return "sha256:" + hash;
    }

    /** Puts the picture beside a database, before a row names it. */
    void write(Path database) throws IOException {
        Path file = file(database);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /** Whether the picture is beside a database. */
    boolean isAt(Path database) throws IOException {
        Path file = file(database);
        return Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes);
    }

    private Path file(Path database) {
        return database.resolveSibling(database.getFileName() + ".coven")
                .resolve("blobs")
                .resolve("objects")
                .resolve(hash.substring(0, 2))
                .resolve(hash);
    }
}

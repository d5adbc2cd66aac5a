package dev.coven.conformance.certify;

import dev.coven.spi.plugin.Stability;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What classes came from: a jar, or a folder of a build.
 *
 * @param name the file's name
 * @param sha256 the hash of a jar's bytes; of a folder, the hash over names and hashes of its files in order
 */
@Stability(Stability.Promise.INTERNAL)
public record Artifact(String name, String sha256) {
    /** What a class came from; not what it depends on. */
    public static Artifact of(Class<?> type) throws CertificationException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new CertificationException(type.getName() + " does not say which jar it came from");
        }
        try {
            return of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw new CertificationException(type.getName() + " came from " + source.getLocation(), e);
        }
    }

    /** A jar or a folder. */
    public static Artifact of(Path path) throws CertificationException {
        try {
            String hash = Files.isDirectory(path) ? hashOfFolder(path) : hashOfFile(path);
            return new Artifact("" + path.getFileName(), hash);
        } catch (IOException | UncheckedIOException e) {
            throw new CertificationException("cannot read " + path, e);
        }
    }

    private static String hashOfFile(Path file) throws IOException {
        MessageDigest digest = newDigest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String hashOfFolder(Path folder) throws IOException {
        MessageDigest digest = newDigest();
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String line = folder.relativize(file) + " " + hashOfFile(file) + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

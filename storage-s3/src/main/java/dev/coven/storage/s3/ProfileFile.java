package dev.coven.storage.s3;

import dev.coven.spi.storage.StorageException;
import dev.coven.storage.jclouds.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file of named credentials that the AWS tools share: sections of {@code name = value} lines.
 *
 * <p>Static and temporary credentials are read; profiles that run a program or ask a server for credentials are not.
 */
final class ProfileFile {
    /** The largest file that is read: 1 MiB. */
    static final long MAX_BYTES = 1 << 20;

    private ProfileFile() {}

    /** The credentials of a profile, or empty when there is no such file or profile. */
    static Optional<S3Credentials> read(Path file, String profile) throws StorageException {
        List<String> lines;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw Failures.invalid(file + " is larger than " + MAX_BYTES + " bytes; it cannot be a profile file");
            }
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Failures.invalid("the profile file " + file + " cannot be read; make it readable for this user", e);
        }
        Map<String, String> values = section(lines, profile);
        return S3Credentials.pair(
                Optional.ofNullable(values.get("aws_access_key_id")),
                Optional.ofNullable(values.get("aws_secret_access_key")),
                Optional.ofNullable(values.get("aws_session_token")),
                "aws_access_key_id and aws_secret_access_key of profile " + profile + " in " + file);
    }

    private static Map<String, String> section(List<String> lines, String profile) {
        Map<String, String> values = new HashMap<>();
        boolean inside = false;
        for (String line : lines) {
            String text = line.strip();
            if (text.startsWith("[")) {
                inside = text.equals("[" + profile + "]");
                continue;
            }
            int equals = text.indexOf('=');
            if (inside && equals > 0 && !text.startsWith("#") && !text.startsWith(";")) {
                String value = text.substring(equals + 1).strip();
                if (!value.isEmpty()) {
                    values.put(text.substring(0, equals).strip(), value);
                }
            }
        }
        return values;
    }
}

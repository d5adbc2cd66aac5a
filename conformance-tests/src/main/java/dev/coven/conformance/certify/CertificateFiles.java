package dev.coven.conformance.certify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a certificate was put.
 *
 * @param json for programs
 * @param page for people
 */
public record CertificateFiles(Path json, Path page) {
    /** Writes a certificate into a folder, over an older one of the same plugin. */
    public static CertificateFiles write(Certificate certificate, Path folder) throws CertificationException {
        String name = certificate.kind().word() + "-" + certificate.descriptor().id();
        Path json = folder.resolve(name + ".json");
        Path page = folder.resolve(name + ".html");
        try {
            Files.createDirectories(folder);
            Files.writeString(json, certificate.json());
            Files.writeString(page, CertificatePage.of(certificate));
        } catch (IOException e) {
            throw new CertificationException("cannot write to " + folder, e);
        }
        return new CertificateFiles(json, page);
    }

    /** The text of a certificate's JSON. */
    public static String read(Path json) throws CertificationException {
        try {
            if (Files.size(json) > CertificateCheck.MAX_BYTES) {
                throw new CertificationException(json + " is too long to be a certificate");
            }
            return Files.readString(json);
        } catch (IOException e) {
            throw new CertificationException("cannot read " + json, e);
        }
    }
}

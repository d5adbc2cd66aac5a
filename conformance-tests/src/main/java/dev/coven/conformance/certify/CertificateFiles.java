package dev.coven.conformance.certify;

import dev.coven.conformance.rule.PluginKind;
import dev.coven.spi.plugin.Stability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where a certificate was put.
 *
 * @param json for programs
 * @param page for people
 */
@Stability(Stability.Promise.INTERNAL)
public record CertificateFiles(Path json, Path page) {
    /**
     * Removes a plugin's certificate of an earlier run, so that none is there when this run does not come to its end.
     *
     * @throws CertificationException when there is no such plugin, or the files stay
     */
    public static void removeOld(Certification certification, Path folder) throws CertificationException {
        PluginKind kind = Plugins.find(certification.id(), certification.kind()).kind();
        CertificateFiles old = of(kind, certification.id(), folder);
        try {
            Files.deleteIfExists(old.json());
            Files.deleteIfExists(old.page());
        } catch (IOException e) {
            throw new CertificationException("cannot remove the old certificate in " + folder, e);
        }
    }

    private static CertificateFiles of(PluginKind kind, String id, Path folder) {
        String name = kind.word() + "-" + id;
        return new CertificateFiles(folder.resolve(name + ".json"), folder.resolve(name + ".html"));
    }

    /** Writes a certificate into a folder, over an older one of the same plugin; each file is whole or not there. */
    public static CertificateFiles write(Certificate certificate, Path folder) throws CertificationException {
        CertificateFiles files = of(certificate.kind(), certificate.descriptor().id(), folder);
        try {
            Files.createDirectories(folder);
            replace(files.page(), CertificatePage.of(certificate));
            replace(files.json(), certificate.json());
        } catch (IOException e) {
            throw new CertificationException("cannot write to " + folder, e);
        }
        return files;
    }

    private static void replace(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
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

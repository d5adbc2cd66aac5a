package dev.coven.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.coven.conformance.Level;
import dev.coven.conformance.Seed;
import dev.coven.conformance.certify.Artifact;
import dev.coven.conformance.certify.Certificate;
import dev.coven.conformance.certify.CertificateCheck;
import dev.coven.conformance.certify.CertificateFiles;
import dev.coven.conformance.certify.Certification;
import dev.coven.conformance.certify.CertificationException;
import dev.coven.conformance.certify.Main;
import dev.coven.conformance.rule.PluginKind;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Talks to the conformance kit, which is not on every class path: loaded only by {@code coven certify}. */
final class KitRunner {
    private KitRunner() {}

    /** What the command line says beside the plugin's id. */
    record Choices(Path config, Optional<String> kind, String level, Optional<Long> seed, Path out) {}

    static int certify(Shell shell, String id, Choices choices) throws CertificationException {
        Optional<PluginKind> kind = choices.kind().flatMap(PluginKind::of);
        if (choices.kind().isPresent() && kind.isEmpty()) {
            throw new IllegalArgumentException("the kinds are storage, signature, policy and blobplan");
        }
        Certification certification = new Certification(
                id,
                kind,
                choices.config(),
                Level.of(choices.level()),
                choices.seed().map(Seed::new).orElseGet(Seed::ofThisRun));
        CertificateFiles.removeOld(certification, choices.out());
        Certificate certificate = certification.run(InstantSource.system());
        CertificateFiles files = CertificateFiles.write(certificate, choices.out());
        shell.print(JsonParser.parseString(certificate.json()), Main.lines(certificate, files));
        return certificate.isCertified() ? ExitCode.OK : ExitCode.FAILED;
    }

    static int verify(Shell shell, Path certificate, Optional<Path> jar) throws CertificationException {
        Optional<Artifact> artifact = jar.isPresent() ? Optional.of(Artifact.of(jar.get())) : Optional.empty();
        String text = CertificateFiles.read(certificate);
        List<String> objections = CertificateCheck.objections(text, artifact);
        JsonObject json = new JsonObject();
        json.addProperty("holds", objections.isEmpty());
        json.add("objections", JsonForm.array(objections, JsonPrimitive::new));
        List<String> lines = new ArrayList<>(objections);
        lines.add(
                certificate + (objections.isEmpty() ? " holds: " + CertificateCheck.summary(text) : " does not hold"));
        shell.print(json, lines);
        return objections.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
}

package dev.coven.conformance.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coven.conformance.Level;
import dev.coven.conformance.certify.Certificate.Result;
import dev.coven.conformance.rule.PluginKind;
import dev.coven.conformance.rule.RuleBook;
import dev.coven.engine.policy.MaxPolicy;
import dev.coven.spi.plugin.SpiLevel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** What Jazzer calls for {@code certify --verify}, see {@code fuzz/run}: a certificate from anybody holds, or it is said why not. */
public final class CertificateFuzz {
    private static final String CLAIM = "column";

    private CertificateFuzz() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        List<String> objections = CertificateCheck.objections(text, Optional.empty());
        if (objections.isEmpty()) {
            assertThat(CertificateCheck.summary(text)).startsWith("certified");
        } else {
            assertThat(objections).doesNotContainNull();
        }
    }

    /** Writes the first input into a folder. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Files.writeString(folder.resolve("seed-0"), certificate());
    }

    /** A certificate that holds, as of a plugin that keeps every rule. */
    static String certificate() throws CertificationException {
        MaxPolicy plugin = new MaxPolicy();
        List<Result> results = RuleBook.of(PluginKind.POLICY).rules().stream()
                .map(rule -> rule.claim().isEmpty() || rule.claim().get().equals(CLAIM)
                        ? new Result(rule, Outcome.PASSED, "")
                        : new Result(rule, Outcome.NOT_CLAIMED, "of another kind of policy"))
                .toList();
        return new Certificate(
                        Certification.kitVersion(),
                        Artifact.of(CertificateCheck.class),
                        SpiLevel.CURRENT,
                        PluginKind.POLICY,
                        plugin.descriptor(),
                        MaxPolicy.class.getName(),
                        Artifact.of(MaxPolicy.class),
                        Set.of(CLAIM),
                        Level.SMOKE,
                        LongStream.range(7, 7 + Level.SMOKE.repetitions())
                                .boxed()
                                .toList(),
                        "some Java",
                        "2026-05-04",
                        results)
                .json();
    }
}

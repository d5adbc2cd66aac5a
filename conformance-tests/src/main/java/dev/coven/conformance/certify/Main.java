package dev.coven.conformance.certify;

import dev.coven.conformance.Level;
import dev.coven.conformance.Seed;
import dev.coven.conformance.certify.Certificate.Result;
import dev.coven.conformance.rule.PluginKind;
import dev.coven.spi.plugin.Stability;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Certifies from a build: {@code --plugin ID --config FILE [--kind KIND] [--level LEVEL] [--seed N] [--out DIR]}, or
 * {@code --verify FILE [--jar FILE]}. Ends with 0 when the plugin is certified or the certificate holds, 1 when not, 2 when the
 * command line is wrong.
 */
@Stability(Stability.Promise.STABLE)
public final class Main {
    private static final int USAGE = 2;
    private static final String HELP =
            "certify --plugin ID --config FILE [--kind KIND] [--level smoke|full|soak] [--seed N] [--out DIR]"
                    + " | certify --verify FILE [--jar FILE]";
    private static final Set<String> OPTIONS =
            Set.of("--plugin", "--config", "--kind", "--level", "--seed", "--out", "--verify", "--jar");

    private final PrintStream out;
    private final PrintStream err;

    private Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs the command line and ends the process. */
    public static void main(String[] args) {
        System.exit(run(System.out, System.err, args));
    }

    /** Runs the command line and gives the exit code. */
    static int run(PrintStream out, PrintStream err, String... args) {
        return new Main(out, err).run(args);
    }

    private int run(String... args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            boolean known = OPTIONS.contains(args[i]) && i + 1 < args.length;
            if (!known || options.put(args[i], args[i + 1]) != null) {
                return usage("'" + args[i] + "' is not an option with a value that is given once");
            }
        }
        try {
            if (options.containsKey("--verify")) {
                return options.keySet().equals(Set.of("--verify"))
                                || options.keySet().equals(Set.of("--verify", "--jar"))
                        ? verify(Path.of(value(options, "--verify")), Optional.ofNullable(options.get("--jar")))
                        : usage("--verify goes with --jar only");
            }
            if (!options.containsKey("--plugin") || !options.containsKey("--config") || options.containsKey("--jar")) {
                return usage("--plugin and --config are needed, and --jar goes with --verify only");
            }
            return certify(options);
        } catch (IllegalArgumentException e) {
            return usage("" + e.getMessage());
        } catch (CertificationException e) {
            err.println(visible("certify: " + e.getMessage()));
            return 1;
        }
    }

    private static String value(Map<String, String> options, String name) {
        return options.getOrDefault(name, "");
    }

    private int usage(String problem) {
        err.println(visible("certify: " + problem));
        err.println("usage: " + HELP);
        return USAGE;
    }

    private int certify(Map<String, String> options) throws CertificationException {
        Optional<PluginKind> kind = Optional.empty();
        if (options.containsKey("--kind")) {
            kind = PluginKind.of(value(options, "--kind"));
            if (kind.isEmpty()) {
                return usage("the kinds are storage, signature, policy and blobplan");
            }
        }
        Certification certification = new Certification(
                value(options, "--plugin"),
                kind,
                Path.of(value(options, "--config")),
                Level.of(options.getOrDefault("--level", Level.FULL.word())),
                options.containsKey("--seed") ? new Seed(Long.parseLong(value(options, "--seed"))) : Seed.ofThisRun());
        Path folder = Path.of(options.getOrDefault("--out", "."));
        CertificateFiles.removeOld(certification, folder);
        Certificate certificate = certification.run(InstantSource.system());
        CertificateFiles files = CertificateFiles.write(certificate, folder);
        lines(certificate, files).forEach(out::println);
        return certificate.isCertified() ? 0 : 1;
    }

    /** What is said of a certificate: the verdict, what was not kept, and where the files are. */
    public static List<String> lines(Certificate certificate, CertificateFiles files) {
        List<String> lines = new ArrayList<>();
        lines.add("%s %s is %s: %d passed, %d failed, %d missed, %d not claimed%s"
                .formatted(
                        certificate.kind().word(),
                        certificate.descriptor().id(),
                        certificate.isCertified() ? "certified" : "refused",
                        certificate.count(Outcome.PASSED),
                        certificate.count(Outcome.FAILED),
                        certificate.count(Outcome.MISSED),
                        certificate.count(Outcome.NOT_CLAIMED),
                        certificate.isAskedOverHttp() ? "" : "; over HTTP: " + Certificate.NOT_OVER_HTTP));
        for (Result result : certificate.results()) {
            if (result.outcome() == Outcome.FAILED || result.outcome() == Outcome.MISSED) {
                lines.add("%-3s %s %s: %s"
                        .formatted(
                                result.rule().id(),
                                result.outcome().word(),
                                result.rule().test(),
                                result.reason().lines().findFirst().orElse("")));
            }
        }
        lines.add("certificate " + files.json());
        lines.add("page        " + files.page());
        return lines.stream().map(Main::visible).toList();
    }

    /** What a plugin says goes to a terminal, which must not take orders from it. */
    private static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR) {
                shown.append("\\u%04x".formatted(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    private int verify(Path json, Optional<String> jar) throws CertificationException {
        Optional<Artifact> artifact = jar.isPresent() ? Optional.of(Artifact.of(Path.of(jar.get()))) : Optional.empty();
        String text = CertificateFiles.read(json);
        List<String> objections = CertificateCheck.objections(text, artifact);
        objections.forEach(objection -> err.println(visible("certify: " + json + ": " + objection)));
        if (objections.isEmpty()) {
            out.println(visible(json + " holds: " + CertificateCheck.summary(text)));
        }
        return objections.isEmpty() ? 0 : 1;
    }
}

package dev.coven.conformance.certify;

import dev.coven.conformance.certify.Certificate.Result;
import dev.coven.conformance.rule.Rule;
import dev.coven.conformance.rule.RuleBook;
import dev.coven.spi.plugin.Stability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A certificate for people: one HTML page that needs nothing else. */
@Stability(Stability.Promise.INTERNAL)
public final class CertificatePage {
    private static final String STYLE = """
            body { font: 16px/1.45 system-ui, sans-serif; color: #1b1b1f; background: #f6f6f4; margin: 0; }
            main { max-width: 62rem; margin: 2rem auto; padding: 2rem 2.5rem; background: #fff; border: 1px solid #dcdcd6; }
            h1 { font-size: 1.7rem; margin: 0 0 .3rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
            .verdict { display: inline-block; padding: .25rem .9rem; border-radius: 1rem; font-weight: 600; color: #fff; }
            .certified { background: #1a7f45; } .refused { background: #b3261e; }
            dl { display: grid; grid-template-columns: 9rem 1fr; gap: .3rem 1rem; margin: 1.2rem 0; }
            dt { color: #5c5c63; } dd { margin: 0; overflow-wrap: anywhere; }
            code { font: 13px/1.4 ui-monospace, monospace; }
            table { border-collapse: collapse; width: 100%; }
            td, th { text-align: left; vertical-align: top; padding: .4rem .6rem; border-top: 1px solid #e6e6e0; }
            th { color: #5c5c63; font-weight: 500; border-top: 0; }
            td:first-child { font-weight: 600; width: 2.5rem; } td:nth-child(2) { width: 7rem; } td:last-child { width: 7rem; }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.4 ui-monospace, monospace; margin: .4rem 0 0;
              padding: .5rem .7rem; background: #f6f6f4; }
            .passed { color: #1a7f45; } .failed { color: #b3261e; font-weight: 600; } .missed { color: #8a5a00; font-weight: 600; }
            .not-claimed { color: #5c5c63; }
            td code { overflow-wrap: anywhere; }
            @media (max-width: 40rem) {
              main { margin: 0; padding: 1rem; } dl { grid-template-columns: 1fr; } dt { margin-top: .4rem; }
              td, th { padding: .4rem .3rem; } td:nth-child(2), td:last-child { width: auto; }
            }
            """;

    private final StringBuilder html = new StringBuilder();

    private CertificatePage() {}

    /** The page of a certificate. */
    public static String of(Certificate certificate) {
        CertificatePage page = new CertificatePage();
        page.write(certificate);
        return page.html.toString();
    }

    private void write(Certificate certificate) {
        String name = certificate.descriptor().name();
        String verdict = certificate.isCertified() ? "certified" : "refused";
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escaped(name + ": " + verdict))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(escaped(name))
                .append("</h1>\n<p><span class=\"verdict ")
                .append(verdict)
                .append("\">")
                .append(verdict)
                .append("</span> ")
                .append(escaped(counts(certificate)))
                .append("</p>\n");
        writeFacts(certificate);
        Map<String, Result> results = certificate.results().stream()
                .collect(Collectors.toMap(result -> result.rule().id(), Function.identity()));
        for (RuleBook.Group group : RuleBook.of(certificate.kind()).groups()) {
            html.append("<h2>").append(escaped(group.title())).append("</h2>\n<table>\n");
            html.append("<tr><th></th><th>Obligation</th><th>Rule</th><th>Outcome</th></tr>\n");
            for (Rule rule : group.rules()) {
                Result result = results.get(rule.id());
                if (result != null) {
                    writeResult(result);
                }
            }
            html.append("</table>\n");
        }
        html.append("</main>\n</body>\n</html>\n");
    }

    private static String counts(Certificate certificate) {
        return "%d rules: %d passed, %d failed, %d missed, %d not claimed"
                .formatted(
                        certificate.results().size(),
                        certificate.count(Outcome.PASSED),
                        certificate.count(Outcome.FAILED),
                        certificate.count(Outcome.MISSED),
                        certificate.count(Outcome.NOT_CLAIMED));
    }

    private void writeFacts(Certificate certificate) {
        String claims = String.join(", ", new TreeSet<>(certificate.claims()));
        List<String[]> facts = new ArrayList<>(List.of(
                fact(
                        "Plugin",
                        certificate.kind().word() + " <code>"
                                + escaped(certificate.descriptor().id()) + "</code>, version "
                                + escaped(certificate.descriptor().version()) + ", SPI level "
                                + certificate.descriptor().spiLevel()),
                fact("Class", code(certificate.type())),
                fact("From", code(certificate.artifact().name())),
                fact("SHA-256", code(certificate.artifact().sha256())),
                fact("Claims", claims.isEmpty() ? "none" : escaped(claims)),
                fact(
                        "Kit",
                        "version " + escaped(certificate.kitVersion()) + ", SPI level " + certificate.spiLevel() + ", "
                                + code(certificate.kit().name())),
                fact("SHA-256", code(certificate.kit().sha256())),
                fact(
                        "Run",
                        "level " + certificate.level().word() + ", seeds " + certificate.seeds() + ", "
                                + certificate.date()),
                fact("Java", escaped(certificate.java()))));
        if (!certificate.isAskedOverHttp()) {
            facts.add(1, fact("Over HTTP", Certificate.NOT_OVER_HTTP));
        }
        html.append("<dl>\n");
        facts.forEach(fact -> html.append("<dt>")
                .append(fact[0])
                .append("</dt><dd>")
                .append(fact[1])
                .append("</dd>\n"));
        html.append("</dl>\n");
    }

    private static String[] fact(String name, String text) {
        return new String[] {name, text};
    }

    private static String code(String text) {
        return "<code>" + escaped(text) + "</code>";
    }

    private void writeResult(Result result) {
        html.append("<tr><td>")
                .append(result.rule().id())
                .append("</td><td>")
                .append(escaped(result.rule().obligationText()))
                .append("</td><td>")
                .append(escaped(result.rule().sentence()).replaceAll("`([^`]+)`", "<code>$1</code>"))
                .append("<br>")
                .append(code(result.rule().test()));
        if (!result.reason().isEmpty()) {
            html.append("<pre>").append(escaped(result.reason())).append("</pre>");
        }
        html.append("</td><td class=\"")
                .append(result.outcome().word())
                .append("\">")
                .append(result.outcome().word().replace('-', ' '))
                .append("</td></tr>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

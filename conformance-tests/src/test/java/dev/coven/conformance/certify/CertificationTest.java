package dev.coven.conformance.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coven.conformance.Level;
import dev.coven.conformance.Seed;
import dev.coven.conformance.certify.Certificate.Result;
import dev.coven.conformance.rule.PluginKind;
import dev.coven.conformance.rule.Rule;
import dev.coven.conformance.rule.RuleBook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificationTest {
    private static final Instant DAY = Instant.parse("2026-05-04T03:02:01Z");
    private static final String MEMORY = "certify { location = \"memory:{fresh}\", http = none }";
    private static final String COVERS = """
            certify.rows = [
              { table = books, columns = [title, cover], values = [t, id-1] }
              { table = books, columns = [title, cover], values = [u, id-2] }
            ]
            """;

    @TempDir
    Path folder;

    private Certificate certify(String id, PluginKind kind, String config) throws Exception {
        Path file = Files.writeString(folder.resolve(id + ".conf"), config);
        return new Certification(id, Optional.of(kind), file, Level.SMOKE, new Seed(7)).run(() -> DAY);
    }

    private static List<Result> unkept(Certificate certificate) {
        return certificate.results().stream()
                .filter(result -> result.outcome() != Outcome.PASSED)
                .toList();
    }

    @Test
    void storeInMemory_isCertified_withoutWhatAsksForHttp() throws Exception {
        Certificate certificate = certify("memory", PluginKind.STORAGE, MEMORY);
        assertThat(unkept(certificate)).allSatisfy(result -> {
            assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.NOT_CLAIMED);
            assertThat(result.rule().id()).startsWith("F");
        });
        assertThat(certificate.claims()).containsExactly("create-if-absent");
        assertThat(certificate.results())
                .hasSameSizeAs(RuleBook.of(PluginKind.STORAGE).rules());
        assertThat(CertificateCheck.objections(certificate.json(), Optional.empty()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lww", "lww-row", "max", "json-set"})
    void policyOfTheEngine_isCertified(String id) throws Exception {
        Certificate certificate = certify(
                id, PluginKind.POLICY, "certify.special-values = [1, 1.5, \"[1]\", \"[2,1]\", { hex = \"00\" }]");
        assertThat(unkept(certificate)).isEmpty();
        assertThat(CertificateCheck.objections(certificate.json(), Optional.empty()))
                .isEmpty();
    }

    @Test
    void blobPlan_isCertified_andToldWhatItShould() throws Exception {
        Certificate certificate = certify("covers", PluginKind.BLOBPLAN, COVERS);
        assertThat(certificate.isCertified()).isTrue();
        assertThat(unkept(certificate)).extracting(Result::outcome).containsOnly(Outcome.MISSED);
        assertThat(CertificatePage.of(certificate))
                .contains("class=\"verdict certified\"", "plan_ofFilesThatDifferInCase_givesDifferentPlaces", "<pre>")
                .doesNotContain("http://", "https://", "<script");
    }

    /** A row without a file: the plan names nothing, which must not certify it. */
    @Test
    void blobPlan_ofRowsWithoutFiles_isRefused() throws Exception {
        Certificate certificate =
                certify("covers", PluginKind.BLOBPLAN, "certify.rows = [{ table = b, columns = [id], values = [x] }]");
        assertThat(certificate.isCertified()).isFalse();
        assertThat(CertificateCheck.objections(certificate.json(), Optional.empty()))
                .containsExactly("the plugin is not certified: it breaks a MUST");
    }

    @Test
    void configuration_thatLacksSomething_isRefusedByItsName() {
        assertThatThrownBy(() -> certify("memory", PluginKind.STORAGE, "certify.location = \"memory:a\""))
                .isInstanceOf(CertificationException.class)
                .hasMessageContaining("certify.http");
        assertThatThrownBy(() -> certify("covers", PluginKind.BLOBPLAN, ""))
                .isInstanceOf(CertificationException.class)
                .hasMessageContaining("certify.rows");
        assertThatThrownBy(() -> certify("max", PluginKind.POLICY, "certify.specialvalues = []"))
                .isInstanceOf(CertificationException.class)
                .hasMessageContaining("specialvalues");
    }

    @Test
    void plugin_thatIsNotThere_isRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> certify("no-such", PluginKind.POLICY, ""))
                .isInstanceOf(CertificationException.class)
                .hasMessageContaining("no-such")
                .hasMessageContaining("json-set");
    }

    @Test
    void certificate_changedByHand_doesNotHold() throws Exception {
        Certificate good = certify("covers", PluginKind.BLOBPLAN, COVERS);
        String json = good.json();
        assertThat(objections(json.replace("\"level\":", "\"level\": "))).anyMatch(it -> it.contains("canonical"));
        assertThat(objections(json.replace("certified", "refused"))).anyMatch(it -> it.contains("verdict"));
        assertThat(objections(json.replaceFirst("\"id\":\"B1\"", "\"id\":\"B9\"")))
                .anyMatch(it -> it.contains("says nothing of B1"));
        assertThat(objections(json.replaceFirst("\"outcome\":\"passed\"", "\"outcome\":\"not-claimed\"")))
                .anyMatch(it -> it.contains("not claimed, but it binds"));
        assertThat(objections(json.replaceFirst("\"outcome\":\"passed\"", "\"outcome\":\"missed\"")))
                .anyMatch(it -> it.contains("missed, but it is a MUST"));
        assertThat(objections(json.replace(good.artifact().sha256(), "0".repeat(64))))
                .anyMatch(it -> it.contains("is not what was certified"));
        assertThat(objections(json.replace("\"level\":\"smoke\"", "\"level\":\"soak\"")))
                .anyMatch(it -> it.contains("3 seeds, not 1"));
        assertThat(objections(json.replace("\"level\":\"smoke\"", "\"level\":\"thorough\"")))
                .anyMatch(it -> it.contains("no level 'thorough'"));
        assertThat(objections(json.replace("2026-05-04", "2026-05-34"))).anyMatch(it -> it.contains("its date"));
        assertThat(objections(json.replaceFirst("\"java\":\"[^\"]*\"", "\"java\":\"\"")))
                .anyMatch(it -> it.contains("which Java"));
        assertThat(objections(json.replace("\"claims\":[]", "\"claims\":[\"create-if-absent\"]")))
                .anyMatch(it -> it.contains("can claim 'create-if-absent'"));
        assertThat(objections(json.replace("\"format\"", "\"audited\":\"yes\",\"format\"")))
                .anyMatch(it -> it.contains("no certificate has: [audited]"));
        assertThat(objections(json.replace("\"date\"", "\"author\":\"me\",\"date\"")))
                .anyMatch(it -> it.contains("its run has members"));
        assertThat(objections(json.replaceFirst("\"asks\":\"", "\"asks\":\"Nearly: ")))
                .anyMatch(it -> it.startsWith("the text of B"));
        assertThat(objections(json.replaceFirst("\"obligation\":\"MUST\"", "\"obligation\":\"SHOULD\"")))
                .anyMatch(it -> it.startsWith("the obligation of B"));
        assertThat(objections(json.replaceFirst("\"test\":\"", "\"test\":\"other_")))
                .anyMatch(it -> it.startsWith("the test of B"));
        for (String member : List.of("name", "class", "version")) {
            assertThat(objections(json.replaceFirst("(\"plugin\":.*\"" + member + "\":\")", "$1x")))
                    .as(member)
                    .anyMatch(it -> it.startsWith("its plugin's " + member));
        }
        assertThat(objections(json.replaceAll("\"spiLevel\":[0-9]+", "\"spiLevel\":99")))
                .anyMatch(it -> it.startsWith("its plugin's SPI level"))
                .anyMatch(it -> it.startsWith("its kit's SPI level"));
        assertThat(objections("{}")).anyMatch(it -> it.contains("no certificate"));
        assertThat(objections("not json")).anyMatch(it -> it.contains("no certificate"));
    }

    private static List<String> objections(String json) {
        return CertificateCheck.objections(json, Optional.empty());
    }

    /** What is not claimed must be refused: the rule that asks for that must have passed. */
    @Test
    void certificate_withoutTheRefusal_doesNotHold() throws Exception {
        Certificate good = certify("memory", PluginKind.STORAGE, MEMORY);
        List<Result> results = good.results().stream()
                .map(result -> switch (result.rule().id()) {
                    case "C2", "C3", "C4" -> new Result(result.rule(), Outcome.NOT_CLAIMED, "");
                    case "C1" -> new Result(result.rule(), Outcome.FAILED, "");
                    default -> result;
                })
                .toList();
        Certificate without = new Certificate(
                good.kitVersion(),
                good.kit(),
                good.spiLevel(),
                good.kind(),
                good.descriptor(),
                good.type(),
                good.artifact(),
                Set.of(),
                good.level(),
                good.seeds(),
                good.java(),
                good.date(),
                results);
        assertThat(objections(without.json())).anyMatch(it -> it.startsWith("C2 is not claimed, and C1"));
    }

    /** A claim is what binds a store to some rules, and frees it of none that it passed. */
    @Test
    void certificate_withOtherClaims_doesNotHold() throws Exception {
        String json = certify("memory", PluginKind.STORAGE, MEMORY).json();
        String claims = "\"claims\":[\"create-if-absent\"";
        assertThat(objections(json.replace(claims, "\"claims\":["))).anyMatch(it -> it.startsWith("C2 is passed, but"));
        assertThat(objections(json.replace(claims, claims + ",\"http\"")))
                .anyMatch(it -> it.startsWith("F1 is not claimed, but"));
        String policy = certify("max", PluginKind.POLICY, "certify.special-values = [1]")
                .json();
        assertThat(objections(policy.replace("\"column\"", "\"row\"")))
                .anyMatch(it -> it.startsWith("its claim is 'row'"));
    }

    @Test
    void summary_saysLevelDateAndWhatIsNotClaimed() throws Exception {
        Certificate certificate = certify("memory", PluginKind.STORAGE, MEMORY);
        assertThat(CertificateCheck.summary(certificate.json()))
                .isEqualTo("certified at level smoke on 2026-05-04, " + certificate.count(Outcome.NOT_CLAIMED)
                        + " rules not claimed");
        assertThat(CertificatePage.of(certificate))
                .contains("<dt>Over HTTP</dt><dd>not asked, the configuration says none</dd>");
        assertThat(Main.lines(certificate, new CertificateFiles(folder, folder)).get(0))
                .endsWith("; over HTTP: not asked, the configuration says none");
    }

    @Test
    void json_ofOneRunAgain_isTheSame() throws Exception {
        assertThat(certify("covers", PluginKind.BLOBPLAN, COVERS).json())
                .isEqualTo(certify("covers", PluginKind.BLOBPLAN, COVERS).json());
    }

    @Test
    void ruleThatNeverRan_isFailed() {
        Rule rule = RuleBook.of(PluginKind.POLICY).rules().get(0);
        Result result = new ResultCollector(new Reasons(Set.of())).resultOf(rule, Set.of());
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.reason()).contains("not asked for");
    }
}

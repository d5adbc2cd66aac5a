package dev.coven.conformance.certify;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.coven.conformance.rule.Obligation;
import dev.coven.conformance.rule.PluginKind;
import dev.coven.conformance.rule.Rule;
import dev.coven.conformance.rule.RuleBook;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.SpiLevel;
import dev.coven.spi.plugin.Stability;
import dev.coven.spi.policy.ConflictPolicy;
import dev.coven.spi.policy.Granularity;
import dev.coven.spi.storage.Capability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads a certificate again: is it whole and coherent, is it of this kit's rules, and is it of the plugin at hand? It is no signature: an
 * outcome, a date or a level that was changed with care is not noticed. Whoever wants to know that a plugin keeps the rules runs them.
 */
@Stability(Stability.Promise.INTERNAL)
public final class CertificateCheck {
    /** Larger than any certificate. */
    public static final int MAX_BYTES = 4 << 20;

    private final List<String> objections = new ArrayList<>();

    private CertificateCheck() {}

    /**
     * What is wrong with a certificate; empty when nothing is.
     *
     * @param text the certificate
     * @param jar the plugin's jar; empty: what is found on the class path by the certificate's id
     */
    public static List<String> objections(String text, Optional<Artifact> jar) {
        CertificateCheck check = new CertificateCheck();
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            check.check(json, text, jar);
        } catch (JsonParseException
                | IllegalStateException
                | NullPointerException
                | ClassCastException
                | NumberFormatException
                | UnsupportedOperationException e) {
            check.objections.add("it is no certificate: " + e.getMessage());
        }
        return check.objections;
    }

    /** What a certificate that holds says, in one line. */
    public static String summary(String text) {
        JsonObject json = JsonParser.parseString(text).getAsJsonObject();
        int unclaimed = 0;
        for (JsonElement rule : json.getAsJsonArray("rules")) {
            unclaimed += string(rule.getAsJsonObject(), "outcome").equals(Outcome.NOT_CLAIMED.word()) ? 1 : 0;
        }
        JsonObject run = json.getAsJsonObject("run");
        return "%s at level %s on %s, %d rules not claimed"
                .formatted(string(json, "verdict"), string(run, "level"), string(run, "date"), unclaimed);
    }

    private void check(JsonObject json, String text, Optional<Artifact> jar) {
        require(Certificate.FORMAT.equals(string(json, "format")), "its format is not " + Certificate.FORMAT);
        require(
                (CanonicalJson.of(json) + "\n").equals(text),
                "it is not in canonical form: somebody changed it by hand");
        JsonObject plugin = json.getAsJsonObject("plugin");
        Optional<PluginKind> kind = PluginKind.of(string(plugin, "kind"));
        if (kind.isEmpty()) {
            objections.add("there is no kind of plugins '" + string(plugin, "kind") + "'");
            return;
        }
        objections.addAll(CertificateForm.objections(json));
        Set<String> claims = claims(json, kind.get());
        try {
            checkKit(json.getAsJsonObject("kit"));
            checkPlugin(plugin, kind.get(), claims, jar);
        } catch (CertificationException e) {
            objections.add("" + e.getMessage());
        }
        checkRules(json, kind.get(), claims);
    }

    private void require(boolean holds, String objection) {
        if (!holds) {
            objections.add(objection);
        }
    }

    private static String string(JsonObject json, String name) {
        return json.get(name).getAsString();
    }

    private void checkKit(JsonObject kit) throws CertificationException {
        require(
                string(kit, "sha256").equals(Artifact.of(CertificateCheck.class).sha256()),
                "it was made by another kit, " + string(kit, "artifact") + " " + string(kit, "version")
                        + ": verify it with that one, or certify again");
        requireSame("its kit's version", string(kit, "version"), Certification.kitVersion());
        requireSame("its kit's SPI level", string(kit, "spiLevel"), "" + SpiLevel.CURRENT);
    }

    private void requireSame(String what, String written, String known) {
        require(written.equals(known), what + " is '" + written + "', and should be '" + known + "'");
    }

    /** The jar's hash, and what the plugin says of itself, when the plugin that was certified is on the class path. */
    private void checkPlugin(JsonObject plugin, PluginKind kind, Set<String> claims, Optional<Artifact> jar)
            throws CertificationException {
        Optional<Plugins.Found> found = found(string(plugin, "id"), kind, jar.isEmpty());
        String certified = string(plugin, "sha256");
        if (jar.isPresent()) {
            requireHash(jar.get(), certified);
        }
        if (found.isPresent()) {
            Artifact loaded = Artifact.of(found.get().instance().getClass());
            if (jar.isEmpty()) {
                requireHash(loaded, certified);
            }
            if (loaded.sha256().equals(certified)) {
                requireDescribed(plugin, found.get(), claims);
            }
        }
    }

    private Optional<Plugins.Found> found(String id, PluginKind kind, boolean needed) {
        try {
            return Optional.of(Plugins.find(id, Optional.of(kind)));
        } catch (CertificationException e) {
            require(!needed, "" + e.getMessage());
            return Optional.empty();
        }
    }

    private void requireHash(Artifact artifact, String certified) {
        require(
                artifact.sha256().equals(certified),
                artifact.name() + " is not what was certified: its SHA-256 is " + artifact.sha256());
    }

    private void requireDescribed(JsonObject plugin, Plugins.Found found, Set<String> claims) {
        PluginDescriptor descriptor = found.descriptor();
        requireSame("its plugin's version", string(plugin, "version"), descriptor.version());
        requireSame("its plugin's name", string(plugin, "name"), descriptor.name());
        requireSame("its plugin's SPI level", string(plugin, "spiLevel"), "" + descriptor.spiLevel());
        requireSame(
                "its plugin's class",
                string(plugin, "class"),
                found.instance().getClass().getName());
        if (found.instance() instanceof ConflictPolicy policy) {
            requireSame("its claim", String.join(", ", claims), Certification.word(policy.granularity()));
        }
    }

    /** What is claimed: what can be claimed by a plugin of the kind, and no more. */
    private Set<String> claims(JsonObject json, PluginKind kind) {
        Set<String> known = new HashSet<>();
        if (kind == PluginKind.STORAGE) {
            known.add(Certificate.HTTP);
            Arrays.stream(Capability.values()).map(Certification::word).forEach(known::add);
        } else if (kind == PluginKind.POLICY) {
            Arrays.stream(Granularity.values()).map(Certification::word).forEach(known::add);
        }
        Set<String> claims = new TreeSet<>();
        for (JsonElement claim : json.getAsJsonArray("claims")) {
            String word = claim.getAsString();
            require(known.contains(word), "no plugin of its kind can claim '" + word + "'");
            require(claims.add(word), "it claims '" + word + "' twice");
        }
        return claims;
    }

    private void checkRules(JsonObject json, PluginKind kind, Set<String> claims) {
        checkWords(json.getAsJsonArray("rules"), kind);
        Map<String, Outcome> outcomes = outcomes(json.getAsJsonArray("rules"));
        boolean failed = false;
        for (Rule rule : RuleBook.of(kind).rules()) {
            Outcome outcome = outcomes.remove(rule.id());
            if (outcome == null) {
                objections.add("it says nothing of " + rule.id() + ", " + rule.sentence());
                continue;
            }
            failed |= outcome == Outcome.FAILED;
            require(
                    outcome != Outcome.MISSED || rule.obligation() == Obligation.SHOULD,
                    rule.id() + " is missed, but it is a MUST");
            boolean mayBeUnclaimed =
                    rule.claim().isPresent() && !claims.contains(rule.claim().get());
            require(
                    outcome != Outcome.NOT_CLAIMED || mayBeUnclaimed,
                    rule.id() + " is not claimed, but it binds this plugin");
            require(
                    outcome != Outcome.PASSED || !mayBeUnclaimed,
                    rule.id() + " is passed, but it binds only who claims "
                            + rule.claim().orElse(""));
        }
        require(outcomes.isEmpty(), "this kit has no rules " + outcomes.keySet());
        checkTwins(json.getAsJsonArray("rules"), kind);
        require(
                string(json, "verdict").equals(failed ? "refused" : "certified"),
                "its verdict is '" + string(json, "verdict") + "', which does not follow from its rules");
        require(!failed, "the plugin is not certified: it breaks a MUST");
    }

    /** A rule's words are those of this kit's page. */
    private void checkWords(JsonArray results, PluginKind kind) {
        Map<String, Rule> rules =
                RuleBook.of(kind).rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
        for (JsonElement element : results) {
            JsonObject result = element.getAsJsonObject();
            Rule rule = rules.get(string(result, "id"));
            if (rule != null) {
                requireSame("the text of " + rule.id(), string(result, "asks"), rule.sentence());
                requireSame("the obligation of " + rule.id(), string(result, "obligation"), rule.obligationText());
                requireSame("the test of " + rule.id(), string(result, "test"), rule.test());
                require(
                        string(result, "reason").isEmpty()
                                || !string(result, "outcome").equals(Outcome.PASSED.word()),
                        rule.id() + " is passed, and says why it is not");
            }
        }
    }

    /** What is not claimed must be refused, which its twin asks for. */
    private void checkTwins(JsonArray results, PluginKind kind) {
        Map<String, Outcome> outcomes = outcomes(results);
        for (Rule rule : RuleBook.of(kind).rules()) {
            if (outcomes.get(rule.id()) == Outcome.NOT_CLAIMED && rule.twin().isPresent()) {
                String twin = rule.twin().get();
                require(
                        outcomes.get(twin) == Outcome.PASSED,
                        rule.id() + " is not claimed, and " + twin + ", which asks for the refusal, has not passed");
            }
        }
    }

    private Map<String, Outcome> outcomes(JsonArray results) {
        Map<String, Outcome> outcomes = new HashMap<>();
        for (JsonElement result : results) {
            String id = string(result.getAsJsonObject(), "id");
            String word = string(result.getAsJsonObject(), "outcome");
            Optional<Outcome> outcome = Outcome.of(word);
            require(outcome.isPresent(), "there is no outcome '" + word + "' for " + id);
            require(!outcomes.containsKey(id), id + " is there twice");
            outcome.ifPresent(known -> outcomes.put(id, known));
        }
        return outcomes;
    }
}

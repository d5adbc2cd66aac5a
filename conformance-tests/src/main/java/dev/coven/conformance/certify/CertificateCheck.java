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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a certificate again: is it whole and coherent, is it of this kit's rules, and is it of the plugin at hand? It is no signature:
 * whoever wants to know that a plugin keeps the rules runs them.
 */
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
        checkKit(json.getAsJsonObject("kit"));
        checkArtifact(plugin, kind.get(), jar);
        checkRules(json, kind.get());
    }

    private void require(boolean holds, String objection) {
        if (!holds) {
            objections.add(objection);
        }
    }

    private static String string(JsonObject json, String name) {
        return json.get(name).getAsString();
    }

    private void checkKit(JsonObject kit) {
        try {
            require(
                    string(kit, "sha256")
                            .equals(Artifact.of(CertificateCheck.class).sha256()),
                    "it was made by another kit, " + string(kit, "artifact") + " " + string(kit, "version")
                            + ": verify it with that one, or certify again");
        } catch (CertificationException e) {
            objections.add("" + e.getMessage());
        }
    }

    private void checkArtifact(JsonObject plugin, PluginKind kind, Optional<Artifact> jar) {
        try {
            Artifact found = jar.isPresent()
                    ? jar.get()
                    : Artifact.of(Plugins.find(string(plugin, "id"), Optional.of(kind))
                            .instance()
                            .getClass());
            require(
                    found.sha256().equals(string(plugin, "sha256")),
                    found.name() + " is not what was certified: its SHA-256 is " + found.sha256());
        } catch (CertificationException e) {
            objections.add("" + e.getMessage());
        }
    }

    private void checkRules(JsonObject json, PluginKind kind) {
        Set<String> claims = new HashSet<>();
        json.getAsJsonArray("claims").forEach(claim -> claims.add(claim.getAsString()));
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
        }
        require(outcomes.isEmpty(), "this kit has no rules " + outcomes.keySet());
        checkTwins(json.getAsJsonArray("rules"), kind);
        require(
                string(json, "verdict").equals(failed ? "refused" : "certified"),
                "its verdict is '" + string(json, "verdict") + "', which does not follow from its rules");
        require(!failed, "the plugin is not certified: it breaks a MUST");
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

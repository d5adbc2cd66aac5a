package dev.coven.conformance.certify;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.coven.conformance.Level;
import dev.coven.conformance.rule.PluginKind;
import dev.coven.conformance.rule.Rule;
import dev.coven.spi.plugin.PluginDescriptor;
import dev.coven.spi.plugin.Stability;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a certification found.
 *
 * @param kitVersion the kit's version
 * @param kit the kit's jar
 * @param spiLevel the level of the interfaces that the kit was built with
 * @param kind the plugin's kind
 * @param descriptor what the plugin says of itself
 * @param type the plugin's class
 * @param artifact the plugin's jar
 * @param claims what the plugin claims, beyond what binds every plugin
 * @param level how long the rules looked
 * @param seeds where random values came from, one for each repetition
 * @param java which Java it was, and on which system
 * @param date when, as {@code yyyy-mm-dd}
 * @param results one for each rule of the kind
 */
@Stability(Stability.Promise.INTERNAL)
public record Certificate(
        String kitVersion,
        Artifact kit,
        int spiLevel,
        PluginKind kind,
        PluginDescriptor descriptor,
        String type,
        Artifact artifact,
        Set<String> claims,
        Level level,
        List<Long> seeds,
        String java,
        String date,
        List<Result> results) {
    /** The form of the JSON. */
    static final String FORMAT = "coven-certificate-1";

    /** The claim of a store that is reached over HTTP. */
    static final String HTTP = "http";
    /** What is said of a store that was not asked for the rules of stores behind a network. */
    static final String NOT_OVER_HTTP = "not asked, the configuration says none";

    /** Copies the collections. */
    public Certificate {
        claims = Set.copyOf(claims);
        seeds = List.copyOf(seeds);
        results = List.copyOf(results);
    }

    /**
     * What came of one rule.
     *
     * @param rule the rule
     * @param outcome what came of it
     * @param reason why, when the plugin does not keep it or need not
     */
    public record Result(Rule rule, Outcome outcome, String reason) {}

    /** Whether no rule failed. */
    public boolean isCertified() {
        return count(Outcome.FAILED) == 0;
    }

    /** Whether nothing was left out that is asked of stores behind a network; of no other kind is there anything to ask. */
    public boolean isAskedOverHttp() {
        return kind != PluginKind.STORAGE || claims.contains(HTTP);
    }

    /** How many rules had an outcome. */
    public long count(Outcome outcome) {
        return results.stream().filter(result -> result.outcome() == outcome).count();
    }

    /** The certificate as one canonical JSON object and a line feed. */
    public String json() {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.add("kit", artifact(kit, kitVersion, spiLevel));
        JsonObject plugin = artifact(artifact, descriptor.version(), descriptor.spiLevel());
        plugin.addProperty("kind", kind.word());
        plugin.addProperty("id", descriptor.id());
        plugin.addProperty("name", descriptor.name());
        plugin.addProperty("class", type);
        json.add("plugin", plugin);
        JsonArray claimed = new JsonArray();
        new TreeSet<>(claims).forEach(claimed::add);
        json.add("claims", claimed);
        JsonObject run = new JsonObject();
        run.addProperty("level", level.word());
        run.addProperty("java", java);
        run.addProperty("date", date);
        JsonArray numbers = new JsonArray();
        seeds.forEach(numbers::add);
        run.add("seeds", numbers);
        json.add("run", run);
        JsonArray rules = new JsonArray();
        results.forEach(result -> rules.add(ofResult(result)));
        json.add("rules", rules);
        json.addProperty("verdict", isCertified() ? "certified" : "refused");
        return CanonicalJson.of(json) + "\n";
    }

    private static JsonObject artifact(Artifact artifact, String version, int level) {
        JsonObject json = new JsonObject();
        json.addProperty("artifact", artifact.name());
        json.addProperty("sha256", artifact.sha256());
        json.addProperty("version", version);
        json.addProperty("spiLevel", level);
        return json;
    }

    private static JsonObject ofResult(Result result) {
        JsonObject json = new JsonObject();
        json.addProperty("id", result.rule().id());
        json.addProperty("obligation", result.rule().obligationText());
        json.addProperty("asks", result.rule().sentence());
        json.addProperty("test", result.rule().test());
        json.addProperty("outcome", result.outcome().word());
        json.addProperty("reason", result.reason());
        return json;
    }
}

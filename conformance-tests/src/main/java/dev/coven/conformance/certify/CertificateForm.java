package dev.coven.conformance.certify;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.coven.conformance.Level;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What every certificate has, whatever it is about: its members, no others, and a run that can have been. */
final class CertificateForm {
    private static final Set<String> WHOLE = Set.of("format", "kit", "plugin", "claims", "run", "rules", "verdict");
    private static final Set<String> KIT = Set.of("artifact", "sha256", "version", "spiLevel");
    private static final Set<String> PLUGIN =
            Set.of("artifact", "sha256", "version", "spiLevel", "kind", "id", "name", "class");
    private static final Set<String> RUN = Set.of("level", "java", "date", "seeds");
    private static final Set<String> RULE = Set.of("id", "obligation", "asks", "test", "outcome", "reason");

    private final List<String> objections = new ArrayList<>();

    private CertificateForm() {}

    /**
     * What is wrong with the form.
     *
     * @throws JsonParseException when it is so wrong that nothing more can be asked
     */
    static List<String> objections(JsonObject json) {
        CertificateForm form = new CertificateForm();
        form.members("it", json, WHOLE);
        form.members("its kit", json.getAsJsonObject("kit"), KIT);
        form.members("its plugin", json.getAsJsonObject("plugin"), PLUGIN);
        form.members("its run", json.getAsJsonObject("run"), RUN);
        for (JsonElement rule : json.getAsJsonArray("rules")) {
            form.members("a rule of it", rule.getAsJsonObject(), RULE);
        }
        form.run(json.getAsJsonObject("run"));
        return form.objections;
    }

    private void members(String what, JsonObject object, Set<String> due) {
        Set<String> missing = new TreeSet<>(due);
        missing.removeAll(object.keySet());
        if (!missing.isEmpty()) {
            throw new JsonParseException(what + " lacks " + missing);
        }
        Set<String> unknown = new TreeSet<>(object.keySet());
        unknown.removeAll(due);
        if (!unknown.isEmpty()) {
            objections.add(what + " has members that no certificate has: " + unknown);
        }
    }

    private void run(JsonObject run) {
        JsonArray seeds = run.getAsJsonArray("seeds");
        try {
            int due = Level.of(run.get("level").getAsString()).repetitions();
            if (seeds.size() != due) {
                objections.add("its level has " + due + " seeds, not " + seeds.size());
            }
        } catch (IllegalArgumentException e) {
            objections.add("" + e.getMessage());
        }
        for (int i = 1; i < seeds.size(); i++) {
            if (seeds.get(i).getAsLong() != seeds.get(i - 1).getAsLong() + 1) {
                objections.add("its seeds do not follow each other: " + seeds);
            }
        }
        String date = run.get("date").getAsString();
        try {
            LocalDate.parse(date);
        } catch (DateTimeException e) {
            objections.add("its date is '" + date + "'");
        }
        if (run.get("java").getAsString().isBlank()) {
            objections.add("it does not say which Java it was");
        }
    }
}

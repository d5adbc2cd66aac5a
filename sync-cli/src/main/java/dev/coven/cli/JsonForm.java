package dev.coven.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.coven.engine.ChangesetInfo;
import dev.coven.engine.Checkup;
import dev.coven.engine.Conflict;
import dev.coven.engine.DeviceStatus;
import dev.coven.engine.HeldDevice;
import dev.coven.engine.HostTriggerInfo;
import dev.coven.engine.LibraryStatus;
import dev.coven.engine.MemberInfo;
import dev.coven.engine.ParkedRow;
import dev.coven.engine.PluginInfo;
import dev.coven.engine.PullResult;
import dev.coven.engine.PushResult;
import dev.coven.engine.SyncResult;
import dev.coven.spi.row.SqlValue;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the engine returns, as JSON. The names are a promise to programs that read them. */
final class JsonForm {
    private JsonForm() {}

    static JsonElement value(SqlValue value) {
        if (value instanceof SqlValue.Int number) {
            return new JsonPrimitive(number.value());
        }
        if (value instanceof SqlValue.Real real) {
            return real(real.value());
        }
        if (value instanceof SqlValue.Text text) {
            return new JsonPrimitive(text.string());
        }
        if (value instanceof SqlValue.Blob blob) {
            return object("blob", HexFormat.of().formatHex(blob.bytes()));
        }
        return JsonNull.INSTANCE;
    }

    /** JSON has no infinity. */
    private static JsonElement real(double value) {
        return Double.isInfinite(value) ? object("real", Double.toString(value)) : new JsonPrimitive(value);
    }

    static JsonObject library(LibraryStatus status) {
        JsonObject json = new JsonObject();
        json.addProperty("libraryId", status.libraryId());
        json.addProperty("deviceId", status.deviceId());
        json.add("tables", array(status.tables(), JsonPrimitive::new));
        return json;
    }

    static JsonObject hostTrigger(HostTriggerInfo trigger) {
        JsonObject json = new JsonObject();
        json.addProperty("name", trigger.name());
        json.addProperty("table", trigger.table());
        json.addProperty("duringMerge", Display.word(trigger.duringMerge()));
        return json;
    }

    static JsonObject status(LibraryStatus status) {
        JsonObject json = new JsonObject();
        json.addProperty("libraryId", status.libraryId());
        json.addProperty("deviceId", status.deviceId());
        json.addProperty("memberId", status.memberId());
        json.addProperty("store", status.storeLocation());
        json.add("devices", array(status.devices(), JsonForm::device));
        json.add("warnings", array(status.warnings(), JsonPrimitive::new));
        json.add("diverged", array(status.diverged(), JsonPrimitive::new));
        json.addProperty("outbox", status.outbox());
        json.addProperty("uncaptured", status.uncaptured());
        json.addProperty("parked", status.parked());
        json.addProperty("conflicts", status.conflicts());
        json.addProperty("pendingBlobs", status.pendingBlobs());
        json.add("tables", array(status.tables(), JsonPrimitive::new));
        return json;
    }

    static JsonObject checkup(Checkup checkup) {
        JsonObject json = new JsonObject();
        json.addProperty("fingerprint", checkup.fingerprint());
        json.addProperty("worst", Display.word(checkup.worst()));
        json.add("findings", array(checkup.findings(), JsonForm::finding));
        return json;
    }

    /** A checkup of what has no rows. */
    static JsonObject findings(Checkup checkup) {
        JsonObject json = checkup(checkup);
        json.remove("fingerprint");
        return json;
    }

    private static JsonObject finding(Checkup.Finding finding) {
        JsonObject json = new JsonObject();
        json.addProperty("subject", finding.subject());
        json.addProperty("condition", Display.word(finding.condition()));
        json.addProperty("detail", finding.detail());
        json.addProperty("remedy", finding.remedy());
        return json;
    }

    private static JsonObject device(DeviceStatus device) {
        JsonObject json = new JsonObject();
        json.addProperty("deviceId", device.deviceId());
        json.addProperty("name", device.name());
        json.addProperty("memberId", device.memberId());
        json.addProperty("seq", device.seq());
        json.addProperty("cursor", device.cursor());
        json.addProperty("lastSync", device.lastSync().map(Instant::toString).orElse(null));
        device.held().ifPresent(held -> {
            JsonObject why = new JsonObject();
            why.addProperty("seq", held.seq());
            why.addProperty("reason", Display.word(held.reason()));
            why.addProperty("detail", held.detail());
            json.add("held", why);
        });
        return json;
    }

    /** The half that was not asked for reads as nothing done. */
    static JsonObject sync(SyncResult result) {
        Optional<PullResult> pull = result.pull();
        JsonObject json = new JsonObject();
        json.addProperty("pushed", result.push().map(PushResult::pushed).orElse(0L));
        json.addProperty(
                "changesetsApplied", pull.map(PullResult::changesetsApplied).orElse(0L));
        json.addProperty("devicesPulled", pull.map(PullResult::devicesPulled).orElse(0));
        json.add("held", array(pull.map(PullResult::held).orElse(List.of()), JsonForm::held));
        json.addProperty("skippedSchema", pull.map(PullResult::skippedSchema).orElse(0));
        json.addProperty("blobsFetched", pull.map(PullResult::blobsFetched).orElse(0L));
        json.addProperty("blobsFailed", pull.map(PullResult::blobsFailed).orElse(0L));
        json.addProperty("pendingBlobs", pull.map(PullResult::pendingBlobs).orElse(0L));
        json.addProperty("rowsParked", pull.map(PullResult::rowsParked).orElse(0L));
        json.addProperty("rowsChanged", pull.map(PullResult::rowsChanged).orElse(0L));
        result.push()
                .flatMap(PushResult::replacedDeviceId)
                .ifPresent(former -> json.addProperty("replacedDeviceId", former));
        return json;
    }

    private static JsonObject held(HeldDevice held) {
        JsonObject json = new JsonObject();
        json.addProperty("deviceId", held.deviceId());
        json.addProperty("seq", held.seq());
        json.addProperty("reason", Display.word(held.reason()));
        json.addProperty("detail", held.detail());
        return json;
    }

    static JsonObject member(MemberInfo member) {
        JsonObject json = new JsonObject();
        json.addProperty("memberId", member.memberId());
        json.addProperty("name", member.name());
        json.addProperty("role", Display.word(member.role()));
        json.addProperty("scheme", member.schemeId());
        return json;
    }

    static JsonObject parked(ParkedRow row) {
        JsonObject values = new JsonObject();
        row.values().forEach((column, value) -> values.add(column, value(value)));
        JsonObject json = new JsonObject();
        json.addProperty("table", row.table());
        json.add("key", array(row.key(), JsonForm::value));
        json.add("values", values);
        json.add("reasons", array(row.reasons(), JsonPrimitive::new));
        return json;
    }

    static JsonObject conflict(Conflict conflict) {
        JsonObject json = new JsonObject();
        json.addProperty("number", conflict.number());
        json.addProperty("table", conflict.table());
        json.add("key", array(conflict.key(), JsonForm::value));
        json.addProperty("column", conflict.column());
        conflict.kept().ifPresent(kept -> json.add("kept", value(kept)));
        json.addProperty("keptStamp", conflict.keptStamp());
        json.add("lost", value(conflict.lost()));
        json.addProperty("lostStamp", conflict.lostStamp());
        json.addProperty("noticed", conflict.noticed().toString());
        return json;
    }

    static JsonObject changeset(ChangesetInfo changeset) {
        JsonObject json = new JsonObject();
        json.addProperty("device", changeset.device());
        json.addProperty("seq", changeset.seq());
        json.addProperty("timestamp", changeset.timestamp());
        json.addProperty("changes", changeset.changes());
        json.addProperty("bytes", changeset.bytes());
        return json;
    }

    static JsonObject plugin(PluginInfo plugin) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", plugin.kind());
        json.addProperty("id", plugin.id());
        json.addProperty("name", plugin.name());
        json.addProperty("version", plugin.version());
        json.addProperty("spiLevel", plugin.spiLevel());
        json.addProperty("source", plugin.source());
        return json;
    }

    static JsonObject error(String kind, String message) {
        JsonObject error = new JsonObject();
        error.addProperty("kind", kind);
        error.addProperty("message", message);
        JsonObject json = new JsonObject();
        json.add("error", error);
        return json;
    }

    static JsonObject object(String name, String value) {
        JsonObject json = new JsonObject();
        json.addProperty(name, value);
        return json;
    }

    static <T> JsonArray array(List<T> items, Function<T, ? extends JsonElement> form) {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(form.apply(item)));
        return array;
    }
}

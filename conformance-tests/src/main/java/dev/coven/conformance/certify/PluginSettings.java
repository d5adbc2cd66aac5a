package dev.coven.conformance.certify;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dev.coven.conformance.blob.BlobRow;
import dev.coven.conformance.signature.SignatureVector;
import dev.coven.conformance.signature.SignatureVectors;
import dev.coven.spi.row.RowChange;
import dev.coven.spi.row.SqlValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a plugin needs to be certified, read from a HOCON file: what an author's test class would say in Java. */
final class PluginSettings {
    private static final String ROOT = "certify";
    private static final Set<String> KNOWN =
            Set.of("location", "settings", "http", "vectors", "special-values", "rows");

    private final Path file;
    private final Config config;

    private PluginSettings(Path file, Config config) {
        this.file = file;
        this.config = config;
    }

    static PluginSettings read(Path file) throws CertificationException {
        if (!Files.isRegularFile(file)) {
            throw new CertificationException("there is no configuration file " + file);
        }
        try {
            Config whole = ConfigFactory.parseFile(file.toFile()).resolve();
            Config config = whole.hasPath(ROOT) ? whole.getConfig(ROOT) : ConfigFactory.empty();
            Set<String> unknown = new TreeSet<>(config.root().keySet());
            unknown.removeAll(KNOWN);
            if (!unknown.isEmpty()) {
                throw new CertificationException(file + " has unknown settings below " + ROOT + ": " + unknown
                        + "; known are " + new TreeSet<>(KNOWN));
            }
            return new PluginSettings(file, config);
        } catch (ConfigException e) {
            throw new CertificationException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private interface Reading<T> {
        T read() throws ConfigException;
    }

    private <T> T required(String path, Reading<T> reading) throws CertificationException {
        if (!config.hasPath(path)) {
            throw new CertificationException(
                    file + " lacks " + ROOT + "." + path + ", which this kind of plugin needs");
        }
        try {
            return reading.read();
        } catch (ConfigException | IllegalArgumentException e) {
            throw new CertificationException(file + ": " + ROOT + "." + path + " is wrong: " + e.getMessage(), e);
        }
    }

    String location() throws CertificationException {
        return required("location", () -> config.getString("location"));
    }

    Map<String, String> settings() throws CertificationException {
        return config.hasPath("settings") ? settings("settings") : Map.of();
    }

    private Map<String, String> settings(String path) throws CertificationException {
        return required(path, () -> {
            Map<String, String> settings = new TreeMap<>();
            config.getConfig(path)
                    .entrySet()
                    .forEach(entry -> settings.put(
                            String.join(".", ConfigUtil.splitPath(entry.getKey())),
                            "" + entry.getValue().unwrapped()));
            return settings;
        });
    }

    /** Whether the store is reached over HTTP: to be said either way. */
    boolean isRemote() throws CertificationException {
        return required("http", () -> !"none".equals(config.getValue("http").unwrapped()));
    }

    int httpPort() throws CertificationException {
        return required("http.port", () -> config.getInt("http.port"));
    }

    String httpLocation() throws CertificationException {
        return required("http.location", () -> config.getString("http.location"));
    }

    String httpMissingLocation() throws CertificationException {
        return required("http.missing-location", () -> config.getString("http.missing-location"));
    }

    /** The settings with those of {@code http.impatient} or {@code http.denied} over them. */
    Map<String, String> httpSettings(String group) throws CertificationException {
        Map<String, String> all = new TreeMap<>(settings());
        all.putAll(settings("http." + group));
        return all;
    }

    List<String> httpSecrets() throws CertificationException {
        return required("http.secrets", () -> config.getStringList("http.secrets"));
    }

    /** What must not be shown: the secrets, and the settings that a service refuses, which are nearly right. */
    List<String> hidden() throws CertificationException {
        List<String> hidden = new ArrayList<>();
        if (config.hasPath("http.secrets")) {
            hidden.addAll(httpSecrets());
        }
        if (config.hasPath("http.denied")) {
            hidden.addAll(settings("http.denied").values());
        }
        return hidden;
    }

    List<SignatureVector> vectors() throws CertificationException {
        return required("vectors", () -> SignatureVectors.of(config.getConfigList("vectors")));
    }

    List<SqlValue> specialValues() throws CertificationException {
        return required("special-values", () -> {
            List<SqlValue> values = new ArrayList<>();
            ConfigList list = config.getList("special-values");
            for (ConfigValue value : list) {
                values.add(sqlValue(value));
            }
            return values;
        });
    }

    private static SqlValue sqlValue(ConfigValue value) {
        Object plain = value.unwrapped();
        if (plain instanceof Integer || plain instanceof Long) {
            return SqlValue.of(((Number) plain).longValue());
        }
        if (plain instanceof Double real) {
            return SqlValue.of(real.doubleValue());
        }
        if (plain instanceof String text) {
            return SqlValue.text(text);
        }
        if (plain instanceof Map<?, ?> map && map.get("hex") instanceof String hex) {
            return SqlValue.blob(HexFormat.of().parseHex(hex));
        }
        throw new IllegalArgumentException("a value is a number, a text, or { hex = \"00ff\" }, not " + plain);
    }

    List<RowChange> rows() throws CertificationException {
        return required("rows", () -> {
            List<RowChange> rows = new ArrayList<>();
            for (Config row : config.getConfigList("rows")) {
                List<String> columns = row.getStringList("columns");
                List<String> values = row.getStringList("values");
                if (columns.size() != values.size()) {
                    throw new IllegalArgumentException(values.size() + " values for " + columns.size() + " columns");
                }
                List<String> inTurns = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    inTurns.add(columns.get(i));
                    inTurns.add(values.get(i));
                }
                rows.add(BlobRow.of(row.getString("table"), inTurns.toArray(new String[0])));
            }
            return rows;
        });
    }
}

package io.drover.server.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.drover.engine.failure.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A configuration file: YAML, one {@code key: value} a line. */
final class ConfigFile {

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private ConfigFile() {}

    /**
     * The settings of {@code file}.
     *
     * @param faults what is wrong in it is added to these, a sentence each
     * @throws InvalidConfigException if it cannot be read as YAML at all
     */
    static Map<Setting, String> read(Path file, List<String> faults) {
        JsonNode tree = parse(file);
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        String where = "In the configuration file " + file + " ";
        if (!tree.isObject() && !tree.isMissingNode() && !tree.isNull()) {
            faults.add("The configuration file " + file + " is not a list of \"key: value\" lines.");
        }
        tree.properties().forEach(entry -> {
            Setting setting = Setting.of(entry.getKey()).orElse(null);
            if (setting == null) {
                faults.add(where + "the key \"" + entry.getKey() + "\" is unknown" + suggestion(entry.getKey()));
            } else if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
                faults.add(where + "the key \"" + setting.key() + "\" needs one value.");
            } else {
                settings.put(setting, entry.getValue().asText());
            }
        });
        return settings;
    }

    private static String suggestion(String key) {
        return NearestName.of(key, Stream.of(Setting.values()).map(Setting::key).toList())
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse(".");
    }

    private static JsonNode parse(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String where = place == null ? "" : ", line " + place.getLineNr() + ", column " + place.getColumnNr();
            throw new InvalidConfigException(
                    "The configuration file " + file + where
                            + ", is not YAML; expected is one \"key: value\" a line, each key once.",
                    e);
        } catch (IOException e) {
            throw new InvalidConfigException("The configuration file " + file + " cannot be read.", e);
        }
    }
}

package io.drover.server.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.drover.engine.failure.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** The settings of {@code file}; every fault of it is in the one exception. */
    static Map<Setting, String> read(Path file) {
        JsonNode tree = parse(file);
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        List<String> faults = new ArrayList<>();
        if (!tree.isObject() && !tree.isMissingNode() && !tree.isNull()) {
            faults.add("it is not a list of \"key: value\" lines");
        }
        tree.properties().forEach(entry -> {
            Setting setting = Setting.of(entry.getKey()).orElse(null);
            if (setting == null) {
                faults.add("the key \"" + entry.getKey() + "\" is unknown" + suggestion(entry.getKey()));
            } else if (!entry.getValue().isValueNode() || entry.getValue().isNull()) {
                faults.add("the key \"" + setting.key() + "\" needs one value");
            } else {
                settings.put(setting, entry.getValue().asText());
            }
        });
        if (!faults.isEmpty()) {
            throw new InvalidConfigException(
                    "The configuration file " + file + " cannot be used: " + String.join("; ", faults) + ".");
        }
        return settings;
    }

    private static String suggestion(String key) {
        return NearestName.of(key, Stream.of(Setting.values()).map(Setting::key).toList())
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse("");
    }

    private static JsonNode parse(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new InvalidConfigException(
                    "The configuration file " + file + " is not YAML: " + e.getOriginalMessage() + ".", e);
        } catch (IOException e) {
            throw new InvalidConfigException("The configuration file " + file + " cannot be read.", e);
        }
    }
}

package io.drover.server.config;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Composes a {@link ServerConfig}: a flag wins over the environment, the environment over the file, the file over the
 * default.
 */
public final class ConfigReader {

    private static final Map<String, Boolean> BOOLEANS = Map.of("true", true, "false", false);

    private final Map<String, String> environment;
    private final Path defaultRules;

    /**
     * A reader of {@code environment}.
     *
     * @param defaultRules where the rule packs are if nothing says so
     */
    public ConfigReader(Map<String, String> environment, Path defaultRules) {
        this.environment = Map.copyOf(environment);
        this.defaultRules = defaultRules;
    }

    /**
     * The configuration.
     *
     * @param flags of the command line
     * @param file null: the one that {@code DROVER_CONFIG} names, if any
     * @throws InvalidConfigException if a key is unknown or a value cannot be used
     */
    public ServerConfig read(Map<Setting, String> flags, @Nullable Path file) {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        String fileOfEnvironment = environment.get("DROVER_CONFIG");
        if (file != null) {
            settings.putAll(ConfigFile.read(file));
        } else if (fileOfEnvironment != null) {
            settings.putAll(ConfigFile.read(Path.of(fileOfEnvironment)));
        }
        for (Setting setting : Setting.values()) {
            String value = environment.get(setting.variable());
            if (value != null) {
                settings.put(setting, value);
            }
        }
        settings.putAll(flags);
        return new ServerConfig(
                settings.getOrDefault(Setting.HOST, "127.0.0.1"),
                value(settings, Setting.PORT, "8080", ConfigReader::port),
                value(settings, Setting.RULES, defaultRules.toString(), Path::of),
                value(settings, Setting.DATA, "data", Path::of),
                value(settings, Setting.ALLOW_PARTIAL, "false", ConfigReader::yesOrNo));
    }

    /** Variables of the environment that look like settings and are none, sorted. */
    public List<String> unknownVariables() {
        return environment.keySet().stream()
                .filter(name -> name.startsWith("DROVER_"))
                .filter(name -> !name.equals("DROVER_CONFIG") && !name.equals("DROVER_JAVA_OPTS"))
                .filter(ConfigReader::isNoSetting)
                .sorted()
                .toList();
    }

    private static boolean isNoSetting(String variable) {
        for (Setting setting : Setting.values()) {
            if (setting.variable().equals(variable)) {
                return false;
            }
        }
        return true;
    }

    private static <T> T value(
            Map<Setting, String> settings, Setting setting, String byDefault, Function<String, @Nullable T> parser) {
        String text = settings.getOrDefault(setting, byDefault);
        T value = text.isBlank() ? null : parser.apply(text.strip());
        if (value == null) {
            throw new InvalidConfigException("\"" + text + "\" cannot be the value of " + setting.key()
                    + "; expected is " + expected(setting) + ".");
        }
        return value;
    }

    private static String expected(Setting setting) {
        return switch (setting) {
            case HOST -> "a loopback address";
            case PORT -> "a number from 0 to 65535";
            case RULES, DATA -> "a directory";
            case ALLOW_PARTIAL -> "true or false";
        };
    }

    private static @Nullable Integer port(String text) {
        return text.matches("\\d{1,6}") ? Integer.valueOf(text) : null;
    }

    private static @Nullable Boolean yesOrNo(String text) {
        return BOOLEANS.get(text);
    }
}

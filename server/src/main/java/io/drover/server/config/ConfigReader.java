package io.drover.server.config;

import io.drover.engine.decide.Limits;
import io.drover.engine.failure.NearestName;
import io.drover.engine.pack.Severity;
import io.drover.server.config.AccessConfig.TlsConfig;
import io.drover.server.config.Configuration.Source;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Composes the effective configuration: a flag wins over the environment, the environment over the file, the file over the
 * default.
 */
public final class ConfigReader {

    /** A setting of fuel is in thousands of steps. */
    private static final long FUEL_UNIT = 1_000;

    /** A text, and where it is from. */
    private record Value(String text, Source source) {}

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
     * The effective configuration.
     *
     * @param flags of the command line
     * @param file null: the one that {@code DROVER_CONFIG} names, if any
     * @throws InvalidConfigException if keys are unknown or values cannot be used; it names all of them
     */
    public Configuration read(Map<Setting, String> flags, @Nullable Path file) {
        Map<Setting, Value> values = new EnumMap<>(Setting.class);
        List<String> faults = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            String byDefault = setting == Setting.RULES ? defaultRules.toString() : setting.byDefault();
            values.put(setting, new Value(byDefault, Source.DEFAULT));
        }
        file(file)
                .ifPresent(path -> ConfigFile.read(path, faults)
                        .forEach((setting, text) -> values.put(setting, new Value(text, Source.FILE))));
        for (Setting setting : Setting.values()) {
            String text = environment.get(setting.variable());
            if (text != null) {
                values.put(setting, new Value(text, Source.ENVIRONMENT));
            }
        }
        flags.forEach((setting, text) -> values.put(setting, new Value(text, Source.FLAG)));
        return new Configuration(
                server(setting -> Objects.requireNonNull(values.get(setting)).text(), faults),
                values.entrySet().stream()
                        .map(entry -> Configuration.Value.of(
                                entry.getKey(),
                                entry.getValue().text(),
                                entry.getValue().source()))
                        .toList());
    }

    private Optional<Path> file(@Nullable Path ofFlag) {
        return ofFlag != null
                ? Optional.of(ofFlag)
                : Optional.ofNullable(environment.get("DROVER_CONFIG")).map(Path::of);
    }

    private static ServerConfig server(Function<Setting, String> texts, List<String> faults) {
        SettingValues values = new SettingValues(texts);
        ServerConfig config = new ServerConfig(
                values.text(Setting.HOST),
                values.port(Setting.PORT),
                values.path(Setting.RULES),
                values.path(Setting.DATA),
                values.isOn(Setting.ALLOW_PARTIAL),
                new ReloadConfig(
                        values.isOn(Setting.RELOAD),
                        values.duration(Setting.RELOAD_SETTLE),
                        values.duration(Setting.RELOAD_SCAN)),
                new PacksConfig(
                        new SourcesConfig(
                                values.choice(Setting.PACK_SOURCE, SourceKind.values()),
                                values.sources(Setting.PACK_SOURCES)),
                        git(values, faults),
                        values.limit(Setting.PACKS_IN_MEMORY),
                        values.bytes(Setting.MAX_PACK),
                        values.count(Setting.REVISION_DAYS)),
                new GateConfig(
                        values.choice(Setting.GATE_SEVERITY, Severity.values()),
                        values.percent(Setting.GATE_COVERAGE),
                        values.choice(Setting.GATE_SCENARIOS, GateConfig.Scenarios.values()),
                        values.count(Setting.GATE_IMPACT)),
                access(values, faults),
                limits(values),
                new DecisionLogConfig(
                        values.choice(Setting.DECISION_LOG, DecisionLogConfig.Facts.values()),
                        values.count(Setting.DECISION_LOG_DAYS),
                        values.bytes(Setting.DECISION_LOG_FILE)),
                values.choice(Setting.LOG_FORMAT, LogFormat.values()));
        faults.addAll(values.faults());
        faults.addAll(config.contradictions());
        if (!faults.isEmpty()) {
            throw new InvalidConfigException(String.join("\n", faults));
        }
        return config;
    }

    private static AccessConfig access(SettingValues values, List<String> faults) {
        Path certificate = values.optionalPath(Setting.TLS_CERTIFICATE);
        Path key = values.optionalPath(Setting.TLS_KEY);
        String password = values.optionalText(Setting.TLS_KEY_PASSWORD);
        if ((certificate == null) != (key == null)) {
            faults.add("Of tls-certificate and tls-key only one is given; TLS needs both.");
        }
        if (password != null && key == null) {
            faults.add("There is a tls-key-password, but no tls-key that it could belong to.");
        }
        TlsConfig tls = certificate == null || key == null ? null : new TlsConfig(certificate, key, password);
        return new AccessConfig(values.optionalPath(Setting.TOKENS), tls, values.isOn(Setting.BEHIND_PROXY));
    }

    private static @Nullable GitConfig git(SettingValues values, List<String> faults) {
        String user = values.optionalText(Setting.GIT_USER);
        String password = values.optionalText(Setting.GIT_PASSWORD);
        if ((user == null) != (password == null)) {
            faults.add("Of git-user and git-password only one is given; to sign in needs both.");
        }
        URI url = values.gitUrl(Setting.GIT_URL);
        GitConfig config = new GitConfig(
                url == null ? URI.create("file:/") : url, // the values are looked at all the same
                values.gitRef(Setting.GIT_REF),
                values.gitFolder(Setting.GIT_FOLDER),
                values.duration(Setting.GIT_POLL),
                values.duration(Setting.GIT_TIMEOUT),
                values.bytes(Setting.GIT_MAX_FETCH),
                values.choice(Setting.GIT_REWRITES, GitConfig.Rewrites.values()),
                user == null || password == null ? null : new GitConfig.Login(user, password));
        return url == null ? null : config;
    }

    private static LimitsConfig limits(SettingValues values) {
        return new LimitsConfig(
                values.bytes(Setting.MAX_BODY),
                values.limit(Setting.MAX_REQUESTS),
                values.count(Setting.RATE_LIMIT),
                values.duration(Setting.REQUEST_TIMEOUT),
                values.duration(Setting.STOP_TIMEOUT),
                new Limits(
                        values.limit(Setting.DECISION_FIRINGS),
                        values.limit(Setting.DECISION_CONCLUSIONS),
                        values.limit(Setting.DECISION_FACTS),
                        values.limit(Setting.DECISION_FUEL) * FUEL_UNIT,
                        values.duration(Setting.DECISION_TIMEOUT)));
    }

    /**
     * A sentence on each variable of the environment that looks like a setting and is none, by name. They are no faults:
     * container platforms set such variables for every service that they run.
     */
    public List<String> unknownVariables() {
        return environment.keySet().stream()
                .filter(name -> name.startsWith("DROVER_"))
                .filter(name -> !name.equals("DROVER_CONFIG") && !name.equals("DROVER_JAVA_OPTS"))
                .filter(name -> !name.equals("DROVER_SERVER") && !name.equals("DROVER_TOKEN_FILE"))
                .filter(ConfigReader::isNoSetting)
                .sorted()
                .map(name -> "The variable " + name + " is no setting and is ignored" + suggestion(name))
                .toList();
    }

    private static String suggestion(String variable) {
        return NearestName.of(
                        variable,
                        Stream.of(Setting.values()).map(Setting::variable).toList())
                .map(name -> "; did you mean " + name + "?")
                .orElse(".");
    }

    private static boolean isNoSetting(String variable) {
        for (Setting setting : Setting.values()) {
            if (setting.variable().equals(variable)) {
                return false;
            }
        }
        return true;
    }
}

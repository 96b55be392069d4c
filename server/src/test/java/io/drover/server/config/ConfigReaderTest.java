package io.drover.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.decide.Limits;
import io.drover.engine.pack.Severity;
import io.drover.server.config.AccessConfig.TlsConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

    private static final ServerConfig OTHERWISE = new ServerConfig(
            "0.0.0.0",
            8081,
            Path.of("/r"),
            Path.of("/d"),
            true,
            new ReloadConfig(false, Duration.ofMillis(50), Duration.ofMinutes(1)),
            new PacksConfig(
                    new SourcesConfig(
                            SourceKind.API,
                            Map.of(
                                    "b2b-abm",
                                    SourceKind.DIRECTORY,
                                    "rfm",
                                    SourceKind.API,
                                    "retention",
                                    SourceKind.GIT)),
                    new GitConfig(
                            URI.create("https://git.example.com/rules.git"),
                            "refs/tags/live",
                            "teams/packs",
                            Duration.ofMinutes(2),
                            Duration.ofSeconds(20),
                            1 << 20,
                            GitConfig.Rewrites.FOLLOW,
                            new GitConfig.Login("drover", "secret word")),
                    5,
                    64 << 20,
                    60),
            new GateConfig(Severity.WARNING, 80, GateConfig.Scenarios.WARN, 500),
            new AccessConfig(Path.of("/t"), new TlsConfig(Path.of("/c"), Path.of("/k"), "secret word"), true),
            new LimitsConfig(
                    64 << 10,
                    8,
                    100,
                    Duration.ofSeconds(5),
                    Duration.ofHours(1),
                    new Limits(5, 6, 7, 4_000, Duration.ofMillis(20))),
            new DecisionLogConfig(DecisionLogConfig.Facts.WHOLE, 7, 1 << 30),
            LogFormat.JSON);

    private static final Map<Setting, String> ALL_ELSE = allElse();

    @TempDir
    Path directory;

    private static Map<Setting, String> allElse() {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        settings.put(Setting.HOST, "0.0.0.0");
        settings.put(Setting.PORT, "8081");
        settings.put(Setting.RULES, "/r");
        settings.put(Setting.DATA, "/d");
        settings.put(Setting.ALLOW_PARTIAL, "true");
        settings.put(Setting.RELOAD, "false");
        settings.put(Setting.RELOAD_SETTLE, "50ms");
        settings.put(Setting.RELOAD_SCAN, "1m");
        settings.put(Setting.PACK_SOURCE, "api");
        settings.put(Setting.PACK_SOURCES, "b2b-abm=directory, rfm = api,retention=git");
        settings.put(Setting.GIT_URL, "https://git.example.com/rules.git");
        settings.put(Setting.GIT_REF, "refs/tags/live");
        settings.put(Setting.GIT_FOLDER, "teams/packs/");
        settings.put(Setting.GIT_POLL, "2m");
        settings.put(Setting.GIT_TIMEOUT, "20s");
        settings.put(Setting.GIT_MAX_FETCH, "1MiB");
        settings.put(Setting.GIT_REWRITES, "follow");
        settings.put(Setting.GIT_USER, "drover");
        settings.put(Setting.GIT_PASSWORD, "secret word");
        settings.put(Setting.PACKS_IN_MEMORY, "5");
        settings.put(Setting.MAX_PACK, "64MiB");
        settings.put(Setting.REVISION_DAYS, "60");
        settings.put(Setting.GATE_SEVERITY, "warning");
        settings.put(Setting.GATE_SCENARIOS, "warn");
        settings.put(Setting.GATE_COVERAGE, "80");
        settings.put(Setting.GATE_IMPACT, "500");
        settings.put(Setting.TOKENS, "/t");
        settings.put(Setting.TLS_CERTIFICATE, "/c");
        settings.put(Setting.TLS_KEY, "/k");
        settings.put(Setting.TLS_KEY_PASSWORD, "secret word");
        settings.put(Setting.BEHIND_PROXY, "true");
        settings.put(Setting.MAX_BODY, "64KiB");
        settings.put(Setting.MAX_REQUESTS, "8");
        settings.put(Setting.RATE_LIMIT, "100");
        settings.put(Setting.REQUEST_TIMEOUT, "5s");
        settings.put(Setting.STOP_TIMEOUT, "1h");
        settings.put(Setting.DECISION_TIMEOUT, "20ms");
        settings.put(Setting.DECISION_FUEL, "4");
        settings.put(Setting.DECISION_FIRINGS, "5");
        settings.put(Setting.DECISION_CONCLUSIONS, "6");
        settings.put(Setting.DECISION_FACTS, "7");
        settings.put(Setting.DECISION_LOG, "whole");
        settings.put(Setting.DECISION_LOG_DAYS, "7");
        settings.put(Setting.DECISION_LOG_FILE, "1GiB");
        settings.put(Setting.LOG_FORMAT, "json");
        return settings;
    }

    @Test
    void read_nothingGiven_defaults() {
        assertThat(read(Map.of(), Map.of(), ""))
                .isEqualTo(new ServerConfig(
                        "127.0.0.1",
                        8080,
                        Path.of("here/rules"),
                        Path.of("data"),
                        false,
                        new ReloadConfig(true, Duration.ofMillis(200), Duration.ofSeconds(2)),
                        new PacksConfig(new SourcesConfig(SourceKind.DIRECTORY, Map.of()), null, 3, 8 << 20, 400),
                        GateConfig.DEFAULT,
                        new AccessConfig(null, null, false),
                        new LimitsConfig(
                                1 << 20, 256, 0, Duration.ofSeconds(30), Duration.ofSeconds(10), Limits.defaults()),
                        new DecisionLogConfig(DecisionLogConfig.Facts.HASH, 30, 64 << 20),
                        LogFormat.TEXT));
    }

    @Test
    void read_everySettingElsewise_everyOneCounts() {
        assertThat(ALL_ELSE).containsOnlyKeys(Setting.values());
        Map<String, String> environment = ALL_ELSE.entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().variable(), Map.Entry::getValue));
        String file = ALL_ELSE.entrySet().stream()
                .map(entry -> entry.getKey().key() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());

        assertThat(read(ALL_ELSE, Map.of(), "")).isEqualTo(OTHERWISE);
        assertThat(read(Map.of(), environment, "")).isEqualTo(OTHERWISE);
        assertThat(read(Map.of(), Map.of(), file)).isEqualTo(OTHERWISE);
    }

    @Test
    void read_portEverywhere_flagOverEnvironmentOverFile() {
        Map<String, String> environment = Map.of("DROVER_PORT", "8082");

        assertThat(read(Map.of(Setting.PORT, "8083"), environment, "port: 8081").port())
                .isEqualTo(8083);
        assertThat(read(Map.of(), environment, "port: 8081").port()).isEqualTo(8082);
        assertThat(read(Map.of(), Map.of(), "port: 8081").port()).isEqualTo(8081);
    }

    @Test
    void read_effectiveSettings_saidWithTheirSourceAndSecretsHidden() {
        Map<Setting, String> flags = new EnumMap<>(ALL_ELSE);
        flags.remove(Setting.RELOAD_SCAN);

        assertThat(configuration(flags, Map.of("DROVER_RELOAD_SCAN", "3s"), "port: 1")
                        .settings())
                .extracting(Configuration.Value::toString)
                .contains(
                        "port: 8081 (the command line)",
                        "reload-scan: 3s (the environment)",
                        "tls-key-password: (hidden) (the command line)")
                .noneMatch(line -> line.contains("secret word"));
        assertThat(configuration(Map.of(), Map.of(), "port: 1").settings())
                .extracting(Configuration.Value::toString)
                .contains("port: 1 (the configuration file)", "tls-key-password: (none) (the default)");
        assertThat(OTHERWISE.toString()).doesNotContain("secret word");
    }

    @Test
    void read_fileNamedByTheEnvironment_isRead() throws IOException {
        Path file = Files.writeString(directory.resolve("drover.yaml"), "port: 9");

        assertThat(new ConfigReader(Map.of("DROVER_CONFIG", file.toString()), Path.of("rules"))
                        .read(Map.of(), null)
                        .server()
                        .port())
                .isEqualTo(9);
    }

    @Test
    void unknownVariables_misspeltOne_namedWithTheNearest() {
        assertThat(new ConfigReader(
                                Map.of("DROVER_PROT", "1", "DROVER_PORT", "1", "DROVER_JAVA_OPTS", "", "HOME", "/"),
                                Path.of("rules"))
                        .unknownVariables())
                .containsExactly("The variable DROVER_PROT is no setting and is ignored; did you mean DROVER_PORT?");
    }

    @Test
    void documentation_everySetting_asItIs() throws IOException {
        String table = Stream.of(Setting.values())
                .map(setting -> "| `" + setting.key() + "` | `" + setting.variable() + "` | "
                        + (setting.byDefault().isEmpty() ? "" : "`" + setting.byDefault() + "`") + " | "
                        + setting.expected() + " | " + setting.description() + " |\n")
                .collect(Collectors.joining());

        assertThat(Files.readString(Path.of("../docs/configuration.md")))
                .contains("|---|---|---|---|---|\n" + table + "\n");
    }

    private ServerConfig read(Map<Setting, String> flags, Map<String, String> environment, String file) {
        return configuration(flags, environment, file).server();
    }

    private Configuration configuration(Map<Setting, String> flags, Map<String, String> environment, String file) {
        return GivenConfig.read(directory, flags, environment, file);
    }
}

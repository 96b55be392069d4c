package io.drover.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

    @TempDir
    Path directory;

    @Test
    void read_nothingGiven_defaults() {
        assertThat(read(Map.of(), Map.of(), ""))
                .isEqualTo(new ServerConfig("127.0.0.1", 8080, Path.of("here/rules"), Path.of("data"), false));
    }

    @Test
    void read_everyKeyInTheFile_everyKeyCounts() {
        String file = """
                host: localhost
                port: 8081
                rules: /r
                data: /d
                allow-partial: true
                """;

        assertThat(read(Map.of(), Map.of(), file))
                .isEqualTo(new ServerConfig("localhost", 8081, Path.of("/r"), Path.of("/d"), true));
    }

    @Test
    void read_everyVariable_everyVariableCounts() {
        Map<String, String> environment = Map.of(
                "DROVER_HOST", "localhost",
                "DROVER_PORT", "8082",
                "DROVER_RULES", "/r",
                "DROVER_DATA", "/d",
                "DROVER_ALLOW_PARTIAL", "true");

        assertThat(read(Map.of(), environment, ""))
                .isEqualTo(new ServerConfig("localhost", 8082, Path.of("/r"), Path.of("/d"), true));
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
    void read_fileNamedByTheEnvironment_isRead() throws IOException {
        Path file = Files.writeString(directory.resolve("drover.yaml"), "port: 9");

        assertThat(new ConfigReader(Map.of("DROVER_CONFIG", file.toString()), Path.of("rules"))
                        .read(Map.of(), null)
                        .port())
                .isEqualTo(9);
    }

    @Test
    void read_unknownKeys_allRefusedWithTheNearestName() {
        assertThatThrownBy(() -> read(Map.of(), Map.of(), "poort: 1\nrule: r\nport: [1]\n"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("\"poort\" is unknown; did you mean \"port\"?")
                .hasMessageContaining("\"rule\" is unknown; did you mean \"rules\"?")
                .hasMessageContaining("\"port\" needs one value");
    }

    @Test
    void read_fileThatIsNoYaml_refused() {
        assertThatThrownBy(() -> read(Map.of(), Map.of(), "port: [")).hasMessageContaining("is not YAML");
        assertThatThrownBy(() -> read(Map.of(), Map.of(), "8080")).hasMessageContaining("key: value");
        assertThatThrownBy(() -> read(Map.of(), Map.of(), "port: 1\nport: 2")).hasMessageContaining("is not YAML");
    }

    @Test
    void read_missingFile_refused() {
        ConfigReader reader = new ConfigReader(Map.of(), Path.of("rules"));

        assertThatThrownBy(() -> reader.read(Map.of(), directory.resolve("none.yaml")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void read_portThatIsNone_refused() {
        assertThatThrownBy(() -> read(Map.of(Setting.PORT, "80a"), Map.of(), ""))
                .hasMessage("\"80a\" cannot be the value of port; expected is a number from 0 to 65535.");
        assertThatThrownBy(() -> read(Map.of(Setting.PORT, "70000"), Map.of(), ""))
                .hasMessageContaining("a number from 0 to 65535");
    }

    @Test
    void read_hostThatIsNotLoopback_refused() {
        assertThatThrownBy(() -> read(Map.of(Setting.HOST, "0.0.0.0"), Map.of(), ""))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("not a loopback address");
    }

    @Test
    void unknownVariables_misspeltOne_named() {
        assertThat(new ConfigReader(
                                Map.of("DROVER_PROT", "1", "DROVER_PORT", "1", "DROVER_JAVA_OPTS", "", "HOME", "/"),
                                Path.of("rules"))
                        .unknownVariables())
                .containsExactly("DROVER_PROT");
    }

    private ServerConfig read(Map<Setting, String> flags, Map<String, String> environment, String file) {
        try {
            Path path = Files.writeString(directory.resolve("drover.yaml"), file);
            return new ConfigReader(environment, Path.of("here/rules")).read(flags, path);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

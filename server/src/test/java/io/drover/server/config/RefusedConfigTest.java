package io.drover.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations that cannot be: each is refused with what is expected, all faults at once. */
class RefusedConfigTest {

    @TempDir
    Path directory;

    @Test
    void read_manyFaults_allOfThemWithTheNearestNames() {
        assertThatThrownBy(() -> read(
                        Map.of(Setting.MAX_BODY, "2GiB"),
                        Map.of("DROVER_RELOAD_SETTLE", "300", "DROVER_TLS_KEY", "/k"),
                        "poort: 1\nrule: r\nport: [1]\n"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("\"poort\" is unknown; did you mean \"port\"?")
                .hasMessageContaining("\"rule\" is unknown; did you mean \"rules\"?")
                .hasMessageContaining("\"port\" needs one value")
                .hasMessageContaining("\"2GiB\" cannot be the value of max-body")
                .hasMessageContaining("\"300\" cannot be the value of reload-settle; expected is a duration")
                .hasMessageContaining("Of tls-certificate and tls-key only one is given");
    }

    @Test
    void read_fileThatIsNoYaml_refusedWithItsPlace() {
        assertThatThrownBy(() -> read(Map.of(), Map.of(), "port: ["))
                .hasMessageContaining("line 1, column")
                .hasMessageContaining("is not YAML");
        assertThatThrownBy(() -> read(Map.of(), Map.of(), "8080")).hasMessageContaining("key: value");
        assertThatThrownBy(() -> read(Map.of(), Map.of(), "port: 1\nport: 2")).hasMessageContaining("each key once");
    }

    @Test
    void read_missingFile_refused() {
        ConfigReader reader = new ConfigReader(Map.of(), Path.of("rules"));

        assertThatThrownBy(() -> reader.read(Map.of(), directory.resolve("none.yaml")))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, 80a",
        "PORT, 70000",
        "PORT, ''",
        "PORT, -1",
        "MAX_REQUESTS, 0",
        "RELOAD, yes",
        "MAX_BODY, 1KB",
        "MAX_BODY, 0",
        "MAX_BODY, 9999999999GiB",
        "RELOAD_SCAN, 0s",
        "RELOAD_SCAN, 2d",
        "DECISION_LOG, HASH",
        "RULES, ' '",
        "LOG_FORMAT, xml",
        "GATE_SEVERITY, Error",
        "GIT_FOLDER, /packs",
        "GIT_FOLDER, packs/../..",
        "GIT_FOLDER, 'packs//a'",
        "GIT_REF, main..next",
        "GIT_REF, -x",
        "GIT_REF, refs/heads/",
        "GIT_REWRITES, maybe",
        "PACK_SOURCES, rfm",
        "PACK_SOURCES, 'rfm=api,rfm=directory'",
        "PACK_SOURCES, rfm=ftp",
        "GATE_COVERAGE, 101",
        "RATE_LIMIT, 9999999"
    })
    void read_valueThatCannotBe_refusedWithWhatIsExpected(Setting setting, String text) {
        assertThatThrownBy(() -> read(Map.of(setting, text), Map.of(), ""))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("\"" + text + "\" cannot be the value of " + setting.key() + "; expected is "
                        + setting.expected() + ".");
    }

    @Test
    void read_hostThatIsNotLoopback_needsTokensAndEncryption() {
        assertThatThrownBy(() -> read(Map.of(Setting.HOST, "0.0.0.0"), Map.of(), ""))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("not a loopback address; without access tokens");
        assertThatThrownBy(() -> read(Map.of(Setting.HOST, "0.0.0.0", Setting.TOKENS, "/t"), Map.of(), ""))
                .hasMessageContaining("tokens must not cross a network unencrypted");
        assertThat(read(Map.of(Setting.HOST, "0.0.0.0", Setting.TOKENS, "/t"), Map.of(), "behind-proxy: true")
                        .isLoopback())
                .isFalse();
        assertThatThrownBy(() -> read(Map.of(Setting.HOST, "no such host"), Map.of(), ""))
                .hasMessage("The host \"no such host\" is not known.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://github.com/acme/rules.git",
                "git://example.com/rules.git",
                "https:///rules.git",
                "https://example.com",
                "rules.git",
                "file://example.com/rules.git",
                "ext::sh -c touch% /tmp/x"
            })
    void read_gitUrlThatIsNotSpoken_refused(String url) {
        assertThatThrownBy(() -> read(Map.of(Setting.GIT_URL, url, Setting.PACK_SOURCE, "git"), Map.of(), ""))
                .hasMessage("\"" + url
                        + "\" cannot be the value of git-url; expected is an https, http or file URL, without"
                        + " a user or a password (ssh is not spoken).");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://olga:hunter2@example.com/r.git",
                "https://olga:h/hunter2@example.com/r.git",
                "https://olga:1/hunter2@example.com/r.git",
                "https://olga:hunt@er2@example.com/r.git",
                "olga:hunter2@example.com:r.git",
                "olga:hunter2@https://example.com/r.git",
                "https://example.com/r.git?token=hunter2"
            })
    void read_gitUrlThatMayHaveAPassword_refusedWithItsSchemeOnly(String url) {
        String scheme = url.startsWith("https://") ? "https://" : "";
        assertThatThrownBy(() -> read(Map.of(Setting.GIT_URL, url, Setting.PACK_SOURCE, "git"), Map.of(), ""))
                .hasMessageStartingWith("\"" + scheme + "(hidden)\" cannot be the value of git-url;");
    }

    @Test
    void read_gitSettingsThatDoNotFit_refusedWithoutTellingThePassword() {
        assertThatThrownBy(() -> read(Map.of(Setting.PACK_SOURCES, "rfm=git"), Map.of(), ""))
                .hasMessageContaining("there is no git-url");
        assertThatThrownBy(() -> read(Map.of(Setting.GIT_URL, "file:///srv/rules.git"), Map.of(), ""))
                .hasMessageContaining("no pack comes from git");
        Map<Setting, String> open = Map.of(Setting.GIT_URL, "http://example.com/r.git", Setting.PACK_SOURCE, "git");
        assertThatThrownBy(() -> read(open, Map.of("DROVER_GIT_PASSWORD", "hunter2"), "git-user: olga"))
                .hasMessageContaining("must not cross a network unencrypted")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> read(open, Map.of("DROVER_GIT_PASSWORD", "hunter2"), ""))
                .hasMessageContaining("Of git-user and git-password only one is given");
    }

    private ServerConfig read(Map<Setting, String> flags, Map<String, String> environment, String file) {
        return GivenConfig.read(directory, flags, environment, file).server();
    }
}

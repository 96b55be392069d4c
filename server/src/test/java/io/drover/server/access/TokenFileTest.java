package io.drover.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.server.config.InvalidConfigException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {

    private static final Path FILE = Path.of("tokens.yaml");

    @Test
    void read_entriesThatWereMade_knownByTheirTokens() {
        NewToken crm = NewToken.of("crm", List.of(Role.APPLICATION), new Random(1));
        NewToken ops = NewToken.of("ops", List.of(Role.OPERATOR, Role.ANALYST), new Random(2));

        Tokens tokens = TokenFile.read(FILE, crm.entry() + "\n" + ops.entry() + "\n");

        assertThat(tokens.callerOf(crm.token())).contains(new Caller("crm", Set.of(Role.APPLICATION)));
        assertThat(tokens.callerOf(ops.token())).contains(new Caller("ops", Set.of(Role.OPERATOR, Role.ANALYST)));
        assertThat(tokens.callerOf(ops.token() + "x")).isEmpty();
        assertThat(tokens.callerOf("")).isEmpty();
        assertThat(crm.token()).startsWith("drover_").hasSizeGreaterThan(40);
        assertThat(crm.entry()).doesNotContain(crm.token());
        assertThat(crm.toString()).doesNotContain(crm.token());
    }

    @Test
    void read_severalFaults_allAtOnce() {
        String entry =
                NewToken.of("crm", List.of(Role.APPLICATION), new Random(1)).entry();

        assertThatThrownBy(() -> TokenFile.read(
                        FILE,
                        entry + "\n" + entry
                                + "\n- name: a b\n  role: [operator]\n  roles: [analist]\n  token-sha256: x\n"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessage("""
                        In the file of tokens tokens.yaml, entry 2, the name crm is that of an earlier entry.
                        In the file of tokens tokens.yaml, entry 2, token-sha256 is that of an earlier entry.
                        In the file of tokens tokens.yaml, entry 3, the key "role" is unknown; did you mean "roles"?
                        In the file of tokens tokens.yaml, entry 3, the name must be of 1 to 64 letters, digits and . _ @ -.
                        In the file of tokens tokens.yaml, entry 3, token-sha256 must be 64 hexadecimal digits in small \
                        letters, the SHA-256 of a token.
                        In the file of tokens tokens.yaml, entry 3, the role "analist" is unknown; did you mean "analyst"?""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "name: crm", "- [", "- name: a\n  name: b"})
    void read_noList_refused(String text) {
        assertThatThrownBy(() -> TokenFile.read(FILE, text))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("tokens.yaml");
    }

    @Test
    void may_eachRole_includesThoseBeforeIt() {
        Caller analyst = new Caller("a", Set.of(Role.ANALYST));

        assertThat(analyst.may(Role.APPLICATION)).isTrue();
        assertThat(analyst.may(Role.ANALYST)).isTrue();
        assertThat(analyst.may(Role.OPERATOR)).isFalse();
    }
}

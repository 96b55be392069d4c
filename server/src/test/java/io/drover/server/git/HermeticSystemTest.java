package io.drover.server.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;

class HermeticSystemTest {

    @Test
    void install_whatTheMachineHasForGit_isNotSeen() throws Exception {
        HermeticSystem.install();
        SystemReader system = SystemReader.getInstance();

        assertThat(system.getUserConfig().toText()).isEmpty();
        assertThat(system.getSystemConfig().toText()).isEmpty();
        assertThat(system.getJGitConfig().toText()).isEmpty();
        assertThat(system.getenv("HOME")).isNull();
        assertThat(system.getenv("PATH")).isNull();
    }
}

package io.drover.server.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.server.SizePack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivationTest extends ActivationFixture {

    @Test
    void run_newPackTakesANameThatServes_theNewcomerIsRefusedAlsoAfterARestart() throws IOException {
        SizePack.copy(rules, "weight");
        attempt();

        Path age = SizePack.copy(rules, "age");
        Path manifest = age.resolve("pack.yaml");
        Files.writeString(manifest, Files.readString(manifest).replace("call-by-age", "call-by-weight"));
        for (Path file : List.of(age.resolve("size.drl"), age.resolve("scenarios/size.yaml"))) {
            Files.writeString(file, Files.readString(file).replace("call-by-age", "call-by-weight"));
        }
        attempt();
        assertThat(codes("age")).containsExactly("duplicate-name");
        assertThat(codes("weight")).isEmpty();

        holder = new RuleSetHolder();
        activation = activation();
        attempt();
        assertThat(codes("age")).containsExactly("duplicate-name");
        assertThat(codes("weight")).isEmpty();
        assertThat(serving()).containsExactly("weight");
    }
}

package io.drover.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.server.access.NewToken;
import io.drover.server.access.Role;
import io.drover.server.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs that are deployed by commands. */
class DeploymentCommandsIT {

    private final Path directory;
    private final DeploymentSite site;
    private final Path token;
    private final Commands commands = new Commands();

    DeploymentCommandsIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.site = new DeploymentSite(directory);
        NewToken operator = NewToken.of("olga", List.of(Role.OPERATOR), new Random(3));
        Path tokens = Files.writeString(directory.resolve("tokens.yaml"), operator.entry());
        site.settings.put(Setting.TOKENS, tokens.toString());
        this.token = Files.writeString(directory.resolve("token"), operator.token() + "\n");
    }

    private int run(TestServer server, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server", server.server().uri().toString(), "--token-file", token.toString()));
        return bare(all.toArray(String[]::new));
    }

    private int bare(String... arguments) {
        commands.forget();
        return commands.run(arguments);
    }

    @Test
    void commands_pushActivateRollBackPinUnpinVerify_asTheySay() throws IOException {
        String first = site.folder("size", 100).toString();
        String second = site.folder("size", 200).toString();
        try (TestServer server = site.start()) {
            assertThat(run(server, "push", first, "--dry-run"))
                    .as(commands.err())
                    .isZero();
            assertThat(commands.out()).contains(": passes the gate");
            assertThat(run(server, "push", first, "--activate", "--reason", "the beginning"))
                    .as(commands.err())
                    .isZero();
            assertThat(commands.out()).contains(": serves");
            assertThat(run(server, "push", second, "--activate", "--reason", "larger"))
                    .as(commands.err())
                    .isZero();

            assertThat(run(server, "rollback", "size", "--reason", "too many"))
                    .as(commands.err())
                    .isZero();
            assertThat(run(server, "pin", "size", "--reason", "until the review"))
                    .as(commands.err())
                    .isZero();
            assertThat(commands.out()).contains("is pinned there");
            assertThat(run(server, "unpin", "size")).as(commands.err()).isZero();
            assertThat(run(server, "unpin", "siz")).isEqualTo(3);
            assertThat(commands.err()).contains("There is no pack of this name.");
        }
        assertThat(bare("audit", "verify", "--data", site.data().toString()))
                .as(commands.err())
                .isZero();
        assertThat(commands.out()).startsWith("7 lines, each with the hash of the one before.");
        Path audit = site.data().resolve("audit.ndjson");
        Files.writeString(audit, Files.readString(audit).replace("larger", "smaller"));
        assertThat(bare("audit", "verify", "--data", site.data().toString())).isEqualTo(1);
        assertThat(commands.out()).startsWith("Line 4 of ").contains("hash of the line before");
        assertThat(bare("audit", "verify", "--data", directory.toString())).isEqualTo(3);
    }

    @Test
    void push_badPack_findingsAsCheckPrintsThem() throws IOException {
        Path folder = site.folder("size", 100);
        Path drl = folder.resolve("size.drl");
        Files.writeString(drl, Files.readString(drl).replace("employees >=", "employes >="));
        try (TestServer server = site.start()) {
            for (String[] command : List.of(
                    new String[] {"push", folder.toString()}, new String[] {"push", folder.toString(), "--dry-run"})) {
                assertThat(run(server, command)).isEqualTo(1);
                assertThat(commands.out())
                        .contains(drl + ":12:14  error  unknown-field")
                        .contains("→ ");
            }
            assertThat(bare(
                            "push",
                            folder.toString(),
                            "--server",
                            server.server().uri().toString()))
                    .isEqualTo(3);
            assertThat(commands.err()).contains("A token is needed");
        }
        assertThat(bare("push", folder.toString(), "--server", "http://127.0.0.1:1"))
                .isEqualTo(3);
        assertThat(commands.err()).contains("does not answer");
        assertThat(bare("push", folder.toString(), "--server", "nowhere")).isEqualTo(3);
        assertThat(bare("push", directory.resolve("none").toString())).isEqualTo(3);
    }
}

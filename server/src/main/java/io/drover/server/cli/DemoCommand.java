package io.drover.server.cli;

import io.drover.server.cli.ServerOptions.Shown;
import io.drover.server.config.ServerConfig;
import io.drover.server.demo.Demo;
import io.drover.server.serving.DroverServer;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code drover demo}. */
@Command(
        name = "demo",
        description = "Starts a server with the reference packs, feeds it real input, tells what it decided, and keeps"
                + " serving.",
        mixinStandardHelpOptions = true,
        modelTransformer = ServerOptions.class)
public final class DemoCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final Function<ServerConfig, DroverServer> servers;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--exit", description = "End after the report, instead of serving on.")
    private boolean exit;

    /** A command that demonstrates the server that {@code servers} makes. */
    public DemoCommand(Surroundings surroundings, Function<ServerConfig, DroverServer> servers) {
        this.surroundings = surroundings;
        this.servers = servers;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerConfig config = ServerOptions.read(spec, surroundings, Shown.NOT_DEFAULT);
        if (config.access().tokens() != null || config.access().tls() != null) {
            throw new CannotRunException(
                    "The demonstration asks its server without a token and without TLS; leave tokens, tls-certificate and"
                            + " tls-key out, or use serve.");
        }
        DroverServer server = servers.apply(config);
        surroundings.onTermination().accept(server::stop);
        try {
            Start.run(server, config.rules(), surroundings);
            if (!server.isReady()) {
                throw new CannotRunException("There is nothing to demonstrate without sound rule packs.");
            }
            boolean asPublished = new Demo(surroundings.out(), server.uri(), surroundings.find("test-data")).run();
            if (exit) {
                return asPublished ? ExitCode.WELL : ExitCode.FINDING;
            }
            invite(server);
            server.awaitStop();
            return ExitCode.WELL;
        } finally {
            server.stop();
        }
    }

    private void invite(DroverServer server) {
        surroundings.out().println();
        surroundings.out().println("The server keeps listening on " + server.uri() + "; Ctrl-C ends it. Try:");
        surroundings
                .out()
                .println("  curl -s " + server.uri()
                        + "/v1/decisions -H 'Content-Type: application/json' -d @"
                        + surroundings.find("test-data/requests/abm-in-market.json"));
    }
}

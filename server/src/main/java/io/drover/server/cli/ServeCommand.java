package io.drover.server.cli;

import io.drover.server.cli.ServerOptions.Shown;
import io.drover.server.config.LogFormat;
import io.drover.server.config.ServerConfig;
import io.drover.server.logging.JsonLog;
import io.drover.server.serving.DroverServer;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code drover serve}. */
@Command(
        name = "serve",
        description = "Serves decisions over HTTP until it is stopped.",
        mixinStandardHelpOptions = true,
        modelTransformer = ServerOptions.class)
public final class ServeCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final Function<ServerConfig, DroverServer> servers;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command that serves with the server that {@code servers} makes. */
    public ServeCommand(Surroundings surroundings, Function<ServerConfig, DroverServer> servers) {
        this.surroundings = surroundings;
        this.servers = servers;
    }

    @Override
    public Integer call() throws InterruptedException {
        ServerConfig config = ServerOptions.read(spec, surroundings, Shown.ALL);
        if (config.logFormat() == LogFormat.JSON) {
            JsonLog.begin();
        }
        DroverServer server = servers.apply(config);
        surroundings.onTermination().accept(server::stop);
        Start.run(server, config.rules(), surroundings);
        server.awaitStop();
        return ExitCode.WELL;
    }
}

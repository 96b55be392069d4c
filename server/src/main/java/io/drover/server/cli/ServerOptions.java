package io.drover.server.cli;

import io.drover.server.config.ConfigReader;
import io.drover.server.config.ServerConfig;
import io.drover.server.config.Setting;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that start a server. */
final class ServerOptions {

    @Option(names = "--port", paramLabel = "N", description = "The port to listen on; 0: any free one. Default: 8080.")
    private @Nullable String port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "The loopback address to listen on. Default: 127.0.0.1.")
    private @Nullable String host;

    @Option(names = "--rules", paramLabel = "DIR", description = "The directory of rule packs. Default: rules.")
    private @Nullable String rules;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The directory for what the server keeps. Default: data.")
    private @Nullable String data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A YAML file with the same settings, such as \"port: 8081\". A flag wins over the environment"
                    + " (DROVER_PORT and so on), the environment over the file.")
    private @Nullable Path config;

    @Option(names = "--allow-partial", description = "Serve the sound packs even if others are broken.")
    private boolean allowPartial;

    /** The configuration that these options, the environment and the file make together. */
    ServerConfig config(Surroundings surroundings) {
        ConfigReader reader = new ConfigReader(surroundings.environment(), surroundings.find("rules"));
        reader.unknownVariables()
                .forEach(name -> surroundings.err().println("The variable " + name + " is no setting and is ignored."));
        return reader.read(flags(), config);
    }

    private Map<Setting, String> flags() {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        put(flags, Setting.PORT, port);
        put(flags, Setting.HOST, host);
        put(flags, Setting.RULES, rules);
        put(flags, Setting.DATA, data);
        put(flags, Setting.ALLOW_PARTIAL, allowPartial ? "true" : null);
        return flags;
    }

    private static void put(Map<Setting, String> flags, Setting setting, @Nullable String value) {
        if (value != null) {
            flags.put(setting, value);
        }
    }
}

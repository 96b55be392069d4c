package io.drover.server.cli;

import io.drover.server.config.ConfigReader;
import io.drover.server.config.Configuration;
import io.drover.server.config.ServerConfig;
import io.drover.server.config.Setting;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options of commands that start a server: one for each setting, and the file of settings. */
final class ServerOptions implements IModelTransformer {

    private static final String CONFIG = "--config";

    @Override
    public CommandSpec transform(CommandSpec command) {
        Stream.of(Setting.values())
                .filter(setting -> !setting.isSecret()) // whoever lists processes reads their command lines
                .forEach(setting -> command.addOption(option(setting)));
        return command.addOption(OptionSpec.builder(CONFIG)
                .type(Path.class)
                .paramLabel("FILE")
                .description(
                        "A YAML file with the same settings, such as \"port: 8081\". A flag wins over the environment"
                                + " (DROVER_PORT and so on), the environment over the file.")
                .build());
    }

    private static OptionSpec option(Setting setting) {
        String byDefault = setting.byDefault().isEmpty() ? "none" : setting.byDefault();
        return OptionSpec.builder("--" + setting.key())
                .type(String.class)
                .arity(setting.isSwitch() ? "0..1" : "1")
                .fallbackValue(setting.isSwitch() ? "true" : "")
                .paramLabel(setting.isSwitch() ? "true|false" : "VALUE")
                .description(setting.description().replace("`", "") + " Default: " + byDefault + ".")
                .build();
    }

    /** Which settings are told to whoever starts the server. */
    enum Shown {
        ALL,
        NOT_DEFAULT
    }

    /** The configuration that the flags of {@code command}, the environment and the file make together. */
    static ServerConfig read(CommandSpec command, Surroundings surroundings, Shown shown) {
        ConfigReader reader = new ConfigReader(surroundings.environment(), surroundings.find("rules"));
        reader.unknownVariables().forEach(surroundings.err()::println);
        ParseResult parsed = command.commandLine().getParseResult();
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            if (parsed.hasMatchedOption("--" + setting.key())) {
                flags.put(setting, parsed.matchedOptionValue("--" + setting.key(), ""));
            }
        }
        Configuration configuration = reader.read(flags, parsed.matchedOptionValue(CONFIG, (Path) null));
        configuration.settings().stream()
                .filter(value -> shown == Shown.ALL || value.source() != Configuration.Source.DEFAULT)
                .forEach(surroundings.err()::println);
        return configuration.server();
    }
}

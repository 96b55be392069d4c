package io.drover.server.cli;

import io.drover.engine.pack.Severity;
import io.drover.server.access.Role;
import io.drover.server.config.InvalidConfigException;
import io.drover.server.demo.DemoFailedException;
import io.drover.server.serving.CannotServeException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command without a subcommand, and what all commands have in common. */
@Command(
        name = "drover",
        description = "Decides about accounts and customers by rules that analysts write.",
        mixinStandardHelpOptions = true)
public final class DroverCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The command line of {@code subcommands}, which write to {@code surroundings}. */
    public static CommandLine of(Surroundings surroundings, String version, List<Object> subcommands) {
        CommandLine line = new CommandLine(new DroverCommand());
        subcommands.forEach(line::addSubcommand);
        for (CommandLine command : line.getSubcommands().values()) {
            complete(command.getCommandSpec().version("drover " + version));
        }
        line.getCommandSpec().version("drover " + version);
        return line.registerConverter(OutputFormat.class, Converters.oneOf(OutputFormat.values()))
                .registerConverter(Severity.class, Converters.oneOf(Severity.values()))
                .registerConverter(Role.class, Converters.oneOf(Role.values()))
                .registerConverter(Instant.class, Converters::instant)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(100)
                .setOut(writer(surroundings.out()))
                .setErr(writer(surroundings.err()))
                .setParameterExceptionHandler((failure, arguments) -> wrongUsage(surroundings.err(), failure))
                .setExecutionExceptionHandler((failure, command, result) -> failed(surroundings.err(), failure));
    }

    /** Of a command that is added as an object, the library leaves it to the program to apply its transformer. */
    private static void complete(CommandSpec command) {
        IModelTransformer transformer = command.modelTransformer();
        if (transformer != null) {
            transformer.transform(command);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static int wrongUsage(PrintStream err, ParameterException failure) {
        String message = failure instanceof UnmatchedArgumentException unmatched
                ? "Not understood: " + String.join(" ", unmatched.getUnmatched())
                : String.valueOf(failure.getMessage());
        err.println(message.endsWith(".") || message.endsWith("?") ? message : message + ".");
        UnmatchedArgumentException.printSuggestions(failure, writer(err));
        err.println("Try \"" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help\".");
        return ExitCode.WRONG_USAGE;
    }

    private static int failed(PrintStream err, Exception failure) {
        if (failure instanceof InvalidConfigException) {
            err.println(failure.getMessage());
            return ExitCode.WRONG_USAGE;
        }
        if (failure instanceof CannotRunException
                || failure instanceof CannotServeException
                || failure instanceof DemoFailedException) {
            err.println(failure.getMessage());
            return ExitCode.COULD_NOT_RUN;
        }
        err.println("Something went wrong inside Drover; please report it with what follows.");
        failure.printStackTrace(err);
        return ExitCode.COULD_NOT_RUN;
    }
}

package io.drover.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.PreviewEngine;
import io.drover.engine.failure.DecisionException;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.MalformedRequestException;
import io.drover.engine.failure.Violation;
import io.drover.engine.request.DecisionJson;
import io.drover.engine.request.RequestReader;
import io.drover.model.decision.DecisionRequest;
import io.drover.server.activation.ActiveRules;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drover decide}. */
@Command(
        name = "decide",
        description = "Decides about the subject of one request, without a server, and prints the decision as JSON.",
        mixinStandardHelpOptions = true)
public final class DecideCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final DecisionEngine engine;

    @Parameters(
            paramLabel = "FILE",
            description = "The request, as POST /v1/decisions takes it; -: the standard input.")
    private String file = "-";

    @Option(names = "--rules", paramLabel = "DIR", description = "The directory of rule packs. Default: rules.")
    private @Nullable Path rules;

    @Option(
            names = "--as-of",
            paramLabel = "INSTANT",
            description = "The instant to decide for where the request names none. Default: now.")
    private @Nullable Instant asOf;

    @Option(
            names = "--with",
            paramLabel = "FILE",
            description =
                    "A preview: JSON of what the decision is to be made with in place of what the packs say, such as"
                            + " {\"thresholds\": {\"b2b-abm\": {\"intent.comparison-views\": 3}}}.")
    private @Nullable String with;

    @Option(names = "--explain", description = "Add the reasons of every conclusion.")
    private boolean explain;

    public DecideCommand(Surroundings surroundings, DecisionEngine engine) {
        this.surroundings = surroundings;
        this.engine = engine;
    }

    @Override
    public Integer call() {
        byte[] text = read(file);
        Path directory = rules == null ? surroundings.find("rules") : rules;
        ActiveRules active = ActiveRules.of(PackDirectories.loadSound(directory, surroundings, "nothing is decided"));
        try {
            DecisionRequest request = request(text, active);
            Instant clock = asOf == null ? surroundings.clock().instant() : asOf;
            DecisionRequest dated = request.asOf() == null ? request.withAsOf(clock) : request;
            surroundings.out().println(decision(active, dated));
            return ExitCode.WELL;
        } catch (DecisionException e) {
            print(surroundings.err(), e);
            return ExitCode.COULD_NOT_RUN;
        }
    }

    /** The request that {@code text} is, with what is to be tried. */
    private DecisionRequest request(byte[] text, ActiveRules active) {
        if (with == null) {
            return RequestReader.read(text, active.checks());
        }
        if (!(tree(text) instanceof ObjectNode whole)) {
            return RequestReader.read(text, active.checks()); // says what is wrong with it
        }
        JsonNode overrides = tree(read(with));
        if (overrides == null) {
            throw new CannotRunException("The file " + with + " is not JSON.");
        }
        return RequestReader.read(whole.set("with", overrides), active.checks());
    }

    private static @Nullable JsonNode tree(byte[] text) {
        try {
            return DecisionJson.mapper().readTree(text);
        } catch (IOException | NumberFormatException e) { // the second for an exponent that no number can have
            return null;
        }
    }

    private String decision(ActiveRules active, DecisionRequest request) {
        if (request.with() == null) {
            return DecisionJson.writePretty(engine.decide(active.ruleSet(), request, explain));
        }
        CompiledPacks compiledPacks = new CompiledPacks(CompiledPackStore.NONE);
        PreviewEngine.Previewed previewed = new PreviewEngine(
                        engine,
                        (plain, changed) ->
                                compiledPacks.variant(plain, changed.values()).pack())
                .decide(active.ruleSet(), request, explain);
        return DecisionJson.writePretty(previewed.preview(), previewed.decision());
    }

    private byte[] read(String from) {
        try {
            return from.equals("-") ? surroundings.in().readAllBytes() : Files.readAllBytes(Path.of(from));
        } catch (IOException e) {
            throw new CannotRunException("The file " + from + " cannot be read.", e);
        }
    }

    private static void print(PrintStream err, DecisionException failure) {
        err.println(failure.getMessage());
        if (failure instanceof MalformedRequestException malformed) {
            err.println("    at line " + malformed.line() + ", column " + malformed.column());
        }
        if (failure instanceof InvalidRequestException invalid) {
            for (Violation violation : invalid.violations()) {
                err.println((violation.pointer().isEmpty() ? "(the whole request)" : violation.pointer()) + "  "
                        + violation.code());
                err.println("    " + violation.detail());
                if (violation.suggestion() != null) {
                    err.println("    → " + violation.suggestion());
                }
            }
        }
    }
}

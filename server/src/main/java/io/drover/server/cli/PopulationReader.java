package io.drover.server.cli;

import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.failure.DecisionException;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.MalformedRequestException;
import io.drover.engine.failure.Violation;
import io.drover.engine.lint.Population;
import io.drover.engine.request.RequestReader;
import io.drover.model.decision.DecisionRequest;
import io.drover.server.activation.ActiveRules;
import io.drover.server.cli.PopulationReading.BadLine;
import io.drover.server.http.LineCutter;
import io.drover.server.http.LineCutter.Line;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Decides about every request of a file, line by line, and counts. Used once, by one thread. */
final class PopulationReader {

    private static final int MAX_LINE_BYTES = 1024 * 1024;
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int MOST_SHOWN = 100;

    private final ActiveRules rules;
    private final DecisionEngine engine;
    private final Instant asOf;
    private final Population population = new Population();
    private final List<BadLine> bad = new ArrayList<>();
    private long badLines;

    /** A reader of requests that {@code ruleSet} decides, for {@code asOf} where they name no instant themselves. */
    PopulationReader(RuleSet ruleSet, DecisionEngine engine, Instant asOf) {
        this.rules = ActiveRules.of(ruleSet);
        this.engine = engine;
        this.asOf = asOf;
    }

    /**
     * Decides about the requests in {@code file}.
     *
     * @throws CannotRunException if the file cannot be read
     */
    PopulationReading read(Path file) {
        LineCutter lines = new LineCutter(MAX_LINE_BYTES, this::decide);
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                lines.add(ByteBuffer.wrap(chunk, 0, count));
            }
        } catch (IOException e) {
            throw new CannotRunException("The population " + file + " cannot be read.", e);
        }
        lines.end();
        return new PopulationReading(file.toString(), population, population.decided(), badLines, bad);
    }

    private void decide(Line line) {
        byte[] text = line.text();
        if (text == null) {
            bad(line, "The line is longer than 1 MiB.");
            return;
        }
        try {
            DecisionRequest request = RequestReader.read(text, rules.checks());
            DecisionRequest dated = request.asOf() == null ? request.withAsOf(asOf) : request;
            population.add(engine.decide(rules.ruleSet(), dated, false));
        } catch (DecisionException e) {
            bad(line, reason(e));
        }
    }

    private void bad(Line line, String detail) {
        badLines++;
        if (bad.size() < MOST_SHOWN) {
            bad.add(new BadLine(line.number(), detail));
        }
    }

    private static String reason(DecisionException failure) {
        StringBuilder reason = new StringBuilder(String.valueOf(failure.getMessage()));
        if (failure instanceof MalformedRequestException malformed) {
            reason.append(" (column ").append(malformed.column()).append(')');
        }
        if (failure instanceof InvalidRequestException invalid) {
            for (Violation violation : invalid.violations()) {
                reason.append(' ')
                        .append(violation.pointer().isEmpty() ? "The whole request" : violation.pointer())
                        .append(": ")
                        .append(violation.detail());
            }
        }
        return reason.toString();
    }
}

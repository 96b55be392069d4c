package io.drover.server.deciding;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.drover.engine.decide.CellCoverage;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.request.CutTableRequest;
import io.drover.engine.request.DecisionJson;
import io.drover.engine.rfm.CutTableComputation.Result;
import io.drover.engine.rfm.CutTableWarnings;
import io.drover.server.activation.RuleSetHolder;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes cut tables, and keeps none. Thread-safe. */
public final class CutTableService {

    private final RuleSetHolder holder;
    private final DecisionEngine engine;

    /** A service that also asks the rules of {@code holder}, by {@code engine}, whether they are about all scores. */
    public CutTableService(RuleSetHolder holder, DecisionEngine engine) {
        this.holder = holder;
        this.engine = engine;
    }

    /**
     * The answer to the request that is {@code body}, a JSON document in UTF-8.
     *
     * @throws io.drover.engine.failure.DecisionException if the request is none
     */
    public byte[] compute(byte[] body) {
        CutTableRequest request = CutTableRequest.read(body);
        Result result = request.compute();
        List<CutTableWarnings.Warning> warnings = new ArrayList<>(result.warnings());
        holder.active()
                .map(rules -> new CellCoverage(rules.ruleSet(), engine))
                .map(coverage ->
                        coverage.warnings(result.cells(), result.table().computedAt()))
                .ifPresent(warnings::addAll);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("cutTable", result.table());
        answer.put("events", result.events());
        answer.put("subjects", result.subjects());
        answer.put("warnings", warnings);
        try {
            return DecisionJson.mapper().writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("an answer that is no JSON", e);
        }
    }
}

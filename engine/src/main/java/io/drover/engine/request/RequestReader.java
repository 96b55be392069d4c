package io.drover.engine.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.drover.engine.failure.InvalidRequestException;
import io.drover.engine.failure.MalformedRequestException;
import io.drover.engine.failure.Violation;
import io.drover.model.decision.DecisionRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads decision requests from JSON.
 *
 * <p>There are two roads. The fast one binds the bytes to records and gives up at the first thing that is wrong, whatever
 * it is. Then the slow one reads the same bytes as a tree, collects everything that is wrong, and finds the words for it.
 * What the fast road refuses the slow one has a violation for, and the other way round; tests hold the two together.
 *
 * <p>One difference is left on purpose: a member of {@code previous} that is not read may hold a text of any length on
 * the fast road, which skips it.
 */
public final class RequestReader {

    private static final ObjectReader READER = DecisionJson.mapper().readerFor(DecisionRequest.class);

    /** A way of binding the request, which fails in any way it likes. */
    @FunctionalInterface
    private interface Binding {
        @Nullable
        DecisionRequest bind() throws IOException;
    }

    private RequestReader() {}

    /**
     * The request that {@code json} is, in UTF-8.
     *
     * @param checks are asked only where something else is wrong already, so that it is reported together; the engine asks
     *     its rule set itself
     * @throws MalformedRequestException if {@code json} is not one JSON object within the limits
     * @throws InvalidRequestException if it is, but violates what a request must be
     */
    public static DecisionRequest read(byte[] json, RuleSetChecks checks) {
        DecisionRequest request = readFast(json);
        if (request != null) {
            return request;
        }
        throw new InvalidRequestException(orUnexplained(violations(json, checks)));
    }

    /**
     * The request that {@code tree} is; otherwise as {@link #read(byte[], RuleSetChecks)}.
     *
     * @throws InvalidRequestException if it violates what a request must be
     */
    public static DecisionRequest read(JsonNode tree, RuleSetChecks checks) {
        DecisionRequest request = readFast(() -> READER.readValue(tree));
        if (request != null) {
            return request;
        }
        throw new InvalidRequestException(orUnexplained(violations(tree, List.of(), checks)));
    }

    /** The fast road: the request, or null if anything is wrong with it. */
    static @Nullable DecisionRequest readFast(byte[] json) {
        int mark = Encoding.byteOrderMark(json);
        return Encoding.faultIn(json) < 0 ? readFast(() -> READER.readValue(json, mark, json.length - mark)) : null;
    }

    /** The slow road: everything that is wrong with the request. */
    static List<Violation> violations(byte[] json, RuleSetChecks checks) {
        TreeReader.Reading reading = TreeReader.read(json);
        return violations(reading.tree(), reading.repeated(), checks);
    }

    private static @Nullable DecisionRequest readFast(Binding binding) {
        try {
            DecisionRequest request = binding.bind();
            return request != null && Coherence.isIn(request) ? request : null;
        } catch (IOException | RuntimeException e) {
            // Which exception it is depends on Jackson's inside; the slow road knows what to say.
            return null;
        }
    }

    /** Everything that is wrong with the request that {@code tree} is, in which the names at {@code repeated} stand twice. */
    static List<Violation> violations(JsonNode tree, List<Pointer> repeated, RuleSetChecks checks) {
        Violations found = new Violations();
        for (Pointer place : repeated) {
            found.add(place, "duplicate-key", place.subject() + " occurs more than once.", "keep one of them");
        }
        RequestSchema.REQUEST.check(tree, Pointer.ROOT, found);
        if (tree.isObject()) {
            Incoherences.find(tree, found);
            found.addAll(RuleSetParts.check(tree, checks));
        }
        return found.inOrderOf(tree);
    }

    private static List<Violation> orUnexplained(List<Violation> violations) {
        return violations.isEmpty()
                ? List.of(new Violation(
                        "", "unreadable", "The request cannot be read, and it could not be found out why.", null))
                : violations;
    }
}

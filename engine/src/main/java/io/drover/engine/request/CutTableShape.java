package io.drover.engine.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.failure.Violation;
import io.drover.engine.rfm.CutTableFault;
import io.drover.engine.rfm.CutTableReader;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.CutTableChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A cut table: the id of one that a pack has, or a whole one. */
record CutTableShape() implements Shape {

    private static final TextShape ID = new TextShape(TextRule.of("cutTables", null));

    @Override
    public void check(JsonNode value, Pointer at, Violations found) {
        if (!value.isObject()) {
            ID.check(value, at, found);
            return;
        }
        List<CutTableFault> faults = new ArrayList<>();
        table(value, faults);
        report(faults, at, found);
    }

    /** Says in the words of requests what is wrong with what stands {@code at} a place. */
    static void report(List<CutTableFault> faults, Pointer at, Violations found) {
        found.addAll(faults.stream()
                .map(fault -> new Violation(at + fault.pointer(), fault.code(), fault.message(), fault.remedy()))
                .toList());
    }

    /** What {@code value}, which is sound, chooses. */
    static CutTableChoice choice(JsonNode value) {
        return value.isObject()
                ? new CutTableChoice.Inline(Objects.requireNonNull(table(value, new ArrayList<>())))
                : new CutTableChoice.Named(value.textValue());
    }

    private static @Nullable CutTable table(JsonNode value, List<CutTableFault> faults) {
        try (JsonParser parser = value.traverse()) {
            parser.nextToken();
            return CutTableReader.readInline(parser, faults::add);
        } catch (IOException e) {
            throw new IllegalStateException("a tree that cannot be read", e);
        }
    }

    @Override
    public String type() {
        return ID.type();
    }

    @Override
    public String example() {
        return "the id of a cut table, in double quotes, or a whole table";
    }
}

package io.drover.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.pack.RulePack;
import io.drover.engine.pack.Threshold;
import io.drover.engine.request.DecisionJson;
import io.drover.model.decision.DecisionRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A preview with other thresholds decides what the packs would if their thresholds were edited. */
class OtherThresholdsTest {

    private static final int REQUESTS = 300;

    private final DecisionEngine engine = new DecisionEngine(Limits.defaults(), () -> 0);

    @TempDir
    Path directory;

    @Test
    void decide_withOtherThresholds_asThePacksWouldAfterAnEdit() throws IOException {
        RuleSet plain = ReferencePacks.load(ReferencePacks.folders());
        CompiledPacks compiledPacks = new CompiledPacks(CompiledPackStore.NONE);
        List<CompiledPack> variants = new ArrayList<>();
        List<Path> edited = new ArrayList<>();
        for (CompiledPack pack : plain.compiledPacks()) {
            List<Threshold> others = others(pack.source());
            variants.add(compiledPacks.variant(pack, others).pack());
            edited.add(edited(pack.source(), others));
        }
        RuleSet tried = plain.withPacks(variants);
        RuleSet after = ReferencePacks.load(edited);
        RandomRequests requests = new RandomRequests(19);
        int different = 0;
        for (int i = 0; i < REQUESTS; i++) {
            DecisionRequest request = requests.next();
            ObjectNode wanted = decide(after, request);

            assertThat(decide(tried, request)).as(request.toString()).isEqualTo(wanted);
            different += decide(plain, request).equals(wanted) ? 0 : 1;
        }
        assertThat(different).as("decisions that the thresholds make different").isGreaterThan(REQUESTS / 10);
    }

    private ObjectNode decide(RuleSet ruleSet, DecisionRequest request) throws IOException {
        ObjectNode decision =
                (ObjectNode) DecisionJson.mapper().readTree(DecisionJson.write(engine.decide(ruleSet, request, true)));
        decision.remove(List.of("revision", "packs"));
        return decision;
    }

    /** All thresholds that are numbers or durations, a little larger. */
    private static List<Threshold> others(RulePack pack) {
        List<Threshold> others = new ArrayList<>();
        for (Threshold threshold : pack.thresholds().values()) {
            if (threshold.value().equals(threshold.max())) {
                continue;
            }
            if (threshold.value() instanceof Integer number) {
                others.add(threshold.withValue(number + 1));
            } else if (threshold.value() instanceof BigDecimal number) {
                others.add(threshold.withValue(number.multiply(new BigDecimal("1.01"))));
            } else if (threshold.type() == Threshold.Type.DURATION) {
                String duration = (String) threshold.value();
                int end = duration.length() - 1;
                others.add(threshold.withValue(
                        (Integer.parseInt(duration.substring(0, end)) + 1) + duration.substring(end)));
            }
        }
        return others;
    }

    /** The pack in a folder of its own, with {@code others} written into its thresholds. */
    private Path edited(RulePack pack, List<Threshold> others) throws IOException {
        Path folder = directory.resolve(pack.name());
        pack.contents().writeTo(folder);
        Path file = folder.resolve("thresholds.csv");
        for (Threshold other : others) {
            Object before = pack.thresholds().get(other.name()).value();
            String text = Files.readString(file);
            String edited = text.replaceFirst(
                    "(?m)^(" + other.name().replace(".", "\\.") + ",\\w+,)" + before + ",", "$1" + other.value() + ",");
            assertThat(edited).as(other.name()).isNotEqualTo(text);
            Files.writeString(file, edited);
        }
        return folder;
    }
}

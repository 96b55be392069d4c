package io.drover.engine.scenario;

import io.drover.engine.pack.SourceFile;
import io.drover.engine.pack.Taxonomy;
import io.drover.engine.request.RuleSetChecks;
import io.drover.model.decision.SubjectKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The names of an invented pack, and scenarios read with them. */
final class Names {

    static final KnownNames KNOWN = new KnownNames(
            Map.of(
                    "fit", taxonomy("fit", Taxonomy.Level.SUBJECT, "high", "low"),
                    "intent", taxonomy("intent", Taxonomy.Level.SUBJECT, "high", "low"),
                    "persona", taxonomy("persona", Taxonomy.Level.CONTACT, "executive", "practitioner")),
            Set.of("intent"),
            Set.of("in-market", "nurture"),
            Set.of("sdr.call", "web.proof", "outbound.mail"),
            Map.of("abm", Set.of("intent.high-by-views", "fit.high-by-size")));

    private Names() {}

    private static Taxonomy taxonomy(String name, Taxonomy.Level level, String... values) {
        return new Taxonomy(
                name,
                level,
                Set.of(SubjectKind.ACCOUNT),
                Taxonomy.Purpose.CONTEXT,
                Stream.of(values).map(value -> new Taxonomy.Value(value, null)).toList(),
                null,
                List.of(),
                null,
                false,
                true);
    }

    /** The scenarios in files {@code 1.yaml}, {@code 2.yaml} … of the pack {@code abm}. */
    static ScenarioReading read(String... texts) {
        List<SourceFile> files = Stream.iterate(0, i -> i + 1)
                .limit(texts.length)
                .map(i -> new SourceFile((i + 1) + ".yaml", texts[i]))
                .toList();
        return ScenarioReader.read(
                new ScenarioReader.Context(
                        "abm", packs -> KNOWN, packs -> RuleSetChecks.none(), Set.of(), pack -> Optional.empty()),
                files);
    }
}

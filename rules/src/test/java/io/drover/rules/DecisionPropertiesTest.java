package io.drover.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.pack.PolicyRules;
import io.drover.engine.pack.RulePack;
import io.drover.engine.pack.Taxonomy;
import io.drover.engine.pack.Threshold;
import io.drover.engine.request.DecisionJson;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.SubjectKind;
import io.drover.model.decision.TreatmentDecision;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every decision of the reference packs, on requests by chance from fixed seeds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionPropertiesTest {

    private static final int REQUESTS = 500;

    private final DecisionEngine engine = new DecisionEngine(Limits.defaults(), () -> 0);
    private RuleSet ruleSet;

    @BeforeAll
    void load() throws IOException {
        ruleSet = ReferencePacks.load(ReferencePacks.folders());
    }

    private String bytes(DecisionRequest request) {
        return new String(DecisionJson.write(engine.decide(ruleSet, request, true)), StandardCharsets.UTF_8);
    }

    @Test
    void decide_sameRequestAndAnyOrderOfItsFacts_givesTheSameBytes() {
        RandomRequests requests = new RandomRequests(1);
        for (int i = 0; i < REQUESTS; i++) {
            DecisionRequest request = requests.next();
            DecisionRequest other = requests.shuffled(request);
            String bytes = bytes(request);

            assertThat(bytes(request)).isEqualTo(bytes);
            assertThat(withoutPlaces(bytes(other))).as(request.toString()).isEqualTo(withoutPlaces(bytes));
        }
    }

    @Test
    void decide_sessionsThatWereUsedBefore_givesTheSameBytesAsFreshOnes() {
        RuleSet fresh = ruleSet.withFreshSessions();
        RandomRequests requests = new RandomRequests(6);
        for (int i = 0; i < 2 * REQUESTS; i++) {
            DecisionRequest request = requests.next();

            assertThat(bytes(request))
                    .as(request.toString())
                    .isEqualTo(new String(
                            DecisionJson.write(engine.decide(fresh, request, true)), StandardCharsets.UTF_8));
        }
    }

    @Test
    void decide_byManyThreadsAtOnce_givesTheSameBytesAsAlone() throws Exception {
        RandomRequests chance = new RandomRequests(7);
        List<DecisionRequest> requests =
                Stream.generate(chance::next).limit(REQUESTS).toList();
        List<String> alone = requests.stream().map(this::bytes).toList();
        List<Callable<List<String>>> turns =
                Collections.nCopies(8, () -> requests.stream().map(this::bytes).toList());

        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<List<String>> together : threads.invokeAll(turns)) {
                assertThat(together.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Warnings point into the request, so their places move with the order of its lists. */
    private static String withoutPlaces(String json) {
        List<String> pointers = new ArrayList<>();
        Matcher matcher = Pattern.compile("/contacts/\\d+/").matcher(json);
        while (matcher.find()) {
            pointers.add(matcher.group());
        }
        return matcher.reset().replaceAll("/contacts/n/") + pointers.size();
    }

    @Test
    void decide_beforeNextChangeAt_givesTheSameOutcome() {
        assertStableUntilNextChange(ruleSet, 2);
    }

    /** With all that a policy can look at: quiet hours, a control group, exclusions and limits. */
    @Test
    void decide_withAStrictPolicyBeforeNextChangeAt_givesTheSameOutcome() {
        CompiledPack policy = ruleSet.policy().orElseThrow();
        Map<String, Threshold> thresholds = policy.source().thresholds();
        CompiledPack strict = new CompiledPacks(CompiledPackStore.NONE)
                .variant(
                        policy,
                        List.of(
                                thresholds.get("quiet-hours.channels").withValue(List.of("email", "phone", "web")),
                                thresholds.get("quiet-hours.begin").withValue("13:00"),
                                thresholds.get("control-group.percent").withValue(new BigDecimal("10"))))
                .pack()
                .withPolicy(new PolicyRules(
                        List.of(List.of("content.education", "outbound.sequence-enroll", "play.mid-market")),
                        Map.of("web", 2),
                        Map.of(
                                "email", new PolicyRules.Cap(1, Duration.ofDays(7)),
                                "web", new PolicyRules.Cap(2, Duration.ofHours(30)))));

        Set<String> reasons = assertStableUntilNextChange(ruleSet.withPacks(List.of(strict)), 8);

        assertThat(reasons)
                .contains(
                        "do-not-contact",
                        "control-group",
                        "no-consent",
                        "quiet-hours",
                        "excluded-by",
                        "lower-priority",
                        "frequency-cap");
    }

    /** The reasons for which treatments were not given. */
    private Set<String> assertStableUntilNextChange(RuleSet rules, long seed) {
        RandomRequests requests = new RandomRequests(seed);
        Chance chance = new Chance(seed);
        Set<String> reasons = new TreeSet<>();
        int changes = 0;
        for (int i = 0; i < REQUESTS; i++) {
            DecisionRequest request = requests.next();
            Decision now = engine.decide(rules, request, false);
            now.treatments().stream()
                    .map(TreatmentDecision::reason)
                    .filter(Objects::nonNull)
                    .forEach(reasons::add);
            Instant change = now.nextChangeAt();
            Instant end = change == null ? now.asOf().plus(Duration.ofDays(3650)) : change;
            for (Instant instant :
                    List.of(chance.between(now.asOf(), end), chance.between(now.asOf(), end), end.minusMillis(1))) {
                Decision later = engine.decide(rules, request.withAsOf(instant), false);
                assertThat(outcome(later))
                        .as("%s, decided at %s", request, instant)
                        .isEqualTo(outcome(now));
            }
            if (change != null) {
                changes += outcome(engine.decide(rules, request.withAsOf(change), false))
                                .equals(outcome(now))
                        ? 0
                        : 1;
            }
        }
        assertThat(changes).as("changes at nextChangeAt").isGreaterThan(REQUESTS / 20);
        return reasons;
    }

    private record Outcome(
            Map<String, String> classifications, List<String> segments, Object contacts, Object treatments) {}

    private static Outcome outcome(Decision decision) {
        return new Outcome(
                decision.classifications(),
                decision.segments(),
                decision.contacts().stream()
                        .map(contact -> contact.id() + contact.classifications())
                        .toList(),
                decision.treatments().stream()
                        .map(treatment -> treatment.pack() + " " + treatment.key() + " " + treatment.contactId() + " "
                                + treatment.status() + " " + treatment.reason() + " " + treatment.heldUntil())
                        .toList());
    }

    @Test
    void decide_unrelatedFact_changesNothing() {
        RandomRequests requests = new RandomRequests(3);
        for (int i = 0; i < REQUESTS; i++) {
            DecisionRequest request = requests.next();

            assertThat(bytes(RandomRequests.withUnrelatedFacts(request)))
                    .as(request.toString())
                    .isEqualTo(bytes(request));
        }
    }

    @Test
    void decide_everyTaxonomyOfTheKind_hasOneOfItsValuesOrNone() {
        RandomRequests requests = new RandomRequests(4);
        Map<String, Taxonomy> taxonomies = new TreeMap<>();
        ruleSet.packs().stream().map(RulePack::manifest).forEach(manifest -> taxonomies.putAll(manifest.taxonomies()));
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 4 * REQUESTS; i++) {
            Decision decision = engine.decide(ruleSet, requests.next(), false);
            SubjectKind kind = decision.subject().kind();
            assertValues(decision.classifications(), taxonomies, Taxonomy.Level.SUBJECT, kind, seen);
            decision.contacts()
                    .forEach(contact ->
                            assertValues(contact.classifications(), taxonomies, Taxonomy.Level.CONTACT, kind, seen));
        }
        Set<String> missed = new TreeSet<>();
        taxonomies
                .values()
                .forEach(taxonomy -> taxonomy.valueNames().forEach(value -> missed.add(taxonomy.name() + "=" + value)));
        missed.removeAll(seen);
        assertThat(missed).as("values that chance does not reach").hasSizeLessThan(seen.size() / 10);
    }

    /** The taxonomies are those of the level and kind, and have values of theirs, which are added to {@code seen}. */
    private static void assertValues(
            Map<String, String> classifications,
            Map<String, Taxonomy> taxonomies,
            Taxonomy.Level level,
            SubjectKind kind,
            Set<String> seen) {
        assertThat(classifications.keySet())
                .isEqualTo(taxonomies.values().stream()
                        .filter(taxonomy ->
                                taxonomy.level() == level && taxonomy.subjects().contains(kind))
                        .map(Taxonomy::name)
                        .collect(Collectors.toCollection(TreeSet::new)));
        classifications.forEach((taxonomy, value) -> {
            if (value != null) {
                assertThat(taxonomies.get(taxonomy).valueNames()).contains(value);
                seen.add(taxonomy + "=" + value);
            }
        });
    }

    @Test
    void decide_anyOrderOfRulesAndFiles_givesTheSameAnswer(@TempDir Path directory) throws IOException {
        Chance chance = new Chance(5);
        List<Path> reordered = new ArrayList<>();
        for (Path pack : ReferencePacks.folders()) {
            reordered.add(ReorderedPack.copy(pack, directory.resolve(pack.toString()), chance));
        }
        RuleSet other = ReferencePacks.load(chance.shuffled(reordered));
        RandomRequests requests = new RandomRequests(5);
        for (int i = 0; i < REQUESTS; i++) {
            DecisionRequest request = requests.next();

            assertThat(withoutRevisions(engine.decide(other, request, true)))
                    .as(request.toString())
                    .isEqualTo(withoutRevisions(engine.decide(ruleSet, request, true)));
        }
    }

    private static String withoutRevisions(Decision decision) {
        return DecisionJson.writePretty(decision).replaceAll("[0-9a-f]{64}", "");
    }
}

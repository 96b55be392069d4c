package io.drover.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.engine.pack.RulePack;
import io.drover.engine.pack.Taxonomy;
import io.drover.engine.request.DecisionJson;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.fact.Signal;
import io.drover.model.fact.SurveyResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    void load() {
        ruleSet = load(ReferencePacks.directories());
    }

    private static RuleSet load(List<Path> packs) {
        PackLoader.Loading loading = PackLoader.load(packs, Compiler.EXECUTABLE_MODEL, () -> 0, name -> {});
        assertThat(loading.reports())
                .allSatisfy(report -> assertThat(report.problems()).isEmpty());
        return loading.ruleSet();
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
        for (int i = 0; i < 4 * REQUESTS; i++) {
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
        RandomRequests requests = new RandomRequests(2);
        int changes = 0;
        for (int i = 0; i < REQUESTS; i++) {
            DecisionRequest request = requests.next();
            Decision now = engine.decide(ruleSet, request, false);
            Instant change = now.nextChangeAt();
            Instant end = change == null ? now.asOf().plus(Duration.ofDays(3650)) : change;
            for (Instant instant :
                    List.of(requests.between(now.asOf(), end), requests.between(now.asOf(), end), end.minusMillis(1))) {
                Decision later = engine.decide(ruleSet, request.withAsOf(instant), false);
                assertThat(outcome(later))
                        .as("%s, decided at %s", request, instant)
                        .isEqualTo(outcome(now));
            }
            if (change != null) {
                changes += outcome(engine.decide(ruleSet, request.withAsOf(change), false))
                                .equals(outcome(now))
                        ? 0
                        : 1;
            }
        }
        assertThat(changes).as("changes at nextChangeAt").isGreaterThan(REQUESTS / 20);
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
                                + treatment.status())
                        .toList());
    }

    @Test
    void decide_unrelatedFact_changesNothing() {
        RandomRequests requests = new RandomRequests(3);
        for (int i = 0; i < REQUESTS; i++) {
            DecisionRequest request = requests.next();

            assertThat(bytes(withUnrelated(request))).as(request.toString()).isEqualTo(bytes(request));
        }
    }

    private static DecisionRequest withUnrelated(DecisionRequest request) {
        List<Signal> signals = new ArrayList<>(request.signals());
        Instant before = request.asOf().minus(Duration.ofDays(2));
        signals.add(new Signal("unrelated", null, "weather.changed", before, null, Map.of("pageType", "sky"), null));
        return new DecisionRequest(
                request.asOf(),
                request.packs(),
                request.account(),
                request.customer(),
                request.contacts(),
                signals,
                request.purchases(),
                request.opportunities(),
                request.technologies(),
                request.usage(),
                request.supportTickets(),
                List.of(new SurveyResponse("NPS", null, before, null)),
                request.consents(),
                request.treatmentsGiven(),
                request.rfm(),
                request.previous(),
                request.facts(),
                request.cutTables());
    }

    @Test
    void decide_everyTaxonomy_hasOneOfItsValuesOrNone() {
        RandomRequests requests = new RandomRequests(4);
        Map<String, Taxonomy> taxonomies = new TreeMap<>();
        ruleSet.packs().stream().map(RulePack::manifest).forEach(manifest -> taxonomies.putAll(manifest.taxonomies()));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < REQUESTS; i++) {
            Decision decision = engine.decide(ruleSet, requests.next(), false);
            decision.classifications().forEach((taxonomy, value) -> {
                assertThat(taxonomies).containsKey(taxonomy);
                if (value != null) {
                    assertThat(taxonomies.get(taxonomy).valueNames()).contains(value);
                    seen.add(taxonomy + "=" + value);
                }
            });
        }
        assertThat(seen).as("values that chance reaches").hasSizeGreaterThan(50);
    }

    @Test
    void decide_anyOrderOfRulesAndFiles_givesTheSameAnswer(@TempDir Path directory) throws IOException {
        RandomRequests requests = new RandomRequests(5);
        List<Path> reordered = new ArrayList<>();
        for (String name : ReferencePacks.NAMES) {
            reordered.add(reorder(ReferencePacks.HOME.resolve(name), directory.resolve(name), requests));
        }
        RuleSet other = load(reordered);
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

    /** A copy of a pack in which the rules of each DRL file stand in another order, and the files have other names. */
    private static Path reorder(Path pack, Path target, RandomRequests requests) throws IOException {
        try (Stream<Path> files = Files.walk(pack)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = pack.relativize(file);
                Path copy = target.resolve(relative);
                Files.createDirectories(copy.getParent());
                if (relative.toString().endsWith(".drl")) {
                    copy = copy.resolveSibling((char) ('z' - relative.toString().charAt(0) % 26) + "-" + relative);
                    Files.writeString(copy, reorder(Files.readString(file), requests));
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return target;
    }

    private static String reorder(String drl, RandomRequests requests) {
        Matcher matcher = Pattern.compile("(?ms)^rule \".*?^end\\R?").matcher(drl);
        List<String> rules = new ArrayList<>();
        while (matcher.find()) {
            rules.add(matcher.group());
        }
        return matcher.reset().replaceAll("") + "\n" + String.join("\n", requests.shuffled(rules));
    }
}

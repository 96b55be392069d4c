package io.drover.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.PackLoader.Compiler;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.compile.TestPacks;
import io.drover.engine.pack.Taxonomy;
import io.drover.engine.pack.Threshold;
import io.drover.model.decision.Decision;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.TreatmentStatus;
import io.drover.model.fact.Account;
import io.drover.model.fact.Contact;
import io.drover.model.fact.Signal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecisionEngineTest {

    private static final Instant NOON = Instant.parse("2026-05-15T12:00:00Z");

    private final DecisionEngine engine = new DecisionEngine(Limits.defaults(), () -> 0);

    static TestPacks abm() {
        return TestPacks.pack(
                "abm",
                pack -> pack.taxonomy("fit", List.of("high", "low"), "low", "account.industry")
                        .taxonomy("intent", List.of("high", "low"), "low")
                        .taxonomy(
                                "persona",
                                Taxonomy.Level.CONTACT,
                                List.of("finance", "other"),
                                "other",
                                "contact.title")
                        .taxonomy("quadrant", List.of("hot", "cold"), "")
                        .score("intent", 20)
                        .segment("in-market")
                        .treatment("call")
                        .treatment("mail")
                        .threshold("employees.min", Threshold.Type.INTEGER, 200)
                        .threshold("window", Threshold.Type.DURATION, "7d")
                        .threshold("views", Threshold.Type.INTEGER, 2)
                        .threshold("points", Threshold.Type.DECIMAL, new BigDecimal("15"))
                        .threshold("half-life", Threshold.Type.DURATION, "14d")
                        .threshold("targets", Threshold.Type.LIST, List.of("SaaS", "Software"))
                        .rule(
                                "fit.high",
                                List.of(),
                                List.of("TAXONOMY:fit"),
                                "Account( industry != null, industry memberOf T.TARGETS, employees >= T.EMPLOYEES_MIN )",
                                "insertLogical( new Candidate(\"fit\", \"high\") );")
                        .rule(
                                "intent.high",
                                List.of(),
                                List.of("TAXONOMY:intent"),
                                "accumulate( Signal( type == \"page.viewed\", data[\"pageType\"] == \"comparison\", within(T.WINDOW) );"
                                        + " $views : count(1); $views >= T.VIEWS )",
                                "insertLogical( new Candidate(\"intent\", \"high\") );")
                        .rule(
                                "score.views",
                                List.of(),
                                List.of("SCORE:intent"),
                                "$signal : Signal( type == \"page.viewed\" )",
                                "insertLogical( new Points(\"intent\", $signal, T.POINTS, T.HALF_LIFE) );")
                        .rule(
                                "persona.finance",
                                List.of(),
                                List.of("TAXONOMY:persona"),
                                "$contact : Contact( titleHas(\"cfo|finance\") )",
                                "insertLogical( new Candidate(\"persona\", \"finance\").contact($contact.id()) );")
                        .rule(
                                "quadrant.hot",
                                List.of("TAXONOMY:fit", "TAXONOMY:intent"),
                                List.of("TAXONOMY:quadrant"),
                                """
                        Classified( taxonomy == "fit", value == "high" )
                            not Classified( taxonomy == "intent", value == "low" )""",
                                "insertLogical( new Candidate(\"quadrant\", \"hot\") );")
                        .rule(
                                "in-market",
                                List.of("TAXONOMY:quadrant"),
                                List.of("SEGMENT:in-market"),
                                "Classified( taxonomy == \"quadrant\", value == \"hot\" )",
                                "insertLogical( new InSegment(\"in-market\") );")
                        .rule(
                                "mail",
                                List.of("SEGMENT:in-market", "TAXONOMY:persona"),
                                List.of("TREATMENT:mail"),
                                """
                        InSegment( name == "in-market" )
                            Contact( $id : id )
                            exists Signal( contactId == $id, engagement, within(T.WINDOW) )
                            Classified( taxonomy == "persona", contactId == $id, $persona : value )""",
                                "insertLogical( new Treat(\"mail\").contact($id).with(\"variant\", $persona) );"));
    }

    static Signal view(String id, String time) {
        return new Signal(id, null, "page.viewed", Instant.parse(time), "c1", Map.of("pageType", "comparison"), null);
    }

    static DecisionRequest request(Account account, List<Signal> signals) {
        return request(account, List.of(contact("c1", "CFO"), contact("c2", null)), signals);
    }

    static DecisionRequest request(Account account, List<Contact> contacts, List<Signal> signals) {
        return new DecisionRequest(
                NOON, null, account, null, contacts, signals, List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), List.of(), null, null, Map.of(), Map.of(), null);
    }

    private static Contact contact(String id, @Nullable String title) {
        return new Contact(id, null, title, null, null, null, null, List.of(), List.of(), Map.of());
    }

    static Account account(@Nullable String industry, Integer employees) {
        return new Account(
                "acme", null, null, industry, employees, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, Map.of(), null);
    }

    @ParameterizedTest
    @EnumSource(Compiler.class)
    void decide_fitAndIntentHigh_concludesStratumByStratum(Compiler compiler) {
        RuleSet ruleSet = TestPacks.ruleSet(compiler, abm());

        DecisionTrace trace = engine.trace(
                ruleSet,
                request(
                        account("SaaS", 850),
                        List.of(view("e1", "2026-05-11T12:00:00Z"), view("e2", "2026-05-14T12:00:00Z"))));
        Decision decision = trace.decision();

        assertThat(decision.classifications())
                .containsEntry("fit", "high")
                .containsEntry("intent", "high")
                .containsEntry("quadrant", "hot");
        assertThat(decision.scores()).containsEntry("intent", new BigDecimal("26.6"));
        assertThat(decision.segments()).containsExactly("in-market");
        assertThat(decision.nextChangeAt()).isEqualTo(Instant.parse("2026-05-18T12:00:00Z"));
        assertThat(decision.contacts().get(0).classifications()).containsEntry("persona", "finance");
        assertThat(decision.contacts().get(1).classifications()).containsEntry("persona", null);
        assertThat(decision.treatments()).singleElement().satisfies(treatment -> {
            assertThat(treatment.key()).isEqualTo("mail");
            assertThat(treatment.contactId()).isEqualTo("c1");
            assertThat(treatment.status()).isEqualTo(TreatmentStatus.SELECTED);
            assertThat(treatment.because()).containsExactly("in-market", "persona=finance");
            assertThat(treatment.parameters()).containsEntry("variant", "finance");
        });
        assertThat(trace.firedRules())
                .containsExactly(
                        "fit.high",
                        "in-market",
                        "intent.high",
                        "mail",
                        "persona.finance",
                        "quadrant.hot",
                        "score.views");
        assertThat(decision.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.pointer()).isEqualTo("/contacts/1/title"));
    }

    @ParameterizedTest
    @EnumSource(Compiler.class)
    void decide_withoutIndustry_leavesFitUnclassified(Compiler compiler) {
        RuleSet ruleSet = TestPacks.ruleSet(compiler, abm());

        Decision decision = engine.decide(ruleSet, request(account(null, 850), List.of()), false);

        assertThat(decision.classifications()).containsEntry("fit", null).containsEntry("quadrant", null);
        assertThat(decision.explanation()).isNull();
    }

    @ParameterizedTest
    @EnumSource(Compiler.class)
    void decide_taxonomyAndScoreThatNoRuleConcludes_areReadOnceTheyHaveTheirValues(Compiler compiler) {
        RuleSet ruleSet = TestPacks.ruleSet(
                compiler,
                TestPacks.pack(
                        "lone",
                        pack -> pack.taxonomy("stage", List.of("new", "old"), "new")
                                .score("interest", 20)
                                .segment("is-new")
                                .segment("is-not-new")
                                .segment("is-scored")
                                .rule(
                                        "new",
                                        List.of("TAXONOMY:stage"),
                                        List.of("SEGMENT:is-new"),
                                        "Classified( taxonomy == \"stage\", value == \"new\" )",
                                        "insertLogical( new InSegment(\"is-new\") );")
                                .rule(
                                        "not-new",
                                        List.of("TAXONOMY:stage"),
                                        List.of("SEGMENT:is-not-new"),
                                        "not Classified( taxonomy == \"stage\", value == \"new\" )",
                                        "insertLogical( new InSegment(\"is-not-new\") );")
                                .rule(
                                        "scored",
                                        List.of("SCORE:interest"),
                                        List.of("SEGMENT:is-scored"),
                                        "Score( name == \"interest\" )",
                                        "insertLogical( new InSegment(\"is-scored\") );")));

        Decision decision = engine.decide(
                ruleSet, request(account("SaaS", 500), List.of(view("e1", "2026-05-14T12:00:00Z"))), false);

        assertThat(decision.segments()).containsExactly("is-new", "is-scored");
    }

    @ParameterizedTest
    @EnumSource(Compiler.class)
    void decide_conclusionsAboutAContactThatIsNotThere_areLeftOutWithAWarning(Compiler compiler) {
        RuleSet ruleSet = TestPacks.ruleSet(
                compiler,
                TestPacks.pack(
                        "strange",
                        pack -> pack.score("interest", 20)
                                .treatment("call")
                                .threshold("points", Threshold.Type.DECIMAL, new BigDecimal("15"))
                                .threshold("half-life", Threshold.Type.DURATION, "14d")
                                .rule(
                                        "points",
                                        List.of(),
                                        List.of("SCORE:interest", "TREATMENT:call"),
                                        "Account( $id : id ) $signal : Signal( )",
                                        "insertLogical( new Points(\"interest\", $signal, T.POINTS, T.HALF_LIFE).contact($id) );"
                                                + " insertLogical( new Treat(\"call\").contact($id) );")));

        Decision decision = engine.decide(
                ruleSet, request(account("SaaS", 500), List.of(view("e1", "2026-05-14T12:00:00Z"))), false);

        assertThat(decision.treatments()).isEmpty();
        assertThat(decision.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.code()).isEqualTo("unknown-contact"));
    }

    @ParameterizedTest
    @EnumSource(Compiler.class)
    void decide_listOfManyThousandTexts_isAThresholdAsAnyOther(Compiler compiler) {
        List<String> many =
                IntStream.range(0, 9_000).mapToObj(i -> "industry " + i).toList();
        RuleSet ruleSet = TestPacks.ruleSet(
                compiler,
                TestPacks.pack(
                        "many",
                        pack -> pack.segment("target")
                                .threshold("targets", Threshold.Type.LIST, many)
                                .rule(
                                        "target",
                                        List.of(),
                                        List.of("SEGMENT:target"),
                                        "Account( \"industry 8999\" memberOf T.TARGETS, \"industry\" not memberOf T.TARGETS )",
                                        "insertLogical( new InSegment(\"target\") );")));

        assertThat(engine.decide(
                                ruleSet,
                                request(account("SaaS", 500), List.of(view("e1", "2026-05-14T12:00:00Z"))),
                                false)
                        .segments())
                .containsExactly("target");
    }
}

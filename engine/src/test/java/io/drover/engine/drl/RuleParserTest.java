package io.drover.engine.drl;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.drl.ConclusionName.Kind;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RuleParserTest {

    @Test
    void parse_wellFormedPack_givesNamesThresholdsAndTypes() {
        RuleParsing parsing = new PackFixture().file("renewal.drl", """
                        package test_pack
                        import io.drover.model.fact.Account
                        import io.drover.model.fact.Contact
                        import io.drover.model.fact.Signal
                        import io.drover.model.fact.TimedFact
                        import io.drover.model.conclusion.*
                        import java.math.BigDecimal

                        // When a contract runs out.
                        declare Renewal extends TimedFact
                            id : String
                            amount : BigDecimal
                            renewsAt : java.time.Instant
                        end

                        rule "renewal.call"
                            @says("a \\"large\\" contract runs out")
                        when
                            Renewal( amount >= T.ACV_LARGE, dueWithin(renewsAt, T.WINDOW) )
                            Classified( taxonomy == "fit", value == "high" )
                            not Classified( taxonomy == "intent", value == "low" )
                            accumulate( Signal( type == "page.viewed", within(T.WINDOW) ); $n : count(1); $n >= T.VIEWS )
                            Score( name == "interest", atLeast(T.ACV_LARGE) )
                            exists ( InSegment( name == "nurture" ) and Contact( title != null ) )
                            $a : Account( industry != null, industry memberOf T.INDUSTRIES )
                        then
                            insertLogical( new Treat("sales.call").with("industry", $a.industry()) );
                            insertLogical( new InSegment("in-market") );
                        end
                        """).parse();

        assertThat(parsing.problems()).isEmpty();
        ParsedRule rule = parsing.rules().rules().get(0);
        assertThat(rule.name()).isEqualTo("renewal.call");
        assertThat(rule.file()).isEqualTo("renewal.drl");
        assertThat(rule.line()).isEqualTo(16);
        assertThat(rule.says()).isEqualTo("a \"large\" contract runs out");
        assertThat(rule.reads())
                .containsExactly(
                        new ConclusionName(Kind.TAXONOMY, "fit"),
                        new ConclusionName(Kind.TAXONOMY, "intent"),
                        new ConclusionName(Kind.SCORE, "interest"),
                        new ConclusionName(Kind.SEGMENT, "nurture"));
        assertThat(rule.concludes())
                .containsExactly(
                        new ConclusionName(Kind.SEGMENT, "in-market"),
                        new ConclusionName(Kind.TREATMENT, "sales.call"));
        assertThat(rule.thresholds()).containsExactly("ACV_LARGE", "INDUSTRIES", "VIEWS", "WINDOW");
        assertThat(rule.use().facts())
                .containsOnlyKeys("Account", "Contact", "Renewal", "Signal")
                .containsEntry("Account", members(Map.of("industry", Set.of())))
                .containsEntry("Contact", members(Map.of("title", Set.of())))
                .containsEntry(
                        "Renewal", members(Map.of("amount", Set.of(), "dueWithin()", Set.of(), "renewsAt", Set.of())))
                .containsEntry("Signal", members(Map.of("type", Set.of("page.viewed"), "within()", Set.of())));
        assertThat(rule.use().parameters()).containsOnly(Map.entry("sales.call", new TreeSet<>(Set.of("industry"))));
        assertThat(rule.use().perContact()).isEmpty();
        assertThat(parsing.rules().declaredTypes())
                .containsEntry(
                        "Renewal",
                        new DeclaredType(
                                "Renewal",
                                true,
                                Map.of("id", "String", "amount", "BigDecimal", "renewsAt", "Instant")));
    }

    @Test
    void parse_conclusionAboutContact_usesItsFieldAndIsPerContact() {
        RuleUse use = PackFixture.rule(
                        "$c : Contact( title in (\"CEO\", \"CFO\"), attributes[\"vip\"] == true )",
                        "insertLogical( new Treat(\"web.banner\").contact($c.id()) );")
                .parse()
                .rules()
                .rules()
                .get(0)
                .use();

        assertThat(use.facts())
                .containsOnly(Map.entry(
                        "Contact",
                        members(Map.of("attributes.vip", Set.of(), "id", Set.of(), "title", Set.of("CEO", "CFO")))));
        assertThat(use.perContact()).containsExactly("web.banner");
    }

    private static SortedMap<String, SortedSet<String>> members(Map<String, Set<String>> members) {
        SortedMap<String, SortedSet<String>> sorted = new TreeMap<>();
        members.forEach((name, values) -> sorted.put(name, new TreeSet<>(values)));
        return sorted;
    }
}

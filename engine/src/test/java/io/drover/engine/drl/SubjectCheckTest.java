package io.drover.engine.drl;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.pack.PackProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of a pack for accounts and customers, with a taxonomy and a segment of customers and a segment of accounts. */
class SubjectCheckTest {

    private static final String CUSTOMER_TAXONOMY = "Classified( taxonomy == \"generation\", value == \"old\" )";

    private static String segment(String name) {
        return "insertLogical( new InSegment(\"" + name + "\") );";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '^', quoteCharacter = '`', textBlock = """
                    Customer( ageYears >= T.VIEWS )                                                     ^ student
                    Classified( taxonomy == "generation", value == "old" )                              ^ student
                    exists InSegment( name == "student" )                                               ^ nurture
                    Customer( ) not InSegment( name == "student" )                                      ^ nurture
                    Account( ) exists Signal( type == "signed.in" )                                     ^ reseller
                    exists Signal( type == "signed.in" )                                                ^ in-market
                    accumulate( Signal( type == "signed.in" ); $n : count(1); $n >= T.VIEWS ) Account() ^ reseller
                    """)
    void parse_ruleOfOneKindOrBoth_isSound(String conditions, String concluded) {
        assertThat(PackFixture.rule(conditions, segment(concluded)).codes()).isEmpty();
    }

    @Test
    void parse_rulesThatNeedBothKinds_canNeverFire() {
        for (String conditions : new String[] {
            "Account( employees >= T.VIEWS )\nCustomer( )",
            "Customer( )\nexists InSegment( name == \"reseller\" )",
            "Account( )\n" + CUSTOMER_TAXONOMY,
            "InSegment( name == \"reseller\" )\nInSegment( name == \"student\" )",
            "Account( )\nnot InSegment( name == \"student\" )",
            "Account( )\naccumulate( Customer( ); $n : count(1); $n > 0 )"
        }) {
            assertThat(PackFixture.when(conditions).parse().problems())
                    .as(conditions)
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.code()).isEqualTo("mixed-subjects");
                        assertThat(problem.line()).isEqualTo(7);
                        assertThat(problem.rule()).isEqualTo("r");
                        assertThat(problem.message()).contains("is there only for", "the rest of the rule is about");
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "signed.in, student, 'can fire for accounts', 'Add Customer( )'",
        "signed.in, reseller, 'can fire for customers', 'Add Account( )'"
    })
    void parse_conclusionOfOneKindByARuleOfBoth_needsACondition(
            String type, String concluded, String message, String remedy) {
        PackFixture pack = PackFixture.rule("exists Signal( type == \"" + type + "\" )", segment(concluded));

        assertThat(pack.parse().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("mixed-subjects");
            assertThat(problem.line()).isEqualTo(8);
            assertThat(problem.message()).contains(message);
            assertThat(problem.remedy()).contains(remedy);
        });
    }

    @Test
    void parse_conclusionOfTheOtherKind_isRefused() {
        PackFixture pack = PackFixture.rule("Account( )", "insertLogical( new Candidate(\"generation\", \"old\") );");

        assertThat(pack.parse().problems())
                .singleElement()
                .extracting(PackProblem::message, PackProblem::remedy)
                .containsExactly(
                        "The taxonomy generation is there only for customers, but the rule can fire for accounts.",
                        "Conclude something else, or change the subject in pack.yaml.");
    }
}

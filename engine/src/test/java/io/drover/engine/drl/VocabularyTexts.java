package io.drover.engine.drl;

/** What the page about the vocabulary says that the model does not know of itself. */
final class VocabularyTexts {

    static final String INTRODUCTION = """
            <!-- Made from the model by VocabularyPageTest; see "How these pages are checked" in README.md. Do not edit it. -->

            # Vocabulary

            What rules can read, and what they can conclude. A rule reads **facts**: what applications send, and what the
            engine derives from it. It concludes **proposals**; the engine makes **results** of them, which other rules read.

            ## Types

            | type | as it is written in a rule |
            |---|---|
            | a text | `"SaaS"`, or a threshold |
            | a whole number, a decimal number | a threshold; `0` and `1` may be written out |
            | a duration | a threshold such as `7d`: a whole number and `d`, `h`, `m` or `s`; a day is 24 hours |
            | true or false | `true`, `false` |
            | a time of day | a threshold such as `21:00`, of the type text |
            | an instant, a date | compared with another one, or asked a question about time; a date is its midnight in UTC |
            | a list of texts | `needs contains "speed"` |
            | an open map | one entry by its name: `data["pageType"] == "pricing"` |

            ## Missing values

            A value that nobody sent is *missing*. It is not zero, and it is no empty text. A condition about a missing value
            does not hold, whatever the operator: with `employees` missing, neither `employees >= T.MIN` nor
            `employees < T.MIN` holds. Where a condition says that something is *not* so (`!=`, `not in`, `not memberOf`, `!`),
            the rule must say first that there is a value: `industry != null, industry != "SaaS"`. Drover refuses the rule
            otherwise (`unguarded-missing`). An entry of an open map that was not sent is missing in the same way.

            ## Questions about time

            Rules do not know what time it is: a decision is for an instant, *asOf*. They ask the facts instead, and Drover
            works out when the answer changes next. A fact that is later than asOf is not seen. A missing date answers no.
            A window includes its end, asOf, and not its beginning: a signal exactly seven days old is not `within(7d)`.

            Facts with a date answer these:

            """;

    static final String FACTS = "\n## Facts that applications send\n";

    static final String DERIVED = "\n## Facts that the engine derives\n";

    static final String CONCLUDED = """

            ## Conclusions

            Names of taxonomies, values, scores, segments and treatments are texts in quotation marks; the manifest defines them.
            """;

    static final String RESULTS = """

            ## Results

            A pattern on a result says with a text which one it means: `Classified( taxonomy == "fit", value == "high" )`.
            """;

    static final String DECLARED = """

            ## Types that a pack declares

            A pack may declare types of its own, whose facts applications send under `facts`. One that extends `TimedFact`
            answers questions about its own dates:

            """;

    static final String POLICY = """

            ## What a policy pack reads and concludes

            The rules of a pack with `role: policy` read the candidates that all other packs propose, and the facts above, but
            no results; they conclude `Withhold`, and nothing else.
            """;

    private VocabularyTexts() {}
}

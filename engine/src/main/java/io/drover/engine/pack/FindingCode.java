package io.drover.engine.pack;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything that can be found about a pack, by the code that a {@link PackProblem} carries. */
public enum FindingCode {
    // Found when the files of a pack are read.
    BAD_CELL(
            Stage.FILES,
            Severity.ERROR,
            "A cell of a decision table cannot be used: it does not fit its column, or is not what it shows."),
    BAD_CSV(
            Stage.FILES,
            Severity.ERROR,
            "A CSV file cannot be read: a quotation mark or a comma is in the wrong place."),
    BAD_CUT_TABLE(Stage.FILES, Severity.ERROR, "A cut table cannot be used."),
    BAD_ENCODING(Stage.FILES, Severity.ERROR, "A file is not UTF-8."),
    BAD_NAME(
            Stage.FILES,
            Severity.ERROR,
            "A pack, taxonomy, value, segment, score or treatment has a name that cannot be used."),
    BAD_PERIOD(Stage.FILES, Severity.ERROR, "A treatment stops being valid before it starts."),
    BAD_TABLE(Stage.FILES, Severity.ERROR, "A decision table is not of the form that Drools reads."),
    BAD_THRESHOLD(Stage.FILES, Severity.ERROR, "A row of thresholds.csv cannot be used."),
    BAD_WORKBOOK(Stage.FILES, Severity.ERROR, "A workbook of decision tables cannot be read in full."),
    BAD_YAML(Stage.FILES, Severity.ERROR, "A YAML file cannot be read."),
    DUPLICATE_COLUMN(Stage.FILES, Severity.ERROR, "A table, or the matrix of a scenario, has a column twice."),
    DUPLICATE_KEY(Stage.FILES, Severity.ERROR, "A key, or a treatment, is there twice."),
    DUPLICATE_NAME(
            Stage.FILES,
            Severity.ERROR,
            "A taxonomy, score, segment, treatment or scenario is defined twice, in one pack or in two."),
    DUPLICATE_POLICY(Stage.FILES, Severity.ERROR, "A second pack has the role policy, of which there can be but one."),
    DUPLICATE_VALUE(Stage.FILES, Severity.ERROR, "A value is listed twice."),
    FILE_TOO_LARGE(Stage.FILES, Severity.ERROR, "A file is larger than a pack's files may be."),
    INCOMPLETE_TREATMENT(
            Stage.FILES,
            Severity.ERROR,
            "A treatment lacks channel, message, offer or owner; \"none\" is a value, absent is missing."),
    MISPLACED_DEFINITION(
            Stage.FILES,
            Severity.ERROR,
            "A policy pack defines what only deciding packs define, or a deciding pack has a policy."),
    MISPLACED_FILE(Stage.FILES, Severity.ERROR, "A file lies where nothing reads it."),
    MISSING_COLUMN(Stage.FILES, Severity.ERROR, "A table lacks a column that it must have."),
    MISSING_FILE(Stage.FILES, Severity.ERROR, "The manifest names a file that is not there."),
    MISSING_KEY(Stage.FILES, Severity.ERROR, "The manifest lacks something that it must say."),
    MISSING_MANIFEST(Stage.FILES, Severity.ERROR, "A folder holds rules or thresholds, but no pack.yaml."),
    MISSING_REASON(
            Stage.FILES, Severity.ERROR, "\"treatment: none\", or a finding that is to be ignored, without a reason."),
    MISSING_RULE_NAME(Stage.FILES, Severity.ERROR, "A row of a decision table has no name for its rule."),
    OUTSIDE_PACK(Stage.FILES, Severity.ERROR, "A file of the pack leads to one outside of it."),
    UNKNOWN_COLUMN(
            Stage.FILES, Severity.ERROR, "A table, or the matrix of a scenario, has a column that nothing reads."),
    UNKNOWN_CUT_TABLE(Stage.FILES, Severity.ERROR, "The manifest names a cut table that the pack does not have."),
    UNKNOWN_KEY(Stage.FILES, Severity.ERROR, "The manifest has a key that nothing reads."),
    UNREADABLE_FILE(Stage.FILES, Severity.ERROR, "A file of the pack cannot be read."),
    UNREADABLE_FOLDER(Stage.FILES, Severity.ERROR, "The folder of the pack cannot be looked into."),
    UNSUPPORTED_FILE(Stage.FILES, Severity.ERROR, "A file is of a kind that packs cannot have."),
    UNSUPPORTED_FORMAT(Stage.FILES, Severity.ERROR, "The manifest is of a format that this version does not know."),
    WRONG_NAME(Stage.FILES, Severity.ERROR, "The pack is not named like its folder."),
    WRONG_SUBJECT(
            Stage.FILES, Severity.ERROR, "A taxonomy or segment is about a subject that the pack does not decide on."),
    WRONG_TYPE(
            Stage.FILES,
            Severity.ERROR,
            "Something in the manifest, or in a scenario, is of another type than is wanted there."),
    // Found when the text of rules is checked, before any of it is compiled.
    BARE_NUMBER(Stage.RULES, Severity.ERROR, "A number or duration stands in a rule instead of a threshold."),
    CROSS_PRODUCT(
            Stage.RULES,
            Severity.ERROR,
            "A rule combines facts that nothing joins, so that its work grows with their product."),
    CYCLIC_CONCLUSIONS(Stage.RULES, Severity.ERROR, "Rules depend on each other in a circle."),
    DECIMAL_EQUALITY(Stage.RULES, Severity.ERROR, "Two decimal numbers are compared for equality."),
    DUPLICATE_RULE(Stage.RULES, Severity.ERROR, "Two rules have the same name, or almost."),
    DUPLICATE_TYPE(Stage.RULES, Severity.ERROR, "A type of facts is declared twice."),
    DUPLICATE_VARIABLE(Stage.RULES, Severity.ERROR, "A variable is bound twice in one rule."),
    FORBIDDEN_ACCUMULATE(Stage.RULES, Severity.ERROR, "An accumulate uses something that is not allowed in it."),
    FORBIDDEN_ANNOTATION(
            Stage.RULES,
            Severity.ERROR,
            "An annotation that rules cannot have, or one that does not hold one plain text."),
    FORBIDDEN_ATTRIBUTE(
            Stage.RULES, Severity.ERROR, "A rule has an attribute, such as salience, no-loop or lock-on-active."),
    FORBIDDEN_CALL(Stage.RULES, Severity.ERROR, "A method is called that rules cannot call."),
    FORBIDDEN_CHARACTER(Stage.RULES, Severity.ERROR, "An invisible character stands in a rule."),
    FORBIDDEN_CONCLUSION(
            Stage.RULES,
            Severity.ERROR,
            "A rule concludes something that only the engine, or a pack of another role, concludes."),
    FORBIDDEN_CONSEQUENCE(Stage.RULES, Severity.ERROR, "A consequence does something other than to conclude."),
    FORBIDDEN_DECLARATION(Stage.RULES, Severity.ERROR, "A declared type is of a form that is not allowed."),
    FORBIDDEN_DIALECT(Stage.RULES, Severity.ERROR, "A dialect is chosen."),
    FORBIDDEN_ENUM(Stage.RULES, Severity.ERROR, "An enumeration is declared."),
    FORBIDDEN_ESCAPE(Stage.RULES, Severity.ERROR, "A text holds an escape that is not allowed."),
    FORBIDDEN_EVAL(Stage.RULES, Severity.ERROR, "A condition is wrapped in eval."),
    FORBIDDEN_EXPRESSION(Stage.RULES, Severity.ERROR, "A condition computes something that conditions cannot compute."),
    FORBIDDEN_EXTENDS(Stage.RULES, Severity.ERROR, "A rule extends another one."),
    FORBIDDEN_FROM(Stage.RULES, Severity.ERROR, "A pattern reads from something other than the facts."),
    FORBIDDEN_FUNCTION(Stage.RULES, Severity.ERROR, "A function is defined."),
    FORBIDDEN_GLOBAL(Stage.RULES, Severity.ERROR, "A global is defined."),
    FORBIDDEN_IMPORT(Stage.RULES, Severity.ERROR, "Something is imported that rules cannot name."),
    FORBIDDEN_OR(Stage.RULES, Severity.ERROR, "Patterns are joined by or; two reasons deserve two rules."),
    FORBIDDEN_QUERY(Stage.RULES, Severity.ERROR, "A query is defined."),
    FORBIDDEN_RULE_NAME(
            Stage.RULES, Severity.ERROR, "A rule's name is too long, or has a character that names cannot have."),
    FORBIDDEN_UNIT(Stage.RULES, Severity.ERROR, "A file belongs to a rule unit."),
    FORBIDDEN_WINDOW(Stage.RULES, Severity.ERROR, "A window is declared or used."),
    MISSING_CONTACT(Stage.RULES, Severity.ERROR, "A conclusion about contacts names none."),
    MISSING_IMPORT(Stage.RULES, Severity.ERROR, "A type is used that the file does not import."),
    MIXED_SUBJECTS(
            Stage.RULES,
            Severity.ERROR,
            "A rule mixes what is there only for accounts with what is there only for customers."),
    NAME_NOT_LITERAL(Stage.RULES, Severity.ERROR, "A name that must stand there as a text is computed."),
    NO_CONDITION(Stage.RULES, Severity.ERROR, "A rule has no condition."),
    READS_PROPOSAL(
            Stage.RULES, Severity.ERROR, "A rule reads a proposal instead of the result that the engine makes of it."),
    SYNTAX_ERROR(Stage.RULES, Severity.ERROR, "Rule text cannot be read."),
    TIME_IN_JOIN(Stage.RULES, Severity.ERROR, "A question about time depends on another fact's variable."),
    UNEXPECTED_CONTACT(Stage.RULES, Severity.ERROR, "A conclusion about the subject names a contact."),
    UNGUARDED_MISSING(Stage.RULES, Severity.ERROR, "A condition would hold, or fail, where a value is missing."),
    UNKNOWN_FIELD(Stage.RULES, Severity.ERROR, "A field that the fact does not have."),
    UNKNOWN_METRIC(Stage.RULES, Severity.ERROR, "A metric that the manifest names no cut table for."),
    UNKNOWN_SCORE(Stage.RULES, Severity.ERROR, "A score that the manifest does not define."),
    UNKNOWN_SEGMENT(Stage.RULES, Severity.ERROR, "A segment that the manifest does not define."),
    UNKNOWN_TAXONOMY(Stage.RULES, Severity.ERROR, "A taxonomy that the manifest does not define."),
    UNKNOWN_THRESHOLD(Stage.RULES, Severity.ERROR, "A threshold that thresholds.csv does not define."),
    UNKNOWN_TREATMENT(Stage.RULES, Severity.ERROR, "A treatment that the catalogue does not have."),
    UNKNOWN_TYPE(Stage.RULES, Severity.ERROR, "A type of facts or conclusions that there is none of."),
    UNKNOWN_VALUE(Stage.RULES, Severity.ERROR, "A value that cannot stand there."),
    UNKNOWN_VARIABLE(Stage.RULES, Severity.ERROR, "A variable that nothing binds."),
    WRONG_ARGUMENT(
            Stage.RULES, Severity.ERROR, "A question or conclusion is given too few, too many or the wrong values."),
    WRONG_DURATION(Stage.RULES, Severity.ERROR, "A text that should be a duration is none."),
    WRONG_LITERAL_TYPE(
            Stage.RULES, Severity.ERROR, "A value is of another type than what it is compared with or given to."),
    WRONG_PACKAGE(Stage.RULES, Severity.ERROR, "A rule file is of another package than its pack."),
    WRONG_ROLE(Stage.RULES, Severity.ERROR, "A rule reads what is there only in packs of another role."),
    WRONG_PATTERN(Stage.RULES, Severity.ERROR, "The text behind matches is no regular expression, or too large a one."),
    DOES_NOT_COMPILE(Stage.RULES, Severity.ERROR, "A rule passes all checks, but does not compile."),
    PROGRAM_FAULT(Stage.RULES, Severity.ERROR, "The program itself failed on the pack."),
    FORBIDDEN_CODE(
            Stage.RULES, Severity.ERROR, "What the compiler made of a rule reaches for something that no rule can."),
    // Found in sound packs; they serve in spite of it.
    NO_TREATMENT(
            Stage.LINT,
            Severity.WARNING,
            "A segment, or a value of a taxonomy with the purpose treatment, selects no treatment and does not say why."),
    IDENTICAL_TREATMENTS(
            Stage.LINT, Severity.WARNING, "Two segments select the same treatments with the same parameters."),
    NO_OWNER(Stage.LINT, Severity.WARNING, "A segment has no owner."),
    REVIEW_OVERDUE(Stage.LINT, Severity.WARNING, "A pack or rule was last reviewed too long ago."),
    TOO_MANY_SEGMENTS(Stage.LINT, Severity.WARNING, "One motion has more active segments than people can keep apart."),
    DEAD_RULE(Stage.LINT, Severity.WARNING, "A rule can never matter, or fires in no scenario."),
    OVERLAP(Stage.LINT, Severity.WARNING, "Two values of an exclusive taxonomy can hold together."),
    GAP(Stage.LINT, Severity.WARNING, "Values of the facts that no rule of a taxonomy covers."),
    NOT_SUBSTANTIAL(Stage.LINT, Severity.WARNING, "A segment is smaller than its declared minimum in the population."),
    NO_DISCRIMINATION(Stage.LINT, Severity.WARNING, "A value holds nearly everybody in the population."),
    EXCLUSION_UNKNOWN(Stage.LINT, Severity.WARNING, "A policy excludes a treatment that no pack has."),
    INACCESSIBLE(Stage.LINT, Severity.WARNING, "A treatment uses a channel that the deployment does not operate."),
    THRESHOLD_UNUSED(Stage.LINT, Severity.WARNING, "No rule uses the threshold."),
    THRESHOLD_UNSOURCED(
            Stage.LINT, Severity.WARNING, "A threshold names no source and is not flagged as an assumption."),
    MISSING_HEADER(
            Stage.LINT, Severity.WARNING, "A rule file does not begin with a comment that says what it decides."),
    TOO_MANY_RULES(Stage.LINT, Severity.WARNING, "A rule file holds more rules than can be read in one sitting."),
    FILE_TOO_LONG(Stage.LINT, Severity.WARNING, "A rule file is longer than can be read in one sitting."),
    MISSING_SAYS(Stage.LINT, Severity.WARNING, "A rule does not say in a sentence what holds when it fires."),
    NO_PACK_OWNER(Stage.LINT, Severity.WARNING, "Neither the pack nor a rule of it names an owner."),
    NEVER_REVIEWED(Stage.LINT, Severity.WARNING, "Neither the pack nor a rule of it says when it was reviewed."),
    BAD_REVIEW_DATE(Stage.LINT, Severity.WARNING, "A rule's review date is no date."),
    RULE_NAME_FORM(Stage.LINT, Severity.INFORMATION, "A rule is not named taxonomy.value-by-reason."),
    TWO_REASONS(
            Stage.LINT,
            Severity.INFORMATION,
            "A condition holds for one reason or another, so that explanations cannot tell which."),
    LITERAL_FIRST(
            Stage.LINT,
            Severity.INFORMATION,
            "A comparison has the literal on the left and the property on the right."),
    EQUALITY_LATE(Stage.LINT, Severity.INFORMATION, "A pattern compares sizes or texts before it asks for equality."),
    IGNORE_UNUSED(Stage.LINT, Severity.WARNING, "A finding is to be ignored that is not there."),
    // Found when scenarios are read and run.
    DUPLICATE_ROW(Stage.SCENARIOS, Severity.ERROR, "Two rows of a matrix give the same facts."),
    FOREIGN_SCENARIO(Stage.SCENARIOS, Severity.ERROR, "A scenario is not about the pack it belongs to."),
    MISPLACED_KEY(Stage.SCENARIOS, Severity.ERROR, "A scenario gives as a fact what belongs elsewhere."),
    NOTHING_EXPECTED(Stage.SCENARIOS, Severity.ERROR, "A scenario expects nothing."),
    TIME_GOES_BACK(Stage.SCENARIOS, Severity.ERROR, "A step of a scenario is before the one that precedes it."),
    UNKNOWN_RULE(Stage.SCENARIOS, Severity.ERROR, "A scenario names a rule that there is none of."),
    WRONG_LEVEL(
            Stage.SCENARIOS,
            Severity.ERROR,
            "A scenario expects of the subject what contacts have, or the other way round."),
    WRONG_ROW(Stage.SCENARIOS, Severity.ERROR, "A row of a matrix has too few or too many cells."),
    UNPROVED_RULE(Stage.SCENARIOS, Severity.WARNING, "No scenario shows that a rule stays silent when it should."),
    NO_NEAR_MISS(
            Stage.SCENARIOS,
            Severity.WARNING,
            "In no scenario does a rule stay silent while all but one of its conditions hold."),
    TABLE_ROW_UNUSED(Stage.SCENARIOS, Severity.WARNING, "No scenario uses a row of a decision table."),
    UNPROVED_CONDITION(Stage.SCENARIOS, Severity.INFORMATION, "A condition of a rule fails by itself in no scenario."),
    COMPILERS_DIFFER(Stage.SCENARIOS, Severity.ERROR, "A scenario is decided differently under the two compilers."),
    COVERAGE_NOT_MEASURED(
            Stage.SCENARIOS, Severity.ERROR, "The near misses of a pack's rules could not be looked for."),
    // Found by a server that serves packs.
    SCENARIO_FAILED(Stage.SERVING, Severity.ERROR, "A scenario does not come out as it expects."),
    COVERAGE_TOO_LOW(Stage.SERVING, Severity.ERROR, "The scenarios show less of the rules than the server asks for."),
    SCENARIOS_NOT_RUN(Stage.SERVING, Severity.ERROR, "There was no time to run all scenarios before the pack served."),
    IMPACT_OVER_BUDGET(Stage.SERVING, Severity.ERROR, "More subjects would move than the pack's impact budget allows."),
    IMPACT_UNKNOWN(Stage.SERVING, Severity.INFORMATION, "There was nothing to hold an impact budget against."),
    BAD_ARCHIVE(Stage.SERVING, Severity.ERROR, "What was pushed is no archive of a pack, or a dangerous one."),
    BAD_GIT_ENTRY(Stage.SERVING, Severity.ERROR, "In the repository the pack holds what is no plain file."),
    PACK_GONE(Stage.SERVING, Severity.WARNING, "The folder of a pack that serves is gone."),
    WAITS(Stage.SERVING, Severity.WARNING, "A sound pack waits for one that changed with it."),
    NOT_KEPT(Stage.SERVING, Severity.WARNING, "A revision could not be written to the data directory."),
    REVISION_LOST(
            Stage.SERVING, Severity.ERROR, "The kept files of the revision that should serve are missing or damaged.");

    /** When something is found. */
    public enum Stage {
        /** When the files are read. */
        FILES,
        /** When the text of rules is checked and compiled. */
        RULES,
        /** In sound packs, by {@code drover check} and by a server that takes them up. */
        LINT,
        /** When scenarios are read and run. */
        SCENARIOS,
        /** By a server. */
        SERVING
    }

    private static final Map<String, FindingCode> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(FindingCode::code, Function.identity()));

    private final Stage stage;
    private final Severity severity;
    private final String meaning;

    FindingCode(Stage stage, Severity severity, String meaning) {
        this.stage = stage;
        this.severity = severity;
        this.meaning = meaning;
    }

    /** The finding of a code as it is printed, such as {@code dead-rule}; empty for one that is not of packs. */
    public static Optional<FindingCode> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** As it is printed: {@code dead-rule}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Stage stage() {
        return stage;
    }

    /** How grave it usually is; only an error keeps a pack from serving. */
    public Severity severity() {
        return severity;
    }

    /** One sentence. */
    public String meaning() {
        return meaning;
    }
}

package io.drover.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.model.decision.SubjectKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {

    private static final String SOUND = """
            format: 1
            name: example
            role: deciding
            subjects: [account]
            owner: revenue-operations
            reviewedAt: 2026-11-01
            taxonomies:
              fit: {subject: account, purpose: context, values: [{name: high}, {name: low}], default: low,
                    needs: [account.industry, rfm], exclusive: true}
              persona: {subject: contact, values: [Can't Lose Them, plain], needs: [contact.title], unclassified: allowed}
              tier: {purpose: treatment, values: [{name: one, treatment: none, reason: too few}], currency: EUR}
            scores:
              intent: {capPerGroupAndDay: 20, decimals: 1}
              plain:
            segments:
              in-market: {owner: demand-generation, motion: new-business, minimumSize: 50}
              nurture: {treatment: none, reason: the quadrant treats it}
            treatments:
              sdr.outreach: {channel: internal, message: Reach out, offer: none, owner: SDR, purpose: sales, priority: 100,
                             due: end-of-day, cooldown: 30d, repeatEvery: 24h, suppression: true, enabled: false,
                             validFrom: 2026-01-01, validUntil: "2026-02-01T12:00:00Z"}
              ads.show: {channel: ads, message: Look, offer: none, owner: none, due: 4h, cooldown: null}
            """;

    private static final Set<SubjectKind> ACCOUNTS = Set.of(SubjectKind.ACCOUNT);
    private static final Set<SubjectKind> BOTH = Set.of(SubjectKind.ACCOUNT, SubjectKind.CUSTOMER);

    @TempDir
    private Path parent;

    @Test
    void read_impactBudget_sharesOfWhatThePackDefines() throws IOException {
        String budget = """
                impact:
                  over: 7d
                  maximumMoved: {taxonomies: {fit: 2 %}, segments: {nurture: 0.5%}, treatments: {ads.show: 100 %}}
                """;

        ImpactBudget read =
                Objects.requireNonNull(read(SOUND + budget).pack()).manifest().impact();

        assertThat(read)
                .isEqualTo(new ImpactBudget(
                        Duration.ofDays(7),
                        Map.of("fit", BigDecimal.valueOf(2)),
                        Map.of("nurture", new BigDecimal("0.5")),
                        Map.of("ads.show", BigDecimal.valueOf(100))));
        assertThat(Objects.requireNonNull(read(SOUND).pack()).manifest().impact())
                .isEqualTo(ImpactBudget.NONE);
    }

    @Test
    void read_impactBudgetWithFaults_allAtOnce() throws IOException {
        String budget = """
                impact:
                  over: 0d
                  moved: 1
                  maximumMoved:
                    taxonomies: {fitt: 2 %, fit: 101 %}
                    segments: {nurture: 2}
                    scores: {intent: 1 %}
                """;

        assertThat(read(SOUND + budget).problems())
                .extracting(PackProblem::code)
                .containsExactly(
                        "wrong-type", "unknown-key", "unknown-value", "wrong-type", "wrong-type", "unknown-key");
    }

    @Test
    void read_sound_everything() throws IOException {
        Manifest manifest = Objects.requireNonNull(read(SOUND).pack()).manifest();

        assertThat(manifest.name()).isEqualTo("example");
        assertThat(manifest.subjects()).containsExactly(SubjectKind.ACCOUNT);
        assertThat(manifest.owner()).isEqualTo("revenue-operations");
        assertThat(manifest.reviewedAt()).isEqualTo(LocalDate.of(2026, 11, 1));
        assertThat(manifest.taxonomies().values())
                .containsExactly(
                        new Taxonomy(
                                "fit",
                                Taxonomy.Level.SUBJECT,
                                ACCOUNTS,
                                Taxonomy.Purpose.CONTEXT,
                                List.of(new Taxonomy.Value("high", null), new Taxonomy.Value("low", null)),
                                "low",
                                List.of("account.industry", "rfm"),
                                null,
                                true,
                                false),
                        new Taxonomy(
                                "persona",
                                Taxonomy.Level.CONTACT,
                                ACCOUNTS,
                                Taxonomy.Purpose.TREATMENT,
                                List.of(new Taxonomy.Value("Can't Lose Them", null), new Taxonomy.Value("plain", null)),
                                null,
                                List.of("contact.title"),
                                null,
                                false,
                                true),
                        new Taxonomy(
                                "tier",
                                Taxonomy.Level.SUBJECT,
                                ACCOUNTS,
                                Taxonomy.Purpose.TREATMENT,
                                List.of(new Taxonomy.Value("one", "too few")),
                                null,
                                List.of(),
                                "EUR",
                                false,
                                false));
        assertThat(manifest.scores().values())
                .containsExactly(
                        new ScoreDefinition("intent", BigDecimal.valueOf(20), 1),
                        new ScoreDefinition("plain", null, 0));
        assertThat(manifest.segments().values())
                .containsExactly(
                        new SegmentDefinition("in-market", ACCOUNTS, "demand-generation", "new-business", 50, null),
                        new SegmentDefinition("nurture", ACCOUNTS, null, null, null, "the quadrant treats it"));
    }

    @Test
    void read_packForBothKinds_definitionsAreOfThoseTheyName() throws IOException {
        PackReading reading = read("""
                format: 1
                name: example
                role: deciding
                subjects: [account, customer]
                owner: somebody
                reviewedAt: 2026-11-01
                taxonomies:
                  of-either: {values: [a], needs: [account.industry, customer.gender]}
                  of-both: {subject: [account, customer], values: [a]}
                  of-customers: {subject: customer, values: [a], needs: [customer.ageYears]}
                  of-contacts: {subject: contact, values: [a]}
                segments:
                  either: {owner: somebody}
                  accounts: {subject: [account], owner: somebody}
                """);

        assertThat(reading.problems()).isEmpty();
        Manifest manifest = Objects.requireNonNull(reading.pack()).manifest();
        assertThat(manifest.taxonomies().values())
                .extracting(Taxonomy::subjects)
                .containsExactly(BOTH, BOTH, Set.of(SubjectKind.CUSTOMER), BOTH);
        assertThat(manifest.segments().values())
                .extracting(SegmentDefinition::subjects)
                .containsExactly(BOTH, ACCOUNTS);
    }

    @Test
    void read_needOfTheOtherKind_isUnknown() throws IOException {
        PackReading reading = read("""
                format: 1
                name: example
                role: deciding
                subjects: [account, customer]
                taxonomies:
                  generation: {subject: customer, values: [a], needs: [account.industry]}
                """);

        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("unknown-field");
            assertThat(problem.line()).isEqualTo(6);
        });
    }

    @Test
    void read_sound_catalogue() throws IOException {
        PackReading reading = read(SOUND);

        assertThat(reading.problems()).isEmpty();
        assertThat(Objects.requireNonNull(reading.pack())
                        .manifest()
                        .treatments()
                        .values())
                .containsExactly(
                        new TreatmentDefinition(
                                "sdr.outreach",
                                "internal",
                                "Reach out",
                                "none",
                                "SDR",
                                "sales",
                                100,
                                new TreatmentDefinition.EndOfDay(),
                                Duration.ofDays(30),
                                Duration.ofDays(1),
                                true,
                                false,
                                Instant.parse("2026-01-01T00:00:00Z"),
                                Instant.parse("2026-02-01T12:00:00Z")),
                        new TreatmentDefinition(
                                "ads.show",
                                "ads",
                                "Look",
                                "none",
                                "none",
                                "marketing",
                                0,
                                new TreatmentDefinition.After(Duration.ofHours(4)),
                                null,
                                null,
                                false,
                                true,
                                null,
                                null));
    }

    @Test
    void read_catalogueInATable_sameCatalogue() throws IOException {
        Files.writeString(folder().resolve("catalogue.csv"), """
                message,channel,key,offer,owner,purpose,priority,due,cooldown,repeatEvery,suppression,enabled,validFrom,validUntil
                Reach out,internal,sdr.outreach,none,SDR,sales,100,end-of-day,30d,24h,TRUE,false,2026-01-01,2026-02-01T12:00:00Z

                Look,ads,ads.show,none,none,,,4h,,,,,,
                """);
        String manifest = SOUND.substring(0, SOUND.indexOf("treatments:")) + "treatments: catalogue.csv\n";

        PackReading reading = read(manifest);

        assertThat(reading.problems()).isEmpty();
        assertThat(Objects.requireNonNull(reading.pack()).manifest().treatments())
                .isEqualTo(Objects.requireNonNull(read(SOUND).pack()).manifest().treatments());
    }

    @Test
    void read_badCatalogueTable_reportedByCell() throws IOException {
        Files.writeString(folder().resolve("catalogue.csv"), """
                key,channel,message,offer,owner,priority,enabled,due
                a,web,Look,none,none,1.5,yes,soon
                a,web,Look,none,none,,,
                ,web,Look,none,none,,,
                B,radio,Look,,none,,,
                """);

        PackReading reading = read(SOUND.substring(0, SOUND.indexOf("treatments:")) + "treatments: catalogue.csv\n");

        assertThat(reading.problems())
                .extracting(problem -> problem.cell() + " " + problem.code())
                .containsExactlyInAnyOrder(
                        "F2 wrong-type",
                        "G2 wrong-type",
                        "H2 wrong-type",
                        "A3 duplicate-key",
                        "A4 missing-key",
                        "A5 bad-name",
                        "A5 incomplete-treatment",
                        "B5 unknown-value");
    }

    /**
     * What replaces what in the sound manifest, the one problem that must be reported for it, and the text
     * at its place.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '^', textBlock = """
                    format: 1                                        ^ format: one                           ^ wrong-type           ^ 1 ^ one
                    format: 1                                        ^ format: 2                             ^ unsupported-format   ^ 1 ^ 2
                    name: example                                    ^ name: Example                         ^ bad-name             ^ 2 ^ Example
                    name: example                                    ^ name: int                             ^ bad-name             ^ 2 ^ int
                    name: example                                    ^ name: rule                            ^ bad-name             ^ 2 ^ rule
                    name: example                                    ^ name: java                            ^ bad-name             ^ 2 ^ java
                    name: example                                    ^ name: org                             ^ bad-name             ^ 2 ^ org
                    name: example                                    ^ name: other                           ^ wrong-name           ^ 2 ^ other
                    name: example                                    ^ name: 7                               ^ wrong-type           ^ 2 ^ 7
                    role: deciding                                   ^ role: decider                         ^ unknown-value        ^ 3 ^ decider
                    role: deciding                                   ^ roles: deciding                       ^ unknown-key          ^ 3 ^ roles
                    subjects: [account]                              ^ subjects: account                     ^ wrong-type           ^ 4 ^ account
                    subjects: [account]                              ^ subjects: [account, lead]             ^ unknown-value        ^ 4 ^ lead
                    subjects: [account]                              ^ subjects: [account, account]          ^ duplicate-value      ^ 4 ^ account]
                    reviewedAt: 2026-11-01                           ^ reviewedAt: 1.11.2026                 ^ wrong-type           ^ 6 ^ 1.11
                    subject: account                                 ^ subject: customer                     ^ wrong-subject        ^ 8 ^ customer
                    subject: account                                 ^ subject: [account, customer]          ^ wrong-subject        ^ 8 ^ [account
                    subject: account                                 ^ subject: [account, contact]           ^ unknown-value        ^ 8 ^ contact
                    subject: account                                 ^ subject: [account, account]           ^ duplicate-value      ^ 8 ^ account]
                    subject: account                                 ^ subject: []                           ^ missing-key          ^ 8 ^ []
                    subject: account                                 ^ subject: contacts                     ^ unknown-value        ^ 8 ^ contacts
                    {owner: demand                                   ^ {subject: customer, owner: demand     ^ wrong-subject        ^ 16 ^ customer
                    {owner: demand                                   ^ {subject: contact, owner: demand      ^ unknown-value        ^ 16 ^ contact
                    purpose: context                                 ^ purpose: contxt                       ^ unknown-value        ^ 8 ^ contxt
                    default: low                                     ^ default: lo                           ^ unknown-value        ^ 8 ^ lo,
                    {name: low}]                                     ^ {nam: low}, {name: low}]              ^ unknown-key          ^ 8 ^ nam:
                    {name: high}, {name: low}                        ^ {name: low}, {name: low}              ^ duplicate-value      ^ 8 ^ low}],
                    {name: high}, {name: low}                        ^ {name: hi/gh}, {name: low}            ^ bad-name             ^ 8 ^ hi/gh
                    account.industry                                 ^ account.industri                      ^ unknown-field        ^ 9 ^ account.industri
                    account.industry                                 ^ customer.gender                       ^ unknown-field        ^ 9 ^ customer.gender
                    account.industry                                 ^ contact.title                         ^ unknown-field        ^ 9 ^ contact.title
                    account.industry                                 ^ account.decisionTime                  ^ unknown-field        ^ 9 ^ account.dec
                    exclusive: true                                  ^ exclusive: yes                        ^ wrong-type           ^ 9 ^ yes
                    unclassified: allowed                            ^ unclassified: true                    ^ unknown-value        ^ 10 ^ true
                    , reason: too few                                ^ ''                                    ^ missing-reason       ^ 11 ^ none
                    treatment: none, reason: too                     ^ reason: too                           ^ missing-key          ^ 11 ^ too few
                    tier: {purpose                                   ^ Tier: {purpose                        ^ bad-name             ^ 11 ^ Tier
                    currency: EUR                                    ^ currency: euro                        ^ unknown-value        ^ 11 ^ euro
                    [{name: one, treatment: none, reason: too few}]  ^ []                                    ^ missing-key          ^ 11 ^ tier
                    capPerGroupAndDay: 20                            ^ capPerGroupAndDay: -1                 ^ wrong-type           ^ 13 ^ -1
                    decimals: 1                                      ^ decimals: 11                          ^ wrong-type           ^ 13 ^ 11
                    minimumSize: 50                                  ^ minimumSize: 0.5                      ^ wrong-type           ^ 16 ^ 0.5
                    motion: new-business                             ^ motion: ''                            ^ wrong-type           ^ 16 ^ ''
                    treatment: none, reason: the                     ^ treatment: some, reason: the          ^ unknown-value        ^ 17 ^ some
                    channel: internal                                ^ channel: intern                       ^ unknown-value        ^ 19 ^ intern
                    offer: none, owner: SDR                          ^ owner: SDR                            ^ incomplete-treatment ^ 19 ^ sdr.outreach
                    offer: none, owner: SDR                          ^ offer: null, owner: SDR               ^ incomplete-treatment ^ 19 ^ sdr.outreach
                    purpose: sales                                   ^ purpose: The Sales                    ^ bad-name             ^ 19 ^ The Sales
                    priority: 100                                    ^ priority: high                        ^ wrong-type           ^ 19 ^ high
                    due: end-of-day                                  ^ due: tomorrow                         ^ wrong-type           ^ 20 ^ tomorrow
                    due: end-of-day                                  ^ due: soon before account.renewalDate   ^ wrong-type           ^ 20 ^ soon
                    due: end-of-day                                  ^ due: 30d before account.renewDate     ^ unknown-field        ^ 20 ^ 30d
                    due: end-of-day                                  ^ due: T.LEAD before account.renewalDate ^ unknown-threshold   ^ 20 ^ T.LEAD
                    cooldown: 30d                                    ^ cooldown: 30                          ^ wrong-type           ^ 20 ^ 30,
                    enabled: false                                   ^ enabled: off                          ^ wrong-type           ^ 20 ^ off
                    validFrom: 2026-01-01                            ^ validFrom: January                    ^ wrong-type           ^ 21 ^ January
                    validFrom: 2026-01-01                            ^ validFrom: 2027-01-01                 ^ bad-period           ^ 21 ^ "2026-02
                    """)
    void read_oneMistake_theOneProblem(String from, String to, String code, int line, String text) throws IOException {
        assertThat(SOUND).contains(from);
        String broken = SOUND.replaceFirst(Pattern.quote(from), to);

        PackReading reading = read(broken);

        assertThat(reading.problems())
                .filteredOn(problem -> problem.code().equals(code))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(line);
                    int column = Objects.requireNonNull(problem.column());
                    assertThat(broken.lines().toList().get(line - 1).substring(column - 1))
                            .startsWith(text);
                    assertThat(problem.message()).matches("[A-Z\"].*\\.");
                    assertThat(problem.remedy()).matches("[A-Z].*[.?]");
                });
        assertThat(reading.problems()).hasSizeLessThanOrEqualTo(code.equals("unknown-key") ? 2 : 1);
    }

    @Test
    void read_manyMistakes_allAtOnceAndStillAPack() throws IOException {
        PackReading reading = read("format: 3\nname: example\nsubjects: [nobody]\nsegments: [a]\nowner: 5\nfoo: 1\n");

        assertThat(reading.problems())
                .extracting(PackProblem::code)
                .containsExactlyInAnyOrder(
                        "unsupported-format", "unknown-value", "wrong-type", "wrong-type", "unknown-key");
        assertThat(reading.pack()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '^', textBlock = """
                    ''          ^ missing-key
                    # nothing   ^ missing-key
                    [a]         ^ wrong-type
                    a: [        ^ bad-yaml
                    """)
    void read_noManifestInTheFile_oneProblem(String text, String code) throws IOException {
        assertThat(read(text).problems()).extracting(PackProblem::code).containsExactly(code);
    }

    private Path folder() throws IOException {
        return Files.createDirectories(parent.resolve("example"));
    }

    private PackReading read(String manifest) throws IOException {
        Files.writeString(folder().resolve("pack.yaml"), manifest);
        return PackReader.read(folder());
    }
}

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestReaderTest {

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

        ImpactBudget read = Objects.requireNonNull(
                        read(SoundManifest.TEXT + budget).pack())
                .manifest()
                .impact();

        assertThat(read)
                .isEqualTo(new ImpactBudget(
                        Duration.ofDays(7),
                        Map.of("fit", BigDecimal.valueOf(2)),
                        Map.of("nurture", new BigDecimal("0.5")),
                        Map.of("ads.show", BigDecimal.valueOf(100))));
        assertThat(Objects.requireNonNull(read(SoundManifest.TEXT).pack())
                        .manifest()
                        .impact())
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

        assertThat(read(SoundManifest.TEXT + budget).problems())
                .extracting(PackProblem::code)
                .containsExactly(
                        "wrong-type", "unknown-key", "unknown-value", "wrong-type", "wrong-type", "unknown-key");
    }

    @Test
    void read_sound_everything() throws IOException {
        Manifest manifest =
                Objects.requireNonNull(read(SoundManifest.TEXT).pack()).manifest();

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
        PackReading reading = read(SoundManifest.TEXT);

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
        String manifest = SoundManifest.TEXT.substring(0, SoundManifest.TEXT.indexOf("treatments:"))
                + "treatments: catalogue.csv\n";

        PackReading reading = read(manifest);

        assertThat(reading.problems()).isEmpty();
        assertThat(Objects.requireNonNull(reading.pack()).manifest().treatments())
                .isEqualTo(Objects.requireNonNull(read(SoundManifest.TEXT).pack())
                        .manifest()
                        .treatments());
    }

    private Path folder() throws IOException {
        return Files.createDirectories(parent.resolve("example"));
    }

    private PackReading read(String manifest) throws IOException {
        Files.writeString(folder().resolve("pack.yaml"), manifest);
        return PackReader.read(folder());
    }
}

package io.drover.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each mistake in a manifest, and where it is reported. */
class ManifestMistakesTest {

    @TempDir
    private Path parent;

    @Test
    void read_badCatalogueTable_reportedByCell() throws IOException {
        Files.writeString(folder().resolve("catalogue.csv"), """
                key,channel,message,offer,owner,priority,enabled,due
                a,web,Look,none,none,1.5,yes,soon
                a,web,Look,none,none,,,
                ,web,Look,none,none,,,
                B,radio,Look,,none,,,
                """);

        PackReading reading = read(SoundManifest.TEXT.substring(0, SoundManifest.TEXT.indexOf("treatments:"))
                + "treatments: catalogue.csv\n");

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
        assertThat(SoundManifest.TEXT).contains(from);
        String broken = SoundManifest.TEXT.replaceFirst(Pattern.quote(from), to);

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

package io.drover.engine.lint;

import io.drover.engine.drl.ParsedRule;
import io.drover.engine.pack.FindingCode;
import io.drover.engine.pack.Manifest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges whether packs and rules have an owner and are looked at every so often. */
final class Reviews {

    private static final String OWNER = "owner";
    private static final String REVIEWED_AT = "reviewedAt";

    private final PackFindings findings;
    private final @Nullable LocalDate asOf;

    private Reviews(PackFindings findings, @Nullable LocalDate asOf) {
        this.findings = findings;
        this.asOf = asOf;
    }

    /** Judges a pack on the day {@code asOf}; null: whether a review is overdue is not judged. */
    static void judge(PackFindings findings, @Nullable LocalDate asOf) {
        Reviews reviews = new Reviews(findings, asOf);
        reviews.judgePack();
        findings.rules().forEach(reviews::judgeRule);
    }

    private void judgePack() {
        Manifest manifest = findings.manifest();
        if (manifest.owner() == null && someRuleLacks(OWNER)) {
            findings.add(
                    FindingCode.NO_PACK_OWNER,
                    findings.definition("name"),
                    manifest.name(),
                    "The pack names no owner, and neither does every rule of it.",
                    "Add \"owner: …\" to the manifest: the team that answers for its rules.");
        }
        LocalDate reviewed = manifest.reviewedAt();
        if (reviewed == null && someRuleLacks(REVIEWED_AT)) {
            findings.add(
                    FindingCode.NEVER_REVIEWED,
                    findings.definition("name"),
                    manifest.name(),
                    "The pack does not say when it was last reviewed, and neither does every rule of it.",
                    "Review it with its owner, and add \"reviewedAt: …\" with the date to the manifest.");
        }
        overdue(reviewed)
                .ifPresent(days -> findings.add(
                        FindingCode.REVIEW_OVERDUE,
                        findings.definition(REVIEWED_AT),
                        manifest.name(),
                        "The pack was last reviewed " + days + " days ago, on " + reviewed + ".",
                        remedy("the manifest")));
    }

    private boolean someRuleLacks(String annotation) {
        return findings.rules().isEmpty()
                || findings.rules().stream()
                        .anyMatch(rule -> !rule.body().annotations().containsKey(annotation));
    }

    private void judgeRule(ParsedRule rule) {
        String text = rule.body().annotations().get(REVIEWED_AT);
        if (text == null) {
            return;
        }
        try {
            LocalDate reviewed = LocalDate.parse(text.strip());
            overdue(reviewed)
                    .ifPresent(days -> findings.add(
                            FindingCode.REVIEW_OVERDUE,
                            rule,
                            rule.place(),
                            "The rule was last reviewed " + days + " days ago, on " + reviewed + ".",
                            remedy("@reviewedAt")));
        } catch (DateTimeException e) {
            findings.add(
                    FindingCode.BAD_REVIEW_DATE,
                    rule,
                    rule.place(),
                    "The rule was reviewed at " + PackFindings.quoted(text) + ", which is no date.",
                    "Write a date such as @reviewedAt(\"2026-11-01\").");
        }
    }

    /** How many days ago a review was that is overdue. */
    private Optional<Long> overdue(@Nullable LocalDate reviewed) {
        return Optional.ofNullable(reviewed)
                .filter(date -> asOf != null)
                .map(date -> ChronoUnit.DAYS.between(date, asOf))
                .filter(days -> days > findings.manifest().lint().reviewAfterDays());
    }

    private String remedy(String where) {
        return "Look through it with its owner, and write the date into " + where + "; a review is due every "
                + findings.manifest().lint().reviewAfterDays() + " days.";
    }
}

package io.drover.engine.decide;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.SegmentDefinition;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.DecisionWarning;
import io.drover.model.decision.PreviousDecision;
import io.drover.model.decision.PreviousDecision.PreviousContact;
import io.drover.model.decision.Since;
import io.drover.model.decision.SubjectKind;
import io.drover.model.decision.Transitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The previous answer, held against the present one: since when things are as they are, and what changed. Collects the
 * changes in the order in which they are asked for.
 */
final class PastAnswer {

    private final SubjectKind kind;
    private final @Nullable PreviousDecision previous;
    private final Instant asOf;
    private final List<Transitions.Change> changes = new ArrayList<>();

    PastAnswer(DecisionRequest request, Instant asOf) {
        this.kind = request.subject().kind();
        this.previous = request.previous();
        this.asOf = asOf;
    }

    /** Since when the subject has the values {@code now}; differences are collected as changes. */
    Map<String, Instant> sinceOfSubject(Map<String, @Nullable String> now) {
        return previous == null
                ? sinceOf(now, null, null, null)
                : sinceOf(now, null, previous.classifications(), previous.since());
    }

    /** Since when a contact has the values {@code now}; differences are collected as changes. */
    Map<String, Instant> sinceOfContact(String contactId, Map<String, @Nullable String> now) {
        Optional<PreviousContact> contact = previous == null || previous.contacts() == null
                ? Optional.empty()
                : previous.contacts().stream()
                        .filter(each -> contactId.equals(each.id()))
                        .findFirst();
        return sinceOf(
                now,
                contactId,
                contact.map(PreviousContact::classifications).orElse(null),
                contact.map(PreviousContact::since).orElse(null));
    }

    private Map<String, Instant> sinceOf(
            Map<String, @Nullable String> now,
            @Nullable String contactId,
            @Nullable Map<String, @Nullable String> before,
            @Nullable Since since) {
        Map<String, Instant> sinceWhen = new TreeMap<>();
        now.forEach((taxonomy, value) -> {
            boolean known = before != null && before.containsKey(taxonomy);
            String valueBefore = before == null ? null : before.get(taxonomy);
            boolean unchanged = known && Objects.equals(valueBefore, value);
            if (known && !unchanged) {
                changes.add(new Transitions.Change(contactId, taxonomy, valueBefore, value));
            }
            sinceWhen.put(taxonomy, unchanged ? kept(since == null ? null : since.classifications(), taxonomy) : asOf);
        });
        return sinceWhen;
    }

    /** Since when the subject is in each of the segments {@code now}. */
    Map<String, Instant> sinceOfSegments(SortedSet<String> now) {
        Map<String, Instant> sinceWhen = new TreeMap<>();
        for (String segment : now) {
            boolean stays = previous != null
                    && previous.segments() != null
                    && previous.segments().contains(segment);
            Since since = previous == null ? null : previous.since();
            sinceWhen.put(segment, stays ? kept(since == null ? null : since.segments(), segment) : asOf);
        }
        return sinceWhen;
    }

    /** The previous since, else when the previous decision was made, else now. */
    private Instant kept(@Nullable Map<String, Instant> since, String name) {
        Instant kept = since == null ? null : since.get(name);
        if (kept == null && previous != null) {
            kept = previous.asOf();
        }
        return kept == null ? asOf : kept;
    }

    /** What changed, once all values have been asked for; null without a previous answer. */
    @Nullable
    Transitions transitions(SortedSet<String> segmentsNow, List<CompiledPack> evaluated) {
        if (previous == null) {
            return null;
        }
        List<String> before = previous.segments();
        if (before == null) {
            return new Transitions(List.of(), List.of(), changes);
        }
        Collection<String> evaluatedSegments = segmentsOf(evaluated);
        return new Transitions(
                segmentsNow.stream()
                        .filter(segment -> !before.contains(segment))
                        .toList(),
                before.stream()
                        .filter(segment -> evaluatedSegments.contains(segment) && !segmentsNow.contains(segment))
                        .distinct()
                        .sorted()
                        .toList(),
                changes);
    }

    /**
     * When the episode of a treatment began, if the previous answer had the treatment, at the latest now, since the clocks of
     * two servers differ; empty: it begins now.
     */
    Optional<Instant> episodeBegin(String pack, String key, @Nullable String contactId) {
        if (previous == null || previous.treatments() == null) {
            return Optional.empty();
        }
        return previous.treatments().stream()
                .filter(treatment -> pack.equals(treatment.pack())
                        && key.equals(treatment.key())
                        && Objects.equals(contactId, treatment.contactId()))
                .findFirst()
                .flatMap(treatment ->
                        Optional.ofNullable(treatment.since()).or(() -> Optional.ofNullable(previous.asOf())))
                .map(since -> since.isAfter(asOf) ? asOf : since);
    }

    /** Warnings about names in the previous answer that no active pack defines for this kind of subject. */
    List<DecisionWarning> unknownNames(RuleSet ruleSet) {
        List<DecisionWarning> warnings = new ArrayList<>();
        if (previous == null) {
            return warnings;
        }
        warnUnknown(ruleSet, previous.classifications(), "/previous/classifications/", warnings);
        List<String> segments = Objects.requireNonNullElse(previous.segments(), List.of());
        for (int i = 0; i < segments.size(); i++) {
            if (!definesSegment(ruleSet, segments.get(i))) {
                warnings.add(unknown("/previous/segments/" + i, "segment"));
            }
        }
        List<PreviousContact> contacts = Objects.requireNonNullElse(previous.contacts(), List.of());
        for (int i = 0; i < contacts.size(); i++) {
            warnUnknown(
                    ruleSet,
                    contacts.get(i).classifications(),
                    "/previous/contacts/" + i + "/classifications/",
                    warnings);
        }
        return warnings;
    }

    private void warnUnknown(
            RuleSet ruleSet,
            @Nullable Map<String, @Nullable String> classifications,
            String pointer,
            List<DecisionWarning> warnings) {
        if (classifications != null) {
            classifications.keySet().stream()
                    .filter(name -> !definesTaxonomy(ruleSet, name))
                    .forEach(name -> warnings.add(
                            unknown(pointer + name.replace("~", "~0").replace("/", "~1"), "taxonomy")));
        }
    }

    private boolean definesTaxonomy(RuleSet ruleSet, String name) {
        return ruleSet.packs().stream()
                .map(pack -> pack.manifest().taxonomies().get(name))
                .anyMatch(taxonomy -> taxonomy != null && taxonomy.subjects().contains(kind));
    }

    private boolean definesSegment(RuleSet ruleSet, String name) {
        return ruleSet.packs().stream()
                .map(pack -> pack.manifest().segments().get(name))
                .anyMatch(segment -> segment != null && segment.subjects().contains(kind));
    }

    private DecisionWarning unknown(String pointer, String what) {
        return new DecisionWarning(
                "unknown-name",
                pointer,
                "No active pack defines a " + what + " of this name for the subject, which is of the kind "
                        + kind.word() + "; it is not compared.");
    }

    /** The segments that the packs {@code evaluated} define for this kind of subject. */
    private Collection<String> segmentsOf(List<CompiledPack> evaluated) {
        return evaluated.stream()
                .flatMap(pack -> pack.source().manifest().segments().values().stream())
                .filter(segment -> segment.subjects().contains(kind))
                .map(SegmentDefinition::name)
                .toList();
    }
}

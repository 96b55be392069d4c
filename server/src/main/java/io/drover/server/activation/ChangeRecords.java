package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.RuleSet;
import io.drover.server.activation.PackStatus.Active;
import io.drover.server.activation.PackStatus.Outcome;
import io.drover.server.audit.AuditDraft;
import io.drover.server.audit.AuditEntry.AuditedChange;
import io.drover.server.audit.AuditEvent;
import io.drover.server.audit.Author;
import io.drover.server.config.SourceKind;
import io.drover.server.git.GitCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is written down of a change of the rules: of each pack, and in the audit. Used by one thread at a time. */
final class ChangeRecords {

    private final Activation.Setup setup;
    private final SourceCause sources;

    ChangeRecords(Activation.Setup setup) {
        this.setup = setup;
        this.sources = new SourceCause(setup.git());
    }

    /** What is to be known of the packs that begin to serve. */
    List<RevisionRecord> records(Proposal proposal, List<CompiledPack> newPacks, Known known, Instant now) {
        List<RevisionRecord> made = new ArrayList<>();
        for (CompiledPack pack : newPacks) {
            String revision = pack.source().revision();
            Optional<RevisionRecord> kept = setup.records().of(pack.name(), revision);
            PackReport report = proposal.loading().reports().stream()
                    .filter(each -> each.name().equals(pack.name()) && revision.equals(each.revision()))
                    .findFirst()
                    .map(proposal.steps()::whole)
                    .orElse(null);
            RevisionRecord record = kept.orElseGet(() -> new RevisionRecord(
                    pack.name(),
                    revision,
                    0,
                    setup.sources().of(pack.name()),
                    now,
                    null,
                    null,
                    null,
                    report == null ? RevisionRecord.Outcome.ACCEPTED : RevisionRecord.outcomeOf(report),
                    report == null ? List.of() : report.steps(),
                    report == null ? List.of() : report.problems(),
                    null));
            record = setup.git()
                    .commit(pack.name(), revision)
                    .map(record::broughtBy)
                    .orElse(record);
            Active was = known.active().get(pack.name());
            made.add(record.activated(was != null && was.revision().equals(revision) ? was.activatedAt() : now));
        }
        return made;
    }

    /** What is to be recorded; null: after a restart serves what served before. */
    @Nullable
    AuditDraft draft(
            Proposal proposal,
            RuleSet ruleSet,
            Known known,
            Map<String, String> servedBefore,
            Map<String, String> lost,
            Instant now) {
        Set<String> names = new TreeSet<>(proposal.plan().next().keySet());
        names.addAll(known.active().keySet());
        names.addAll(servedBefore.keySet());
        names.addAll(lost.keySet());
        List<AuditedChange> changes = new ArrayList<>();
        for (String name : names) {
            Active was = known.active().get(name);
            CompiledPack pack = proposal.plan().next().get(name);
            boolean isReplaced =
                    proposal.plan().byOperator() && proposal.plan().group().contains(name);
            String before = isReplaced ? lost.getOrDefault(name, servedBefore.get(name)) : servedBefore.get(name);
            String from = was == null ? before : was.revision();
            String to = pack == null ? null : pack.source().revision();
            boolean isOtherPin =
                    !Objects.equals(known.pins().get(name), proposal.pins().get(name));
            if (!Objects.equals(from, to) || isOtherPin) {
                Boolean pinned = isOtherPin ? proposal.pins().containsKey(name) : null;
                changes.add(new AuditedChange(name, from, to, pinned));
            }
        }
        if (changes.isEmpty()) {
            return null;
        }
        Proposal.Cause cause = proposal.plan().byOperator() ? proposal.cause() : sources.of(changes, lost.keySet());
        AuditDraft draft = AuditDraft.ofPacks(now, cause.event(), cause.author(), cause.reason(), changes)
                .withForced(cause.forced())
                .withRuleSet(ruleSet.revision());
        return cause.detail() == null ? draft : draft.withDetail(cause.detail());
    }

    /** Records the packs that were refused in this attempt. */
    void tellRejections(Proposal proposal, List<PackStatus> statuses, Instant now) {
        for (PackStatus status : proposal.plan().byOperator() ? List.<PackStatus>of() : statuses) {
            PackStatus.Attempt attempt = status.lastAttempt();
            if (proposal.plan().about().contains(status.name())
                    && attempt.outcome() == Outcome.REFUSED
                    && status.from() != SourceKind.API) {
                setup.audit().addOrOwe(rejection(status, now));
            }
        }
    }

    private AuditDraft rejection(PackStatus status, Instant now) {
        String from = status.active() == null ? null : status.active().revision();
        AuditedChange change =
                new AuditedChange(status.name(), from, status.lastAttempt().revision());
        Optional<GitCommit> commit = setup.git().last(status.name());
        return AuditDraft.ofPacks(
                        now,
                        AuditEvent.REJECTION,
                        commit.map(brought -> new Author(brought.author(), null))
                                .orElse(Author.SERVER),
                        commit.map(GitCommit::message).orElse(null),
                        List.of(change))
                .withDetail(refusal(status)
                        + commit.map(brought -> " Commit " + brought.commit() + ".")
                                .orElse(""));
    }

    private static String refusal(PackStatus status) {
        return Refusal.sentence(Refusal.step(status.lastAttempt().steps()).orElse("read"), status.problems());
    }
}

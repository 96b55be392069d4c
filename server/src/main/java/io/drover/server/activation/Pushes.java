package io.drover.server.activation;

import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.PackLoader.Loading;
import io.drover.engine.compile.PackReport;
import io.drover.engine.compile.PackReport.Step;
import io.drover.engine.compile.PackReport.StepOutcome;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.Severity;
import io.drover.server.activation.ChangeRefusedException.Why;
import io.drover.server.archive.PackArchive;
import io.drover.server.audit.AuditDraft;
import io.drover.server.audit.AuditEntry.AuditedChange;
import io.drover.server.audit.AuditEvent;
import io.drover.server.audit.Author;
import io.drover.server.config.SourceKind;
import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes revisions of packs that are pushed: unpacks them, puts them through the gate beside what serves, and keeps those that an
 * operator may have serve. Nothing begins to serve by it. Thread-safe.
 */
public final class Pushes {

    /**
     * What a push is for.
     *
     * @param dryRun whether nothing is to come of it but what the gate says
     * @param reason why; null: nobody says
     */
    public record Purpose(boolean dryRun, @Nullable String reason) {}

    private static final Logger LOG = LoggerFactory.getLogger(Pushes.class);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,80}");

    private final Transaction transaction;
    private final Activation.Setup setup;
    private final Path incoming;

    /** Pushes of packs that {@code activation} may have serve; they are unpacked under {@code data}. */
    public Pushes(Activation activation, Activation.Setup setup, Path data) {
        this.transaction = activation.transaction();
        this.setup = setup;
        this.incoming = data.resolve("incoming");
    }

    /**
     * What the gate says of what is pushed; it is kept, unless it was refused or this is a dry run.
     *
     * @param name of the pack
     * @param zip its files
     * @throws ChangeRefusedException if the pack comes from elsewhere, or the gate refuses what nobody can force past it
     * @throws NotRecordedException if it cannot be kept or recorded, and is therefore not
     */
    public RevisionRecord push(String name, byte[] zip, Purpose purpose, Author author) {
        if (!NAME.matcher(name).matches()) {
            throw new ChangeRefusedException(
                    Why.NOT_FOUND, "No pack can have this name; it has lower-case letters, digits and -.");
        }
        SourceKind source = setup.sources().of(name);
        if (!purpose.dryRun() && source != SourceKind.API) {
            throw new ChangeRefusedException(
                    Why.CONFLICT,
                    "The pack " + name + " comes from "
                            + (source == SourceKind.GIT ? "a git repository" : "the rules directory")
                            + "; it can be pushed where the server is"
                            + " configured with pack-sources: " + name + "=api. A dry run is possible.");
        }
        PackArchive.Reading reading = PackArchive.read(name, zip);
        Judged judged = reading.problems().isEmpty() ? judge(name, reading) : Judged.unread(name, reading);
        RevisionRecord record = record(purpose, judged.report(), author);
        if (purpose.dryRun()) {
            return record;
        }
        if (record.outcome() == RevisionRecord.Outcome.REFUSED) {
            recordRejection(record, author);
            throw new ChangeRefusedException(
                    Why.GATE, "The gate refuses what was pushed; nothing of it is kept.", List.of(record));
        }
        return keep(record, judged, author);
    }

    /** A pack that was put through the gate. */
    private record Judged(PackReport report, @Nullable CompiledPack pack) {

        static Judged unread(String name, PackArchive.Reading reading) {
            return new Judged(
                    new PackReport(
                            name,
                            Path.of(name),
                            null,
                            reading.problems(),
                            List.of(new Step("read", 0, StepOutcome.REFUSED))),
                    null);
        }
    }

    private Judged judge(String name, PackArchive.Reading reading) {
        Path folder = null;
        try {
            Files.createDirectories(incoming);
            folder = DurableFiles.temporaryDirectory(incoming);
            reading.writeTo(folder.resolve(name));
            return judge(name, folder.resolve(name));
        } catch (IOException e) {
            throw new NotRecordedException(e);
        } finally {
            delete(folder);
        }
    }

    private static void delete(@Nullable Path folder) {
        try {
            if (folder != null) {
                DurableFiles.delete(folder);
            }
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("folder", folder)
                    .addKeyValue("failure", e.toString())
                    .log("what was pushed cannot be deleted; the next start does");
        }
    }

    private Judged judge(String name, Path folder) {
        Known known = transaction.known();
        Loading loading = setup.gate()
                .lint(PackLoader.load(
                        List.of(folder),
                        PackLoader.Compiler.EXECUTABLE_MODEL,
                        setup.compiledPacks(),
                        known.before().active().orElseGet(() -> RuleSet.of(List.of())),
                        System::nanoTime,
                        pack -> LOG.atDebug().addKeyValue("pack", pack).log("compiling")));
        if (loading.reports().isEmpty()) {
            return new Judged(noPack(name), null);
        }
        PackReport report = loading.reports().get(0);
        Optional<CompiledPack> pack = loading.ruleSet().pack(name);
        return pack.isEmpty() ? new Judged(report, null) : new Judged(rehearsed(known, report, pack.get()), pack.get());
    }

    private static PackReport noPack(String name) {
        PackProblem nothing = PackProblem.error(
                Place.whole("."),
                null,
                "bad-archive",
                "There is no pack in the archive.",
                "Its files, pack.yaml among them, have to be at the top of the archive or in one folder \"" + name
                        + "\".");
        return new PackReport(
                name, Path.of(name), null, List.of(nothing), List.of(new Step("read", 0, StepOutcome.REFUSED)));
    }

    /** With its scenarios run beside what serves; not where the two do not go together. */
    private PackReport rehearsed(Known known, PackReport report, CompiledPack pack) {
        Map<String, CompiledPack> packs = new TreeMap<>(known.before().packs());
        packs.put(pack.name(), pack);
        Optional<String> clash = NameClash.in(packs.values());
        if (clash.isPresent()) {
            List<PackProblem> problems = new ArrayList<>(report.problems());
            problems.add(PackProblem.of(
                    Severity.WARNING,
                    Place.whole("pack.yaml"),
                    null,
                    "waits",
                    "Its scenarios were not run, since it cannot serve beside what does: " + clash.get() + ".",
                    "Activate it together with a revision of the other pack that it goes together with."));
            return new PackReport(report.name(), report.directory(), report.revision(), problems, report.steps());
        }
        LastSteps steps = new LastSteps();
        steps.rehearse(
                setup.gate(),
                RuleSet.of(packs.values()),
                List.of(pack),
                each -> setup.gate().strictness());
        return steps.whole(report);
    }

    private RevisionRecord record(Purpose purpose, PackReport report, Author author) {
        return new RevisionRecord(
                report.name(),
                report.revision() == null ? "" : report.revision(),
                0,
                SourceKind.API,
                transaction.now(),
                author.name(),
                author.requestId(),
                purpose.reason(),
                RevisionRecord.outcomeOf(report),
                report.steps(),
                report.problems(),
                null);
    }

    private RevisionRecord keep(RevisionRecord record, Judged judged, Author author) {
        CompiledPack pack = judged.pack();
        if (pack == null) {
            throw new IllegalStateException("a pack that passed the compiler is compiled");
        }
        RevisionRecord kept;
        try {
            setup.store().keep(pack.source());
            kept = setup.records().keep(record);
            boolean isBlocked = record.outcome() == RevisionRecord.Outcome.BLOCKED;
            setup.audit()
                    .append(
                            isBlocked
                                    ? draft(AuditEvent.REJECTION, record, author)
                                            .withDetail(record.refusal()
                                                    + " It is kept, and an operator may force it past.")
                                    : draft(AuditEvent.PUSH, record, author));
        } catch (IOException e) {
            ActivationLog.tellNotKept(record.revision(), e);
            throw new NotRecordedException(e);
        }
        transaction.report();
        return kept;
    }

    private void recordRejection(RevisionRecord record, Author author) {
        try {
            setup.audit().append(draft(AuditEvent.REJECTION, record, author));
        } catch (IOException e) {
            throw new NotRecordedException(e);
        }
    }

    private AuditDraft draft(AuditEvent event, RevisionRecord record, Author author) {
        PackStatus.Active active = transaction.known().active().get(record.pack());
        String revision = record.revision().isEmpty() ? null : record.revision();
        AuditedChange change = new AuditedChange(record.pack(), active == null ? null : active.revision(), revision);
        return AuditDraft.ofPacks(record.at(), event, author, record.reason(), List.of(change))
                .withDetail(record.refusal().isEmpty() ? "It passes the gate." : record.refusal());
    }
}

package io.drover.server;

import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.decide.DecisionEngine;
import io.drover.engine.decide.Limits;
import io.drover.server.access.Access;
import io.drover.server.activation.Activation;
import io.drover.server.activation.Comparisons;
import io.drover.server.activation.CompiledPackFiles;
import io.drover.server.activation.Deployments;
import io.drover.server.activation.Gate;
import io.drover.server.activation.GitPacks;
import io.drover.server.activation.ImpactMeasure;
import io.drover.server.activation.Pushes;
import io.drover.server.activation.RecentPacks;
import io.drover.server.activation.RevisionRecords;
import io.drover.server.activation.RevisionRetention;
import io.drover.server.activation.RevisionStore;
import io.drover.server.activation.RuleSetHolder;
import io.drover.server.activation.SwitchFile;
import io.drover.server.activation.TreatmentSwitches;
import io.drover.server.audit.AuditLog;
import io.drover.server.cli.AuditCommand;
import io.drover.server.cli.CheckCommand;
import io.drover.server.cli.CutsCommand;
import io.drover.server.cli.DecideCommand;
import io.drover.server.cli.DemoCommand;
import io.drover.server.cli.DiffCommand;
import io.drover.server.cli.DroverCommand;
import io.drover.server.cli.ForgetCommand;
import io.drover.server.cli.ImpactCommand;
import io.drover.server.cli.PinCommand;
import io.drover.server.cli.PushCommand;
import io.drover.server.cli.RemoveCommand;
import io.drover.server.cli.ReplayCommand;
import io.drover.server.cli.RollbackCommand;
import io.drover.server.cli.ServeCommand;
import io.drover.server.cli.Surroundings;
import io.drover.server.cli.TableCommand;
import io.drover.server.cli.TestCommand;
import io.drover.server.cli.TokenCommand;
import io.drover.server.cli.UnpinCommand;
import io.drover.server.config.GitConfig;
import io.drover.server.config.ServerConfig;
import io.drover.server.deciding.CutTableService;
import io.drover.server.deciding.DecisionService;
import io.drover.server.deciding.KeptRules;
import io.drover.server.deciding.Previews;
import io.drover.server.deciding.Replay;
import io.drover.server.decisionlog.DecisionLog;
import io.drover.server.decisionlog.DecisionLogReader;
import io.drover.server.files.DurableFiles;
import io.drover.server.git.GitPoller;
import io.drover.server.git.GitSource;
import io.drover.server.git.GitState;
import io.drover.server.http.Routes;
import io.drover.server.http.Rules;
import io.drover.server.metrics.ServerMetrics;
import io.drover.server.serving.DroverServer;
import io.drover.server.serving.Records;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The program, composed by hand: what there is, and what it is given. */
public final class Main {

    private static final int MOST_COMPILED_PACKS = 64;

    private final Surroundings surroundings;
    private final DecisionEngine patient = patient(Limits.defaults());

    private Main(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine(Surroundings.ofProcess()).execute(arguments));
    }

    /** The command line, working in {@code surroundings}. */
    static CommandLine commandLine(Surroundings surroundings) {
        Main main = new Main(surroundings);
        return DroverCommand.of(
                surroundings,
                version(),
                List.of(
                        new DemoCommand(surroundings, main::server),
                        new ServeCommand(surroundings, main::server),
                        new CheckCommand(surroundings, main.patient),
                        new TestCommand(surroundings, main.patient),
                        new DecideCommand(surroundings, main.patient),
                        new CutsCommand(surroundings, main.patient),
                        new TableCommand(surroundings),
                        new ReplayCommand(surroundings, main::replay),
                        new DiffCommand(surroundings),
                        new ImpactCommand(surroundings, main.patient),
                        new ForgetCommand(surroundings),
                        new PushCommand(surroundings),
                        new RollbackCommand(surroundings),
                        new PinCommand(surroundings),
                        new UnpinCommand(surroundings),
                        new RemoveCommand(surroundings),
                        new AuditCommand(surroundings),
                        new TokenCommand(surroundings)));
    }

    private DroverServer server(ServerConfig config) {
        DecisionEngine configured = new DecisionEngine(config.limits().decision(), System::nanoTime);
        return server(config, configured, surroundings.clock());
    }

    static DroverServer server(ServerConfig config, DecisionEngine engine, Clock clock) {
        return server(config, engine, clock, DurableFiles::force);
    }

    /** A server: packs → activation → holder of the live rules ← decisions ← routes ← port. */
    static DroverServer server(ServerConfig config, DecisionEngine engine, Clock clock, DurableFiles.Disk disk) {
        RuleSetHolder holder = new RuleSetHolder();
        CompiledPacks compiledPacks = compiledPacks(config.data(), clock);
        DurableFiles files = new DurableFiles(disk);
        RevisionStore revisions = new RevisionStore(config.data(), compiledPacks, files);
        RevisionRecords records = new RevisionRecords(config.data(), files);
        AuditLog audit = new AuditLog(config.data(), disk, clock);
        TreatmentSwitches switches =
                new TreatmentSwitches(holder, revisions, new SwitchFile(config.data(), disk), audit, clock);
        DecisionEngine patient = patient(config.limits().decision());
        ImpactMeasure impact = new ImpactMeasure(
                holder,
                patient,
                new DecisionLogReader(DecisionLog.in(config.data())),
                config.gate().impactDecisions(),
                clock);
        Gate gate = new Gate(config.gate(), patient, impact);
        GitSource git = git(config, files, clock);
        GitPacks gitPacks = new GitPacks(config.packs().sources(), git);
        holder.completeBy(status -> gitPacks.shown(status, records));
        Activation.Setup setup = new Activation.Setup(
                config.rules(),
                config.allowPartial(),
                config.packs().sources(),
                gitPacks,
                compiledPacks,
                revisions,
                records,
                new RecentPacks(config.packs().inMemory()),
                new RevisionRetention(config.data(), revisions, records, config.keepRevisions(), clock),
                switches,
                gate,
                audit,
                clock);
        Activation activation = new Activation(holder, setup);
        Rules rules = new Rules(
                holder,
                switches,
                new Deployments(holder, activation, setup),
                new Pushes(activation, setup, config.data()),
                new Comparisons(holder, activation, setup, impact),
                audit,
                config.packs());
        DecisionLog log = new DecisionLog(config.decisionLog(), DecisionLog.in(config.data()), clock);
        Previews previews = new Previews(compiledPacks);
        ServerMetrics metrics = new ServerMetrics(holder, previews::held, log);
        DecisionService decisions = new DecisionService(
                holder, new KeptRules(holder, revisions::ruleSet), engine, previews, log, metrics, clock);
        metrics.git(() -> git == null ? GitState.NOTHING : git.state());
        Access access = Access.of(config.access());
        Routes routes = new Routes(
                rules, decisions, new CutTableService(holder, engine), log, metrics, access, config.limits());
        return new DroverServer(
                config,
                holder,
                new Records(audit, revisions, switches),
                activation,
                git == null ? null : new GitPoller(git),
                routes,
                log,
                clock);
    }

    private static @Nullable GitSource git(ServerConfig config, DurableFiles files, Clock clock) {
        GitConfig git = config.packs().git();
        return git == null ? null : new GitSource(git, config.packs().sources(), config.data(), files, clock);
    }

    private static CompiledPacks compiledPacks(Path data, Clock clock) {
        return new CompiledPacks(new CompiledPackFiles(data.resolve("compiled"), MOST_COMPILED_PACKS, clock));
    }

    /** Decides again what is logged under {@code data}, however long it takes. */
    private Replay replay(Path data) {
        RevisionStore revisions =
                new RevisionStore(data, compiledPacks(data, surroundings.clock()), new DurableFiles());
        return new Replay(revisions::ruleSet, new DecisionEngine(Limits.none(), System::nanoTime));
    }

    /**
     * An engine for what nobody waits for: a pack is right or wrong by what it concludes and by its fuel, and not by how busy the
     * machine is.
     */
    private static DecisionEngine patient(Limits limits) {
        return new DecisionEngine(limits.withDeadline(Duration.ofDays(1)), System::nanoTime);
    }

    private static String version() {
        return Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "(not packaged)");
    }
}

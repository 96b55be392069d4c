package io.drover.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.compile.PackReport;
import io.drover.engine.request.DecisionJson;
import io.drover.server.activation.RevisionRecord;
import io.drover.server.cli.ServerClient.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover push}. */
@Command(
        name = "push",
        description = "Pushes a rule pack to a server, which puts it through its gate and keeps it.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the gate lets it through, and it serves if that was asked for",
            "1:the gate refuses it",
            "2:wrong usage",
            "3:the server does not answer, or does not do it"
        })
public final class PushCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "DIR", description = "The rule pack.")
    private Path directory = Path.of("");

    @Option(names = "--dry-run", description = "Only tell what the gate says; nothing is kept.")
    private boolean dryRun;

    @Option(names = "--activate", description = "Have it serve, if the gate lets it through. Needs --reason.")
    private boolean activate;

    @Option(
            names = "--force",
            description = "With --activate: have it serve although lint or scenarios refuse it. It is recorded.")
    private boolean force;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who look later.")
    private @Nullable String reason;

    @Mixin
    private ServerArguments server = new ServerArguments();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public PushCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (activate && (dryRun || reason == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    dryRun ? "A dry run activates nothing." : "Say with --reason why it is to serve.");
        }
        if (force && !activate) {
            throw new ParameterException(spec.commandLine(), "Only an activation can be forced; add --activate.");
        }
        PackDirectories.requireAll(List.of(directory));
        String name = String.valueOf(directory.toAbsolutePath().normalize().getFileName());
        ServerClient client = server.client(surroundings);
        Reply reply = client.postZip(path(name), PackZip.of(directory));
        if (!reply.isWell()) {
            return refused(reply);
        }
        RevisionRecord record = record(reply.body());
        print(List.of(record));
        surroundings.out().println(name + " " + record.revision() + ": " + sentence(record));
        boolean passes = record.outcome() == RevisionRecord.Outcome.ACCEPTED;
        return activate && (passes || force)
                ? activated(client, name, record)
                : passes ? ExitCode.WELL : ExitCode.FINDING;
    }

    private String path(String name) {
        List<String> query = new ArrayList<>();
        if (dryRun) {
            query.add("dryRun=true");
        }
        if (reason != null) {
            query.add("reason=" + ServerClient.encoded(reason));
        }
        return "/v1/packs/" + name + "/revisions" + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private static String sentence(RevisionRecord record) {
        return switch (record.outcome()) {
            case ACCEPTED -> "passes the gate";
            case BLOCKED -> "refused by lint or scenarios";
            case REFUSED -> "refused";
        };
    }

    private int activated(ServerClient client, String name, RevisionRecord record) {
        Reply reply = Activating.put(
                client, Activating.pack(client, name), record.revision(), String.valueOf(reason), null, force);
        if (!reply.isWell()) {
            return refused(reply);
        }
        surroundings.out().println(name + " " + record.revision() + ": serves");
        return ExitCode.WELL;
    }

    /** Prints what the gate said where it is the gate that refuses. */
    private int refused(Reply reply) {
        JsonNode revisions = reply.body().path("revisions");
        List<RevisionRecord> records = new ArrayList<>();
        revisions.forEach(each -> records.add(record(each)));
        print(records);
        if (records.isEmpty()) {
            throw new CannotRunException(reply.detail());
        }
        surroundings.out().println(reply.detail());
        return ExitCode.FINDING;
    }

    private static RevisionRecord record(JsonNode json) {
        try {
            return DecisionJson.mapper().treeToValue(json, RevisionRecord.class);
        } catch (JsonProcessingException e) {
            throw new CannotRunException("The server answers with something else than a revision.", e);
        }
    }

    private void print(List<RevisionRecord> records) {
        new ProblemPrinter(surroundings.out())
                .printAll(records.stream()
                        .map(record -> new PackReport(
                                record.pack(), directory, record.revision(), record.problems(), record.steps()))
                        .toList());
    }
}

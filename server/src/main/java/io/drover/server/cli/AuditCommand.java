package io.drover.server.cli;

import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.server.activation.RevisionStore;
import io.drover.server.audit.AuditVerification;
import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover audit}. */
@Command(
        name = "audit",
        description = "Verifies the record of what was done to the rules of a server, also while that runs.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every line is as it was written",
            "1:one is not, and the first of them is named; or that cannot be told of the last ones",
            "2:wrong usage",
            "3:there is no record, or it cannot be read"
        })
public final class AuditCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "verify", description = "What to do: verify.")
    private String what = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory of the server. Default: DROVER_DATA, else data.")
    private @Nullable Path data;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public AuditCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (!what.equals("verify")) {
            throw new ParameterException(spec.commandLine(), "An audit can be verified: drover audit verify.");
        }
        Path directory = DataDirectory.of(data, surroundings);
        RevisionStore store =
                new RevisionStore(directory, new CompiledPacks(CompiledPackStore.NONE), new DurableFiles());
        try {
            AuditVerification found = store.isLastGoodMissing()
                    ? AuditVerification.withoutEnd(directory)
                    : AuditVerification.of(directory, store.lastAudited().orElse(null));
            surroundings.out().println(found.sentence());
            return found.brokenLine() == null ? ExitCode.WELL : ExitCode.FINDING;
        } catch (NoSuchFileException e) {
            throw new CannotRunException("There is no audit in " + directory + ".", e);
        } catch (IOException e) {
            throw new CannotRunException("The audit in " + directory + " cannot be read.", e);
        }
    }
}

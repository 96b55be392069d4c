package io.drover.server.cli;

import io.drover.server.access.NewToken;
import io.drover.server.access.Role;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drover token}. */
@Command(
        name = "token",
        description = {
            "Makes a new access token. What belongs into the file of tokens goes to the standard output, the token"
                    + " itself, which is kept nowhere, to the standard error:",
            "",
            "  drover token crm --roles application >> tokens.yaml"
        },
        mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "Whose token it is: letters, digits and . _ @ -")
    private String name = "";

    @Option(
            names = "--roles",
            required = true,
            split = ",",
            paramLabel = "ROLE",
            description = "application: decides; analyst: also reads packs and logs; operator: may do everything.")
    private List<Role> roles = List.of();

    public TokenCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        NewToken made = NewToken.of(name, roles, new SecureRandom());
        surroundings.out().println(made.entry());
        surroundings.err().println("The token of " + name + ", shown this once:");
        surroundings.err().println(made.token());
        return ExitCode.WELL;
    }
}

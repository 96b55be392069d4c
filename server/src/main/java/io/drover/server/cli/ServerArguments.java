package io.drover.server.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server a command talks to, and as whom. */
final class ServerArguments {

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server. Default: DROVER_SERVER, else http://127.0.0.1:8080.")
    private @Nullable URI server;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "The file that holds the access token, and nothing else. Default: DROVER_TOKEN_FILE, else none.")
    private @Nullable Path tokenFile;

    ServerArguments() {}

    /** A client of the server. */
    ServerClient client(Surroundings surroundings) {
        String byDefault = surroundings.environment().getOrDefault("DROVER_SERVER", "http://127.0.0.1:8080");
        URI where = server == null ? URI.create(byDefault) : server;
        if (where.getHost() == null
                || where.getScheme() == null
                || !where.getScheme().matches("https?")) {
            throw new CannotRunException("The server has to be given as http://HOST:PORT or https://HOST:PORT.");
        }
        String named = surroundings.environment().get("DROVER_TOKEN_FILE");
        Path file = tokenFile == null && named != null ? Path.of(named) : tokenFile;
        return new ServerClient(where, file == null ? null : token(file));
    }

    private static String token(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CannotRunException("The file of the token, " + file + ", cannot be read.", e);
        }
    }
}

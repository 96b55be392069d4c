package io.drover.server;

import static io.drover.server.TestServer.json;

import io.drover.engine.decide.DecisionEngine;
import io.drover.server.access.NewToken;
import io.drover.server.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A rules directory, a data directory with a decision log, and the servers and commands that use them. */
final class LoggedSite {

    static final DecisionEngine ENGINE = PatientEngine.create();

    private final Commands commands = new Commands();
    private final Path rules;
    private final Path data;

    /** A site in the empty {@code directory}, with a copy of the sound pack. */
    LoggedSite(Path directory) throws IOException {
        rules = directory.resolve("rules");
        data = directory.resolve("data");
        Trees.copy(TestServer.SOUND, rules);
    }

    Path rules() {
        return rules;
    }

    Path data() {
        return data;
    }

    /** What the commands have printed. */
    String out() {
        return commands.out();
    }

    /** What the commands have printed to their error stream. */
    String err() {
        return commands.err();
    }

    /** A server that logs facts whole. */
    TestServer start() {
        return start("whole", TestServer.CLOCK);
    }

    /** A server that knows the callers who have {@code tokens}, and nobody else. */
    TestServer start(NewToken... tokens) throws IOException {
        List<String> entries = Stream.of(tokens).map(NewToken::entry).toList();
        Path file = Files.writeString(data.resolveSibling("tokens.yaml"), String.join("\n", entries));
        Map<Setting, String> settings =
                Map.of(Setting.RULES, rules.toString(), Setting.DATA, data.toString(), Setting.TOKENS, file.toString());
        return TestServer.start(settings, ENGINE, TestServer.CLOCK);
    }

    /** A server that logs {@code facts}: whole, hash or off. */
    TestServer start(String facts, Clock clock) {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        settings.put(Setting.RULES, rules.toString());
        settings.put(Setting.DATA, data.toString());
        settings.put(Setting.DECISION_LOG, facts);
        settings.put(Setting.DECISION_LOG_FILE, "16KiB");
        settings.put(Setting.RELOAD, "false");
        return TestServer.start(settings, ENGINE, clock);
    }

    static List<String> decideMany(TestServer server, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(decide(server, "a" + i, i));
        }
        return ids;
    }

    static String decide(TestServer server, String id, int employees) {
        return json(server.decide(account(id, employees))).path("decisionId").asText();
    }

    static String account(String id, int employees) {
        return "{\"account\": {\"id\": \"" + id + "\", \"employees\": " + employees + "}}";
    }

    /** The files of the log, the oldest first. */
    List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("decisions"))) {
            return files.filter(file -> file.toString().endsWith(".ndjson"))
                    .sorted()
                    .toList();
        }
    }

    /** All lines of the log. */
    List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path segment : segments()) {
            lines.addAll(Files.readAllLines(segment));
        }
        return lines;
    }

    /** The exit code of a command about the data directory. */
    int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return runBare(all.toArray(String[]::new));
    }

    /** The exit code of any command. */
    int runBare(String... arguments) {
        return commands.run(arguments);
    }
}

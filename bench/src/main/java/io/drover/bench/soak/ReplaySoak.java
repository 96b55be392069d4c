package io.drover.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import io.drover.bench.synthetic.SyntheticRequests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decisions that were logged whole are replayed and give the same bytes: while newer revisions serve, and after a restart. All
 * are replayed by one command, which compares with the logged answers; that these are the answers which were given, the API
 * says of each. Some are also replayed one by one, and what the command prints is compared with the answer that was given.
 */
final class ReplaySoak implements SoakRun {

    private static final int RULES = 60;
    private static final int DECISIONS = 1_000;
    private static final int ONE_BY_ONE = 20;
    private static final String ANSWER_MEMBER = ",\"answer\":";
    private static final Pattern ID = Pattern.compile("\\{\"decisionId\":\"[^\"]+\",");
    private static final Pattern COUNT =
            Pattern.compile("(\\d+) decisions: (\\d+) equal, (\\d+) different, (\\d+) without"
                    + " their rules, (\\d+) without their facts");

    private final Map<String, String> answers = new LinkedHashMap<>();

    @Override
    public String title() {
        return "Replaying decisions";
    }

    @Override
    public void run(Site site, ResultFile file, Claims claims) throws Exception {
        int count = site.scaled(DECISIONS);
        Variants variants = new Variants(RULES, site.rules());
        file.line(count + " decisions by two revisions of a pack of " + RULES
                + " rules, logged whole, with 0 to 19 signals;" + " then a third revision.");
        file.table("when | how | decisions | equal");
        try (ServerProcess server = site.serve("--decision-log", "whole")) {
            DroverClient client = new DroverClient(server.uri());
            variants.ask(client); // is in the log, too
            decide(client, count / 2, 0);
            variants.activate(2, client);
            decide(client, count - count / 2, count);
            variants.activate(3, client);
            replayed(site, file, claims, client, "a newer revision serves");
        }
        try (ServerProcess server = site.serve("--decision-log", "whole")) {
            DroverClient client = new DroverClient(server.uri());
            variants.ask(client);
            variants.activate(4, client);
            replayed(site, file, claims, client, "after a restart, beside the server");
        }
        oneByOne(site, file, claims);
    }

    private void decide(DroverClient client, int count, long seed) {
        for (int i = 0; i < count; i++) {
            String answer = new String(client.decide(SyntheticRequests.json("account-" + i, i % 20, seed + i)), UTF_8);
            answers.put(
                    DroverClient.json(answer.getBytes(UTF_8)).path("decisionId").asText(), answer);
        }
    }

    private void replayed(Site site, ResultFile file, Claims claims, DroverClient client, String when)
            throws IOException, InterruptedException {
        int equal = 0;
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            String logged = new String(client.get("/v1/decisions/" + answer.getKey()), UTF_8);
            int at = logged.indexOf(ANSWER_MEMBER) + ANSWER_MEMBER.length();
            boolean whole = logged.contains("\"facts\":\"whole\"");
            equal += whole && isEqual(logged.substring(at, logged.length() - 1), answer.getValue()) ? 1 : 0;
        }
        file.row(when + " | `GET /v1/decisions/{id}` | " + answers.size() + " | " + equal);
        claims.claim(
                when + ": the logged answers are those that were given, byte for byte",
                equal == answers.size() && !answers.isEmpty(),
                equal + " of " + answers.size());
        String printed = replay(site, "--all");
        Matcher counted = COUNT.matcher(printed);
        boolean allEqual = counted.find()
                && Integer.parseInt(counted.group(2)) >= answers.size()
                && counted.group(1).equals(counted.group(2));
        file.row(when + " | `drover replay --all` | " + printed + " | ");
        claims.claim(
                when + ": every decision in the log, those and a few more, gives the logged answer again",
                allEqual,
                printed);
    }

    private void oneByOne(Site site, ResultFile file, Claims claims) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>(answers.keySet());
        int times = Math.min(ONE_BY_ONE, ids.size());
        int equal = 0;
        for (int i = 0; i < times; i++) {
            String id = ids.get(i * (ids.size() - 1) / Math.max(1, times - 1));
            equal += isEqual(replay(site, id), answers.getOrDefault(id, "")) ? 1 : 0;
        }
        file.row("without a server | `drover replay ID` | " + times + " | " + equal);
        claims.claim(
                "without a server: what `drover replay ID` prints is the answer that was given, byte for byte",
                equal == times,
                equal + " of " + times);
    }

    /** Whether two answers are the same, byte for byte, but for the decision's id, which the log has elsewhere. */
    private static boolean isEqual(String answer, String given) {
        String expected = withoutId(given);
        return !expected.isEmpty() && withoutId(answer).equals(expected);
    }

    private static String withoutId(String answer) {
        Matcher id = ID.matcher(answer);
        return id.lookingAt() ? "{" + answer.substring(id.end()) : answer;
    }

    private static String replay(Site site, String what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Ddrover.home=" + site.home(), "-jar"));
        command.addAll(List.of(
                site.jar().toString(), "replay", what, "--data", site.data().toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        site.scratch().resolve("replay.log").toFile()))
                .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8).trim();
        int exit = process.waitFor();
        return exit == 0 ? out : "exit code " + exit + ": " + out;
    }
}

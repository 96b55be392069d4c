package io.drover.bench.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.drover.bench.http.AnswerCheck;
import io.drover.bench.http.ServerProcess;
import io.drover.bench.report.ResultFile;
import io.drover.bench.synthetic.SyntheticRequests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decisions that were logged whole are replayed and give the same bytes: after the server was restarted and
 * a newer revision went live.
 */
final class ReplaySoak implements SoakRun {

    private static final int RULES = 60;

    @Override
    public boolean run(Site site) throws Exception {
        int count = site.scaled(1_000);
        ResultFile file = site.resultFile("replay", "Replaying decisions");
        Variants variants = new Variants(RULES, site.rules());
        Map<String, String> answers = new LinkedHashMap<>();
        file.table("when | replayed | equal");
        int equal;
        try (ServerProcess server = site.serve("--decision-log", "whole")) {
            DroverClient client = new DroverClient(server.uri());
            decide(client, count / 2 + 1, 0, answers);
            change(client, variants, 2);
            decide(client, count - answers.size(), count, answers);
            change(client, variants, 3);
        }
        try (ServerProcess server = site.serve("--decision-log", "whole")) {
            new DroverClient(server.uri()).decide(SyntheticRequests.json("acme", 6, 1));
        }
        equal = replay(site, answers);
        file.row("after a restart and newer revisions | " + answers.size() + " | " + equal);
        file.load();
        return equal == answers.size();
    }

    private static void change(DroverClient client, Variants variants, int variant) {
        String before =
                client.pack(variants.pack()).path("active").path("revision").asText();
        variants.save(variant);
        client.await(
                variants.pack(),
                status -> !status.path("active").path("revision").asText().equals(before));
    }

    private static void decide(DroverClient client, int count, long seed, Map<String, String> answers) {
        for (int i = 0; i < count; i++) {
            String answer = new String(client.decide(SyntheticRequests.json("account-" + i, i % 20, seed + i)), UTF_8);
            answers.put(
                    DroverClient.json(answer.getBytes(UTF_8)).path("decisionId").asText(), answer);
        }
    }

    private static int replay(Site site, Map<String, String> answers) throws IOException, InterruptedException {
        int equal = 0;
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            String replayed = replay(site, answer.getKey());
            boolean same = replayed.length() == answer.getValue().length()
                    && replayed.substring(AnswerCheck.ID_END)
                            .equals(answer.getValue().substring(AnswerCheck.ID_END));
            equal += same ? 1 : 0;
        }
        return equal;
    }

    private static String replay(Site site, String id) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Ddrover.home=" + site.home(), "-jar"));
        command.addAll(List.of(
                site.jar().toString(), "replay", id, "--data", site.data().toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(site.scratch().resolve("replay.log").toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8).trim();
        process.waitFor();
        return out;
    }
}

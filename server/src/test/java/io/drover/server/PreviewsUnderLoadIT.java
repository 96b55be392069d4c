package io.drover.server;

import static io.drover.server.LoggedSite.account;
import static io.drover.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.engine.compile.CompiledPack;
import io.drover.engine.compile.CompiledPackStore;
import io.drover.engine.compile.CompiledPacks;
import io.drover.engine.compile.PackLoader;
import io.drover.engine.compile.RuleSet;
import io.drover.engine.pack.Threshold;
import io.drover.server.deciding.Previews;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Previews, each with a threshold of its own, while others have the same facts decided; the small form of a long run. */
class PreviewsUnderLoadIT {

    private static final int PREVIEWS = 24;
    private static final int CONNECTIONS = 3;

    @TempDir
    Path directory;

    private final Queue<String> answers = new ConcurrentLinkedQueue<>();

    @Test
    void previews_underLoad_everyAnswerIsItsOwn() throws Exception {
        LoggedSite site = new LoggedSite(directory);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<?>> loads = new ArrayList<>();
        try (TestServer server = site.start()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                loads.add(connections.submit(() -> decideUntil(server, over)));
            }
            for (int i = 1; i <= PREVIEWS; i++) {
                int from = i % 2 == 0 ? 850 + i : 850 - i;
                JsonNode preview = json(server.decide(account("acme", 850)
                        .replaceFirst(
                                "}$",
                                ", \"with\": {\"thresholds\": {\"size\": {\"size.large-from\": " + from + "}}}}")));
                assertThat(preview.at("/classifications/size").asText())
                        .as(preview.toString())
                        .isEqualTo(i % 2 == 0 ? "small" : "large");
            }
            over.set(true);
            connections.shutdown();
            assertThat(connections.awaitTermination(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            for (Future<?> load : loads) {
                load.get();
            }
            assertThat(server.get("/metrics").body()).contains("drover_preview_packs 8.0");
        }
        assertThat(answers).isNotEmpty().containsOnly("large");
    }

    private void decideUntil(TestServer server, AtomicBoolean over) {
        while (!over.get()) {
            answers.add(json(server.decide(account("acme", 850)))
                    .at("/classifications/size")
                    .asText());
        }
    }

    @Test
    void previews_letGo_giveTheirClassesBack() throws IOException {
        RuleSet ruleSet = PackLoader.load(
                        List.of(TestServer.SOUND),
                        PackLoader.Compiler.EXECUTABLE_MODEL,
                        new CompiledPacks(CompiledPackStore.NONE),
                        RuleSet.of(List.of()),
                        System::nanoTime,
                        pack -> {})
                .ruleSet();
        CompiledPack plain = ruleSet.pack("size").orElseThrow();
        Previews previews = new Previews(new CompiledPacks(CompiledPackStore.NONE));
        List<WeakReference<CompiledPack>> made = new ArrayList<>();
        for (int i = 1; i <= PREVIEWS; i++) {
            made.add(new WeakReference<>(previews.of(plain, threshold(plain, i))));
        }
        for (int asked = 1; asked <= 3; asked++) { // the first time, what many asked for stays in its place
            previews.of(plain, threshold(plain, PREVIEWS));
        }
        assertThat(previews.of(plain, threshold(plain, PREVIEWS)))
                .isSameAs(previews.of(plain, threshold(plain, PREVIEWS)));

        Waiting.until(() -> {
            System.gc();
            return made.stream().filter(each -> each.get() != null).count() <= 8;
        });
        assertThat(previews.held()).isLessThanOrEqualTo(8);
    }

    private static SortedMap<String, Threshold> threshold(CompiledPack pack, int value) {
        String name = "size.large-from";
        Threshold plain = Objects.requireNonNull(pack.source().thresholds().get(name), name);
        return new TreeMap<>(Map.of(name, plain.withValue(value)));
    }
}

package io.drover.server.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.decide.DecisionEngine;
import io.drover.server.SizePack;
import io.drover.server.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Scenarios are run at an activation, and neither hold it up nor end it. */
class ScenariosAtActivationTest extends ActivationFixture {

    @Test
    void run_scenariosAreLeftOver_runAfterwardsAndBehindTheNextEdit() throws IOException {
        Deque<Runnable> afterwards = new ArrayDeque<>();
        activation = activation(new Rehearsal(engine(System::nanoTime), Duration.ZERO), afterwards::add);
        Path size = SizePack.copy(rules, "size");
        SizePack.copy(rules, "weight");
        attempt();
        assertThat(codes("size")).containsExactly("scenarios-not-run");
        String before = revision("size");

        threshold(size, 200);
        attempt();
        assertThat(revision("size")).isNotEqualTo(before);

        afterwards.remove().run();
        assertThat(codes("size")).as("the batch before the edit is over").containsExactly("scenarios-not-run");
        afterwards.remove().run();
        assertThat(afterwards).isEmpty();
        assertThat(codes("size")).containsOnly("scenario-failed");
        assertThat(codes("weight")).isEmpty();
    }

    @Test
    void run_aScenarioTakesLong_theNextEditServesMeanwhile() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        DecisionEngine slow = engine(() -> {
            running.countDown();
            await(released);
            return System.nanoTime();
        });
        activation = activation(new Rehearsal(slow, Duration.ZERO), LeftoverScenarios.oneThread());
        Path size = SizePack.copy(rules, "size");
        attempt();
        await(running);
        String before = revision("size");

        threshold(size, 200);
        attempt();
        assertThat(revision("size")).isNotEqualTo(before);
        assertThat(codes("size")).containsExactly("scenarios-not-run");

        released.countDown();
        Waiting.until(() -> !codes("size").contains("scenarios-not-run"));
        assertThat(codes("size")).containsOnly("scenario-failed");
    }

    @Test
    void run_scenarioCannotBeRun_packServesWithAWarning() throws IOException {
        DecisionEngine broken = engine(() -> {
            throw new IllegalStateException("no time");
        });
        activation = activation(new Rehearsal(broken), Runnable::run);
        SizePack.copy(rules, "size");

        attempt();

        assertThat(serving()).containsExactly("size");
        assertThat(codes("size")).isNotEmpty().containsOnly("scenario-failed");
        assertThat(status("size").problems().get(0).message()).endsWith("the program itself fails.");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.drover.server.serving;

import io.drover.engine.compile.PackReport;
import io.drover.server.activation.Activation;
import io.drover.server.activation.ActiveRules;
import io.drover.server.activation.RuleSetHolder;
import io.drover.server.config.ServerConfig;
import io.drover.server.config.SourceKind;
import io.drover.server.decisionlog.DecisionLog;
import io.drover.server.decisionlog.LogInUseException;
import io.drover.server.git.GitPoller;
import io.drover.server.http.HttpServer;
import io.drover.server.http.Routes;
import io.drover.server.watch.DirectoryWatcher;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server. The port opens first, so that a port that is taken is noticed before the packs are compiled, and so that
 * whoever watches the server sees it live before it is ready.
 *
 * <p>Started and stopped by one thread at a time each.
 */
public final class DroverServer {

    private static final Logger LOG = LoggerFactory.getLogger(DroverServer.class);

    private final ServerConfig config;
    private final RuleSetHolder holder;
    private final Records records;
    private final Activation activation;
    private final @Nullable GitPoller git;
    private final Routes routes;
    private final DecisionLog log;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable HttpServer http;
    private volatile @Nullable DirectoryWatcher watcher;

    /**
     * A server that is not started yet.
     *
     * @param git brings packs out of a repository; null: none come from there
     */
    public DroverServer(
            ServerConfig config,
            RuleSetHolder holder,
            Records records,
            Activation activation,
            @Nullable GitPoller git,
            Routes routes,
            DecisionLog log,
            Clock clock) {
        this.config = config;
        this.holder = holder;
        this.records = records;
        this.activation = activation;
        this.git = git;
        this.routes = routes;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Opens the port; the server is live, and not ready.
     *
     * @throws CannotServeException if it cannot
     */
    public void open() {
        try {
            Files.createDirectories(config.data());
        } catch (IOException e) {
            throw new CannotServeException(
                    "The data directory " + config.data() + " cannot be created; give another one with --data.", e);
        }
        try {
            http = HttpServer.start(config.address(), routes);
        } catch (BindException e) {
            throw new CannotServeException(
                    "Port " + config.port() + " of " + config.host()
                            + " is taken by another program; end that program, or give another port with --port.",
                    e);
        } catch (IOException e) {
            throw new CannotServeException("Port " + config.port() + " of " + config.host() + " cannot be opened.", e);
        }
        try {
            openLog();
            records.open();
        } catch (CannotServeException e) {
            stop();
            throw e;
        }
        LOG.atInfo()
                .addKeyValue("host", config.host())
                .addKeyValue("port", uri().getPort())
                .addKeyValue("rules", config.rules())
                .addKeyValue("data", config.data())
                .addKeyValue("allowPartial", config.allowPartial())
                .log("server is live");
    }

    private void openLog() {
        try {
            log.open();
        } catch (LogInUseException e) {
            throw new CannotServeException(
                    "Another server keeps its decisions in " + config.data()
                            + "; end that server, or give another directory with --data.",
                    e);
        } catch (IOException e) {
            throw new CannotServeException(
                    "The decision log in " + config.data() + " cannot be opened; give another directory with --data, or"
                            + " do without with --decision-log=off.",
                    e);
        }
    }

    /**
     * Reads the packs and lets them serve if they are sound; {@link #isReady} tells. From then on changes of them are taken
     * up, if the configuration says so.
     *
     * @param progress is told the name of each pack before it is compiled
     */
    public List<PackReport> activate(Consumer<String> progress) {
        DirectoryWatcher changes = config.reload().enabled() ? watcher() : null;
        if (git != null) {
            git.open(activation.hasLastGood());
        }
        List<PackReport> reports = activation.run(progress);
        if (git != null) {
            git.start(this::reload);
        }
        if (changes != null) {
            changes.start(!activation.isIncomplete());
            watcher = changes;
        }
        Optional<ActiveRules> active = holder.active();
        if (active.isPresent()) {
            LOG.atInfo()
                    .addKeyValue("revision", active.get().ruleSet().revision())
                    .addKeyValue("packs", active.get().ruleSet().packs().size())
                    .log("server is ready");
        } else {
            LOG.atWarn().addKeyValue("reason", holder.whyNotReady()).log("server is not ready");
        }
        return reports;
    }

    private DirectoryWatcher watcher() {
        return DirectoryWatcher.of(
                config.rules(), config.reload().settle(), config.reload().scan(), clock, this::reload);
    }

    private boolean reload() {
        activation.run(pack -> LOG.atDebug().addKeyValue("pack", pack).log("compiling"));
        return !activation.isIncomplete();
    }

    /** Whether there are rules to serve, or can be, even if the rules directory is missing. */
    public boolean needsNoDirectory() {
        return activation.hasLastGood() || config.packs().sources().byDefault() != SourceKind.DIRECTORY;
    }

    public boolean isReady() {
        return holder.active().isPresent();
    }

    /** A sentence on why it is not ready, or why it does not serve what the rules directory holds; else empty. */
    public String whyNotReady() {
        return holder.whyNotReady();
    }

    /** Where it listens. */
    public URI uri() {
        HttpServer open = http;
        if (open == null) {
            throw new IllegalStateException("a server that is not open");
        }
        String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        return URI.create(open.scheme() + "://" + host + ":" + open.port());
    }

    /**
     * Closes the port, lets the requests under way be answered, and has the log written to its end, all of it within the time
     * there is to stop; does nothing if it is not open. The last tenth of the time is for the log, and for a change of the
     * rules that is being taken up; a new one is not begun.
     */
    public synchronized void stop() {
        HttpServer open = http;
        if (open == null) {
            return;
        }
        http = null;
        try {
            long end = System.nanoTime() + config.limits().stop().toNanos();
            stopWatching(Duration.ZERO);
            int cutOff = open.stop(config.limits().stop().multipliedBy(9).dividedBy(10));
            log.close(until(end));
            stopWatching(until(end));
            LOG.atInfo().addKeyValue("cutOff", cutOff).log("server has stopped");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            activation.stop();
            stopped.countDown();
        }
    }

    private void stopWatching(Duration atMost) throws InterruptedException {
        if (git != null) {
            git.close(atMost);
        }
        DirectoryWatcher open = watcher;
        if (open != null) {
            open.close(atMost);
        }
    }

    private static Duration until(long nanoTime) {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    /** Waits until the server has been stopped. */
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }
}

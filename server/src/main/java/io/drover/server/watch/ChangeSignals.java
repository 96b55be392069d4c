package io.drover.server.watch;

import io.drover.engine.pack.PackReader;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals of the operating system that something in some directories has changed. They come soon, where they come at all:
 * not from every file system, not when a directory is exchanged behind a link, and never if the operating system has no more
 * watches to give. Used by one thread; closed by any.
 */
final class ChangeSignals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeSignals.class);
    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };

    private final Path root;
    private final @Nullable WatchService service;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Map<Path, WatchKey> keys = new HashMap<>();
    private boolean told;

    /** Opens what the signals come from. */
    interface Source {
        WatchService open() throws IOException;
    }

    /** Signals of what happens to {@code root} and in the directories that {@link #watch} is given. */
    ChangeSignals(Path root, Source source) {
        this.root = root.toAbsolutePath().normalize();
        this.service = open(source);
    }

    private @Nullable WatchService open(Source source) {
        try {
            return source.open();
        } catch (IOException | UnsupportedOperationException e) {
            complain(root, e);
            return null;
        }
    }

    private void complain(Path directory, Exception failure) {
        if (!told) {
            told = true;
            LOG.atWarn()
                    .addKeyValue("directory", directory)
                    .addKeyValue("failure", failure.toString())
                    .log("the operating system tells nothing of changes; the directory is looked through regularly");
        }
    }

    /**
     * From now on {@code directories} are watched, and the one that the root lies in. To be called again and again, with the
     * same ones too: behind a name there may be another directory than before.
     */
    void watch(Collection<Path> directories) {
        Set<Path> wanted = new HashSet<>();
        directories.forEach(directory -> wanted.add(directory.toAbsolutePath().normalize()));
        Path parent = root.getParent();
        if (parent != null) {
            wanted.add(parent);
        }
        Map<Path, WatchKey> current = new HashMap<>();
        for (Path directory : wanted) {
            WatchKey key = register(directory);
            if (key != null) {
                current.put(directory, key);
            }
        }
        keys.values().stream().filter(key -> !current.containsValue(key)).forEach(WatchKey::cancel);
        keys = current;
    }

    private @Nullable WatchKey register(Path directory) {
        try {
            return service == null ? null : directory.register(service, KINDS);
        } catch (IOException e) {
            if (directory.toFile().isDirectory()) {
                complain(directory, e);
            }
            return null;
        }
    }

    /** Waits for a signal that counts, at most {@code longest}; whether one came. */
    boolean await(Duration longest) throws InterruptedException {
        if (service == null) {
            if (closed.await(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ClosedWatchServiceException();
            }
            return false;
        }
        long end = System.nanoTime() + longest.toNanos();
        while (true) {
            WatchKey key = service.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (key == null) {
                return false;
            }
            boolean counts = false;
            for (; key != null; key = service.poll()) {
                counts |= counts(key);
                key.reset();
            }
            if (counts) {
                return true;
            }
        }
    }

    private boolean counts(WatchKey key) {
        boolean beside = key.equals(keys.get(root.getParent()));
        boolean counts = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            counts |= !(event.context() instanceof Path name)
                    || (beside ? name.equals(root.getFileName()) : !isNoise(name.toString()));
        }
        return counts;
    }

    /** What editors do beside the files of packs; not {@code ..data}, by which whole directories are exchanged. */
    private static boolean isNoise(String name) {
        return PackReader.isPassedOver(name) && !name.startsWith("..");
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        if (service != null) {
            service.close();
        }
    }
}

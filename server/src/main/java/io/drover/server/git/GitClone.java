package io.drover.server.git;

import io.drover.engine.pack.PackProblem;
import io.drover.server.config.GitConfig;
import io.drover.server.files.DurableFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clone in the data directory: bare, with all of the history of one ref. It may be deleted at any time while the server is
 * stopped. Open for one look at the repository; used by one thread.
 */
final class GitClone implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GitClone.class);
    private static final String FETCHED = "refs/drover/fetched";
    private static final String READ = "refs/drover/read";

    /** Without a word from the other side. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    static final int MANY_PACKS = 50;
    private static final Pattern LEFTOVER = Pattern.compile(".*\\.lock|incoming_.*|noz.*|\\.tmp-.*|gc_.*|gc\\.pid");

    private final GitConfig config;
    private final Path directory;
    private final FetchBounds bounds;
    private final BoundedRepository repository;

    private GitClone(GitConfig config, Path directory, FetchBounds bounds, BoundedRepository repository) {
        this.config = config;
        this.directory = directory;
        this.bounds = bounds;
        this.repository = repository;
    }

    /** The clone in {@code directory}, which is made where there is none. */
    static GitClone open(GitConfig config, Path directory, FetchBounds bounds) throws IOException {
        HermeticSystem.install();
        boolean isMade =
                Files.isRegularFile(directory.resolve("HEAD")) && Files.isDirectory(directory.resolve("objects"));
        if (!isMade) {
            DurableFiles.delete(directory);
        }
        BoundedRepository repository = new BoundedRepository(directory, bounds);
        if (!isMade) {
            repository.create(true);
        }
        StoredConfig settings = repository.getConfig();
        settings.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTO, 0);
        settings.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncobjectfiles", true);
        settings.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncreffiles", true);
        return new GitClone(config, directory, bounds, repository);
    }

    /** Deletes what a server that was killed left in {@code directory}, locks among it: nobody else works there. */
    static void clean(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            List<Path> leftovers;
            try (Stream<Path> all = Files.walk(directory)) {
                leftovers = all.filter(path -> LEFTOVER.matcher(String.valueOf(path.getFileName()))
                                .matches())
                        .toList();
            }
            for (Path leftover : leftovers) {
                DurableFiles.delete(leftover);
            }
        }
    }

    /**
     * Asks the git server for the ref, and fetches what is new.
     *
     * @param known what the ref was when it was last asked
     * @return what the ref is: a commit, or a tag of one
     */
    ObjectId fetch(@Nullable ObjectId known) throws GitFaultException {
        try (BoundedHttp http = new BoundedHttp(bounds);
                Transport transport =
                        Transport.open(repository, new URIish(config.url().toString()))) {
            prepare(transport, http);
            Ref ref = advertised(transport);
            if (Objects.equals(ref.getObjectId(), known)) {
                return ref.getObjectId();
            }
            transport.fetch(bounds, List.of(new RefSpec("+" + ref.getName() + ":" + FETCHED)));
            Ref fetched = repository.exactRef(FETCHED);
            if (fetched == null || fetched.getObjectId() == null) {
                throw new IOException("the ref was not updated");
            }
            tidy();
            return fetched.getObjectId();
        } catch (IOException | URISyntaxException | RuntimeException e) {
            throw GitFaults.ofFetch(config, bounds, e);
        }
    }

    private void prepare(Transport transport, BoundedHttp connections) {
        long silence = Math.min(
                LONGEST_SILENCE.toSeconds(), Math.max(1, config.timeout().toSeconds()));
        transport.setTimeout((int) silence);
        transport.setTagOpt(TagOpt.NO_TAGS);
        if (transport instanceof TransportHttp http) {
            http.setHttpConnectionFactory(connections);
        }
        GitConfig.Login login = config.login();
        if (login != null) {
            transport.setCredentialsProvider(new GitLogin(config.url(), login));
        }
    }

    private Ref advertised(Transport transport) throws IOException, GitFaultException {
        List<String> names = config.ref().startsWith("refs/")
                ? List.of(config.ref())
                : List.of("refs/heads/" + config.ref(), "refs/tags/" + config.ref());
        try (FetchConnection connection = transport.openFetch(List.of(), names.toArray(String[]::new))) {
            for (String name : names) {
                Ref ref = connection.getRef(name);
                if (ref != null && ref.getObjectId() != null) {
                    return ref;
                }
            }
        }
        throw GitFaults.noRef(config);
    }

    /**
     * Each fetch leaves a file; many of them make reading slow, and are made one. This is done without what git does to share a clone
     * with others, since nobody else works here, and without looking for better deltas, which takes memory by the size of the files.
     */
    private void tidy() throws IOException {
        try (Stream<Path> packs = Files.list(directory.resolve("objects").resolve("pack"))) {
            if (packs.filter(path -> path.toString().endsWith(".pack")).count() < MANY_PACKS) {
                return;
            }
        }
        try {
            compact();
        } catch (IOException | RuntimeException e) {
            if (GitFaults.isDamage(e)) {
                throw e;
            }
            LOG.atWarn().setCause(e).log("the clone cannot be compacted; it is tried again at the next fetch");
        }
    }

    private void compact() throws IOException {
        PackConfig packing = new PackConfig(repository);
        packing.setDeltaCompress(false);
        GC compaction = new GC(repository);
        compaction.setPackConfig(packing);
        compaction.setProgressMonitor(bounds);
        compaction.setExpireAgeMillis(0);
        compaction.setPackExpireAgeMillis(0);
        compaction.repack();
    }

    /** The commit {@code id}, or the one that it is a tag of. */
    RevCommit commit(ObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(id);
            walk.parseBody(commit);
            return commit;
        }
    }

    /** Whether the history of {@code next} has {@code before} in it. */
    boolean goesOn(ObjectId before, ObjectId next) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit last = walk.parseCommit(next);
            try {
                return walk.isMergedInto(walk.parseCommit(before), last);
            } catch (MissingObjectException e) {
                if (e.getObjectId().equals(before)) {
                    return false;
                }
                throw e;
            }
        }
    }

    /** Writes the packs of {@code commit} into {@code folder}; the problems of each, none of one that is written. */
    SortedMap<String, List<PackProblem>> write(RevCommit commit, PackNames names, Path folder)
            throws IOException, GitFaultException {
        return CommitPacks.write(repository, commit, config, names, folder);
    }

    /** Has {@code commit} stay in the clone, whatever the ref becomes. */
    void remember(RevCommit commit) throws IOException {
        RefUpdate update = repository.updateRef(READ);
        update.setNewObjectId(commit);
        update.setForceUpdate(true);
        RefUpdate.Result result = update.update();
        switch (result) {
            case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
            default -> throw new IOException("a ref of the clone cannot be written: " + result);
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}

package io.drover.server;

import static io.drover.server.TestServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.server.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/** A place with a git repository of packs, and a server that reads it. */
final class GitSite implements AutoCloseable {

    final DeploymentSite site;
    final Map<Setting, String> settings;
    final Git git;

    GitSite(Path directory) throws IOException, GitAPIException {
        site = new DeploymentSite(directory);
        settings = site.settings;
        git = Git.init()
                .setDirectory(Files.createDirectories(directory.resolve("work")).toFile())
                .setInitialBranch("main")
                .call();
        settings.remove(Setting.PACK_SOURCE);
        settings.put(Setting.PACK_SOURCES, "size=git");
        settings.put(Setting.GIT_URL, "file://" + work());
        settings.put(Setting.GIT_FOLDER, "packs");
        settings.put(Setting.GIT_POLL, "50ms");
        settings.put(Setting.GIT_TIMEOUT, "10s");
    }

    Path work() {
        return git.getRepository().getWorkTree().toPath();
    }

    Path pack() {
        return work().resolve("packs/size");
    }

    /** Has the pack be large from {@code employees} on, and commits that. */
    RevCommit commitSize(int employees) throws IOException, GitAPIException {
        Files.createDirectories(pack().getParent());
        Trees.delete(pack());
        Trees.copy(site.folder("size", employees), pack());
        return commit("Large accounts have " + employees + " employees\n\nAs agreed.");
    }

    /** Commits what there is. */
    RevCommit commit(String message) throws GitAPIException {
        git.add().addFilepattern(".").call();
        git.add().addFilepattern(".").setUpdate(true).call();
        return git.commit()
                .setMessage(message)
                .setAuthor(new PersonIdent("Olga Example", "olga@example.com"))
                .setCommitter(new PersonIdent("Olga Example", "olga@example.com"))
                .setSign(false)
                .call();
    }

    TestServer start() {
        return site.start();
    }

    static JsonNode pack(TestServer server) {
        return json(server.get("/v1/packs/size"));
    }

    /** What is wrong with the repository; empty: nothing. */
    static String problem(TestServer server) {
        return pack(server).at("/git/problem/code").asText("");
    }

    static String read(TestServer server) {
        return pack(server).at("/git/read/commit").asText();
    }

    @Override
    public void close() {
        git.close();
    }
}

package io.drover.server;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests with a git repository begin and end with. */
abstract class GitSiteTest {

    @TempDir
    Path directory;

    GitSite site;

    @BeforeEach
    void makeRepository() throws Exception {
        site = new GitSite(directory);
    }

    @AfterEach
    void closeRepository() {
        site.close();
    }
}

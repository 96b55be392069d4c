package io.drover.server.git;

import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit sees of the machine: nothing that a user or an administrator has set up for git, so that a server reads a repository in
 * the same way wherever it runs.
 */
@SuppressWarnings("deprecation") // what is deprecated is abstract all the same
final class HermeticSystem extends SystemReader {

    private HermeticSystem() {
        setPlatformChecker();
    }

    /** Has JGit see the machine in this way, in the whole process, which uses it for nothing else. */
    static void install() {
        if (!(SystemReader.getInstance() instanceof HermeticSystem)) {
            SystemReader.setInstance(new HermeticSystem());
        }
    }

    /** A configuration without a file. */
    private static final class NoConfig extends FileBasedConfig {

        NoConfig(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {}

        @Override
        public boolean isOutdated() {
            return false;
        }

        @Override
        public void save() {}
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    public String getHostname() {
        return "localhost";
    }

    @Override
    public @Nullable String getenv(String variable) {
        return null;
    }

    @Override
    public @Nullable String getProperty(String key) {
        return System.getProperty(key);
    }

    @Override
    public long getCurrentTime() {
        return now().toEpochMilli();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public int getTimezone(long when) {
        return ZoneOffset.UTC.getTotalSeconds();
    }
}

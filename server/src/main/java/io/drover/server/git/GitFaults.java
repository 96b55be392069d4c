package io.drover.server.git;

import io.drover.server.config.GitConfig;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.PackInvalidException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TooLargePackException;

/** What goes wrong with a repository, in words that say what to do. */
final class GitFaults {

    private static final int DEEPEST_CAUSE = 20;

    private GitFaults() {}

    /** Why {@code e} came of a fetch. */
    static GitFaultException ofFetch(GitConfig config, FetchBounds bounds, Exception e) {
        if (e instanceof GitFaultException fault) {
            return fault;
        }
        String where = "The git server of " + config.url();
        if (bounds.isOverflown()
                || has(e, TooLargePackException.class)
                || has(e, TooLargeObjectInPackException.class)) {
            return tooLarge(config, e);
        }
        if (bounds.isLate()) {
            return new GitFaultException(
                    "git-timeout",
                    "The fetch from " + config.url() + " took longer than git-timeout.",
                    "Look at the network and at the git server, or let git-timeout be longer.",
                    e);
        }
        int status = bounds.status();
        if (status == 401 || status == 403) {
            return new GitFaultException(
                    "git-refused",
                    where + " refuses access (HTTP " + status + ").",
                    config.login() == null
                            ? "Give git-user and git-password, or let the git server allow reading."
                            : "Look at git-user and git-password: the token may have expired, or may not read this repository.",
                    e);
        }
        if (has(e, NoRemoteRepositoryException.class) || status == 404 || status == 410) {
            return new GitFaultException(
                    "git-not-found",
                    "There is no git repository at " + config.url() + ", or none that may be seen.",
                    "Look at git-url, and at who may read the repository.",
                    e);
        }
        return network(where, status, e)
                .orElseGet(() -> other("The repository " + config.url() + " cannot be fetched", e));
    }

    private static GitFaultException tooLarge(GitConfig config, Exception e) {
        return new GitFaultException(
                "git-too-large",
                "A fetch from " + config.url() + " brings more than git-max-fetch allows, or an object of more than "
                        + (BoundedRepository.MOST_BYTES_OF_AN_OBJECT >> 20) + " MiB.",
                "Keep the packs in a repository of their own; git-max-fetch can be larger, the limit of an object cannot.",
                e);
    }

    /** What is wrong with all {@code commit}'s packs together, as the end of a sentence. */
    static GitFaultException tooManyPacks(GitConfig config, String commit, String what) {
        return new GitFaultException(
                "git-too-large",
                "The packs of the commit " + commit + " of " + config.ref() + " " + what + " together.",
                "Keep in the repository what packs are made of and nothing else, or split the packs between servers.",
                null);
    }

    private static Optional<GitFaultException> network(String where, int status, Exception e) {
        String why = null;
        if (has(e, UnknownHostException.class)) {
            why = " is not known by its name";
        } else if (has(e, SSLException.class)) {
            why = " has a certificate that is not trusted, or speaks TLS in another way";
        } else if (has(e, SocketTimeoutException.class) || has(e, java.io.InterruptedIOException.class)) {
            why = " does not answer in time";
        } else if (has(e, SocketException.class)) {
            why = " cannot be reached";
        } else if (status >= 400) {
            why = " answers with HTTP " + status;
        } else if (has(e, EOFException.class)) {
            why = " broke off in the middle of its answer";
        }
        return why == null
                ? Optional.empty()
                : Optional.of(new GitFaultException(
                        "git-unreachable",
                        where + why + ".",
                        "Look at the git server and the network; it is asked again by itself.",
                        e));
    }

    /** Why {@code e} came of reading the clone, or of writing what was read. */
    static GitFaultException ofReading(GitConfig config, Exception e) {
        if (e instanceof GitFaultException fault) {
            return fault;
        }
        if (isDamage(e)) {
            return new GitFaultException(
                    "git-clone-damaged",
                    "The clone in the data directory is damaged, or what was fetched into it is.",
                    "It is made anew by itself. If that does not help, look at the repository with git fsck.",
                    e);
        }
        if (has(e, IncorrectObjectTypeException.class)) {
            return new GitFaultException(
                    "git-no-commit",
                    "The ref " + config.ref() + " of " + config.url() + " is not a commit, nor a tag of one.",
                    "Name another branch or tag with git-ref.",
                    e);
        }
        if (has(e, FileSystemException.class)) {
            return new GitFaultException(
                    "git-not-kept",
                    "The data directory cannot be written or read ("
                            + e.getClass().getSimpleName() + ").",
                    "Have an operator look at the data directory and its disk; it is tried again by itself.",
                    e);
        }
        return other("What was fetched from " + config.url() + " cannot be read", e);
    }

    static GitFaultException noRef(GitConfig config) {
        return new GitFaultException(
                "git-ref-missing",
                "The repository " + config.url() + " has no branch and no tag " + config.ref() + ".",
                "Make the branch again, or name another one with git-ref.",
                null);
    }

    static GitFaultException noFolder(GitConfig config, String commit) {
        return new GitFaultException(
                "git-folder-missing",
                "The commit " + commit + " of " + config.ref() + " has no folder " + config.folder() + ".",
                "Put the folder back, or name another one with git-folder.",
                null);
    }

    static GitFaultException rewritten(GitConfig config, String read, String next) {
        return new GitFaultException(
                "git-rewritten",
                "The history of " + config.ref() + " was rewritten: its commit " + next + " does not go on from " + read
                        + ", which was read last.",
                "Find out who did so and why. To take it up, merge " + read + " into " + config.ref()
                        + ", or start the server with git-rewrites: follow.",
                null);
    }

    private static GitFaultException other(String what, Exception e) {
        String why = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        return new GitFaultException(
                "git-failed",
                what + ": " + why.lines().findFirst().orElse("") + ".",
                "Look at the repository with git itself: git fsck, git ls-remote.",
                e);
    }

    /** Whether {@code e} shows that the clone is damaged, so that it is better made anew. */
    static boolean isDamage(Throwable e) {
        return has(e, MissingObjectException.class)
                || has(e, CorruptObjectException.class)
                || has(e, PackInvalidException.class)
                || has(e, RepositoryNotFoundException.class);
    }

    private static boolean has(Throwable e, Class<? extends IOException> type) {
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}

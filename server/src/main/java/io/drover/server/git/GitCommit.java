package io.drover.server.git;

import java.time.Instant;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * A commit, as it is told of. Whoever wrote it could write into it what he liked, also as its author.
 *
 * @param author such as {@code Olga Example <olga@example.com>}, which no access token can be called
 * @param message the first line of it
 * @param at when it was committed, as it says
 */
public record GitCommit(String commit, String author, String message, Instant at) {

    private static final int LONGEST = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    static GitCommit of(RevCommit commit) {
        PersonIdent author = commit.getAuthorIdent();
        String shown = author == null ? "unknown <>" : author.getName() + " <" + author.getEmailAddress() + ">";
        PersonIdent committer = commit.getCommitterIdent();
        Instant at = committer == null ? Instant.EPOCH : committer.getWhenAsInstant();
        return new GitCommit(commit.name(), line(shown), line(commit.getShortMessage()), at);
    }

    private static String line(String text) {
        String safe = UNPRINTABLE.matcher(text).replaceAll("?").strip();
        return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST - 1) + "…";
    }
}

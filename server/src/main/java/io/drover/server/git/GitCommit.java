package io.drover.server.git;

import io.drover.server.archive.EntryName;
import java.time.Instant;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * A commit, as it is told of. Whoever wrote it could write into it what he liked, also as its author.
 *
 * @param author such as {@code Olga Example <olga@example.com>}, which no access token can be called
 * @param message the first line of it
 * @param at when it was committed, as it says; within the years 0 to 9999, which a date-time of RFC 3339 can have
 */
public record GitCommit(String commit, String author, String message, Instant at) {

    private static final int LONGEST = 200;
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    static GitCommit of(RevCommit commit) {
        PersonIdent author = commit.getAuthorIdent();
        String shown = author == null ? "unknown <>" : author.getName() + " <" + author.getEmailAddress() + ">";
        PersonIdent committer = commit.getCommitterIdent();
        Instant at = committer == null ? Instant.EPOCH : committer.getWhenAsInstant();
        return new GitCommit(commit.name(), line(shown), line(commit.getShortMessage()), within(at));
    }

    private static Instant within(Instant at) {
        return at.isBefore(EARLIEST) ? EARLIEST : at.isAfter(LATEST) ? LATEST : at;
    }

    private static String line(String text) {
        String safe = UNPRINTABLE.matcher(text).replaceAll("?").strip();
        return safe.length() <= LONGEST ? safe : EntryName.start(safe, LONGEST - 1) + "…";
    }
}

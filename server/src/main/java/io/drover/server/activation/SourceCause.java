package io.drover.server.activation;

import io.drover.server.activation.Proposal.Cause;
import io.drover.server.audit.AuditEntry.AuditedChange;
import io.drover.server.audit.AuditEvent;
import io.drover.server.audit.Author;
import io.drover.server.git.GitCommit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why packs serve otherwise although no operator said so: by a commit, by an edit of the rules directory, or since they were lost.
 * Packs that changed for several of these reasons serve together all the same; then nobody is the author, since nobody is to be
 * taken for that of another's change, and each pack is told with its own.
 */
final class SourceCause {

    static final String DIRECTORY = "The rules directory has changed.";

    private final GitPacks git;

    SourceCause(GitPacks git) {
        this.git = git;
    }

    /** The cause of {@code changes}; those that end nowhere and are {@code lost} came from no source. */
    Cause of(List<AuditedChange> changes, Set<String> lost) {
        Map<Optional<GitCommit>, List<String>> packs = new LinkedHashMap<>();
        boolean isLoss = false;
        for (AuditedChange change : changes) {
            if (change.to() == null && lost.contains(change.pack())) {
                isLoss = true;
            } else {
                packs.computeIfAbsent(git.broughtBy(change.pack(), change.to()), commit -> new ArrayList<>())
                        .add(change.pack());
            }
        }
        if (!isLoss && packs.size() == 1) {
            return packs.keySet().iterator().next().map(this::by).orElse(Cause.SOURCE);
        }
        List<String> sentences = new ArrayList<>();
        if (isLoss) {
            sentences.add(LostPacks.sentence(lost));
        }
        packs.forEach((commit, names) -> sentences.add(String.join(", ", names) + ": "
                + commit.map(each -> git.sentence(each) + " By " + each.author() + ": \"" + each.message() + "\".")
                        .orElse(DIRECTORY)));
        return new Cause(AuditEvent.ACTIVATION, Author.SERVER, null, List.of(), String.join(" ", sentences));
    }

    private Cause by(GitCommit commit) {
        return new Cause(
                AuditEvent.ACTIVATION,
                new Author(commit.author(), null),
                commit.message(),
                List.of(),
                git.sentence(commit));
    }
}

package io.drover.engine.compile;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.core.common.InternalAgenda;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.ConsequenceException;

/** Finds out which rule an exception that left a session is about. */
final class FailedRule {

    /** How the two kinds of compiled constraints name their rule in the message of an exception. */
    private static final Pattern NAMED = Pattern.compile("Rule \"([^\"]+)\"");

    private FailedRule() {}

    /** The rule that {@code thrown} or one of its causes names; of several that share a condition, the first. */
    static Optional<String> nameOf(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConsequenceException consequence && consequence.getRule() != null) {
                return Optional.of(consequence.getRule().getName());
            }
            Matcher matcher = NAMED.matcher(String.valueOf(cause.getMessage()));
            if (matcher.find()) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }

    /** The rule whose conditions {@code session} is evaluating. */
    static Optional<String> evaluatedBy(KieSession session) {
        return session.getAgenda() instanceof InternalAgenda agenda
                ? Optional.ofNullable(agenda.getAgendaGroupsManager().peekNextRule())
                        .map(item -> item.getRule().getName())
                : Optional.empty();
    }
}

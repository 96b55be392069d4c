package io.drover.engine.compile;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.drools.kiesession.session.StatefulKnowledgeSessionImpl;
import org.kie.api.runtime.KieSession;

/**
 * The sessions of one rule base that no evaluation uses at the moment, emptied: to build one anew costs more than to empty
 * it. One that failed is thrown away, for nothing is known of what it holds.
 *
 * <p>Thread-safe. There are never more than there were evaluations at one time, so the number of threads that decide bounds
 * it. Nothing outside refers to the sessions: they go with the rule base.
 */
final class SessionPool {

    private final Supplier<KieSession> newSession;
    private final boolean reuse;
    private final Queue<KieSession> idle = new ConcurrentLinkedQueue<>();

    /** A pool that has {@code newSession} build what it lacks; without {@code reuse} that is every session. */
    SessionPool(Supplier<KieSession> newSession, boolean reuse) {
        this.newSession = newSession;
        this.reuse = reuse;
    }

    /** What {@code evaluation} makes of an empty session, which is its own for that time. */
    <T> T with(Function<KieSession, T> evaluation) {
        KieSession waiting = idle.poll();
        KieSession session = waiting == null ? newSession.get() : waiting;
        boolean done = false;
        try {
            T result = evaluation.apply(session);
            done = reuse;
            return result;
        } finally {
            if (done && session instanceof StatefulKnowledgeSessionImpl resettable) {
                resettable.reset();
                idle.add(resettable);
            } else {
                session.dispose();
            }
        }
    }
}

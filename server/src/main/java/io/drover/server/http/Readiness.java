package io.drover.server.http;

import io.drover.server.activation.ActiveRules;
import io.drover.server.activation.RuleSetHolder;

/** The one sentence in which the server says that it cannot decide yet. */
final class Readiness {

    private Readiness() {}

    /** The rules that serve now. */
    static ActiveRules require(RuleSetHolder holder) {
        return holder.active()
                .orElseThrow(() -> new RefusedRequestException(ProblemType.NOT_READY, holder.whyNotReady()));
    }
}

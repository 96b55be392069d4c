package io.drover.engine.failure;

import org.jspecify.annotations.Nullable;

/** A rule threw, or did not come to rest within the limits; the decision it belonged to fails as a whole. */
public final class RuleFailedException extends DecisionException {

    private final String pack;
    private final String rule;
    private final String revision;

    /**
     * An exception for {@code rule} of {@code pack}.
     *
     * @param what what the rule did, as the end of a sentence whose subject is the rule
     * @param revision of the pack
     */
    public RuleFailedException(String pack, String rule, String revision, String what, @Nullable Throwable cause) {
        super("rule-failed", "The rule \"" + rule + "\" of the pack " + pack + " " + what, cause);
        this.pack = pack;
        this.rule = rule;
        this.revision = revision;
    }

    public String pack() {
        return pack;
    }

    public String rule() {
        return rule;
    }

    public String revision() {
        return revision;
    }
}

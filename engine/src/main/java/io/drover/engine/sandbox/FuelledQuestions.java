package io.drover.engine.sandbox;

import io.drover.model.conclusion.Score;
import io.drover.model.fact.CandidateTreatment;
import io.drover.model.fact.Contact;

/**
 * The questions of facts whose answer takes longer the longer the fact is: generated code asks them here, where what they take
 * is paid for in advance. All others take as long with every fact, and cost what any condition does.
 */
public final class FuelledQuestions {

    /** How often a score is summed up at most to find out when it falls below a threshold. */
    private static final int SUMS = 64;

    private FuelledQuestions() {}

    /** {@link Contact#titleHas}, which looks for each phrase in the whole title. */
    public static boolean titleHas(Contact contact, String phrases) {
        String title = contact.title();
        if (title != null) {
            long each = phrases.chars().filter(character -> character == '|').count() + 1;
            Fuel.burnSteps(
                    TextSearch.steps(title.length(), phrases.length()) + each * title.length() / TextSearch.AT_ONCE);
        }
        return contact.titleHas(phrases);
    }

    /** {@link Score#atLeast}, which sums up all that was earned, again and again. */
    public static boolean atLeast(Score score, Number threshold) {
        Fuel.burnSteps((long) score.contributions().size() * SUMS);
        return score.atLeast(threshold);
    }

    /** {@link CandidateTreatment#granted}, which reads all consents. */
    public static boolean granted(CandidateTreatment candidate) {
        burnConsents(candidate);
        return candidate.granted();
    }

    /** {@link CandidateTreatment#refused}, likewise. */
    public static boolean refused(CandidateTreatment candidate) {
        burnConsents(candidate);
        return candidate.refused();
    }

    /** {@link CandidateTreatment#doNotContact}, likewise. */
    public static boolean doNotContact(CandidateTreatment candidate) {
        burnConsents(candidate);
        return candidate.doNotContact();
    }

    private static void burnConsents(CandidateTreatment candidate) {
        Fuel.burnSteps(candidate.circumstances().consents().size());
    }
}

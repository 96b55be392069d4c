package io.drover.engine.decide;

import io.drover.engine.compile.PackConclusions.ProposedTreatment;
import io.drover.engine.pack.TreatmentDefinition;
import io.drover.model.conclusion.Withhold;
import io.drover.model.decision.TreatmentStatus;
import io.drover.model.fact.CandidateTreatment.CoolDown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A candidate treatment while it is judged. For one thread, in one decision. */
final class Candidacy {

    /** By pack, key and contact, those for the subject itself first. */
    static final Comparator<Candidacy> BY_NAME = Comparator.comparing(Candidacy::pack)
            .thenComparing(Candidacy::key)
            .thenComparing(Candidacy::contactId, Comparator.<@Nullable String>nullsFirst(Comparator.naturalOrder()));

    /** Those of higher priority first. */
    static final Comparator<Candidacy> BY_PRIORITY = Comparator.<Candidacy>comparingInt(
                    candidacy -> -candidacy.definition().priority())
            .thenComparing(BY_NAME);

    /**
     * A reason not to give it.
     *
     * @param until when the reason ends; null: not known
     */
    private record Objection(String reason, @Nullable Instant until) {}

    private final String pack;
    private final ProposedTreatment proposed;
    private final TreatmentDefinition definition;
    private final Instant since;
    private final boolean given;
    private final @Nullable CoolDown coolDown;
    private final List<Objection> objections = new ArrayList<>();
    private boolean disabledByCatalogue;

    /**
     * A candidate without objections.
     *
     * @param given whether it was given in its episode, and is not yet to be repeated
     * @param coolDown when its episode may begin after the last time; null: at any time
     */
    Candidacy(
            String pack,
            ProposedTreatment proposed,
            TreatmentDefinition definition,
            Instant since,
            boolean given,
            @Nullable CoolDown coolDown) {
        this.pack = pack;
        this.proposed = proposed;
        this.definition = definition;
        this.since = since;
        this.given = given;
        this.coolDown = coolDown;
    }

    String pack() {
        return pack;
    }

    String key() {
        return proposed.key();
    }

    @Nullable
    String contactId() {
        return proposed.contactId();
    }

    ProposedTreatment proposed() {
        return proposed;
    }

    TreatmentDefinition definition() {
        return definition;
    }

    Instant since() {
        return since;
    }

    boolean isGiven() {
        return given;
    }

    @Nullable
    CoolDown coolDown() {
        return coolDown;
    }

    /** Adds that the catalogue, or an operator, does not have it given now. */
    void disable() {
        disabledByCatalogue = true;
        object("disabled", null);
    }

    /** Whether the catalogue or an operator disables it; a rule may do so too. */
    boolean isDisabledByCatalogue() {
        return disabledByCatalogue;
    }

    /** Adds a reason not to give it, which ends at {@code until}, if that is known. */
    void object(String reason, @Nullable Instant until) {
        objections.add(new Objection(reason, until));
    }

    /** Whether nothing speaks against it so far. */
    boolean survives() {
        return !given && objections.isEmpty();
    }

    /** The first of its reasons, in their fixed order. */
    Optional<String> reason() {
        return objections.isEmpty()
                ? Optional.empty()
                : objections.stream().map(Objection::reason).min(Comparator.comparingInt(Withhold.REASONS::indexOf));
    }

    /** When its first reason ends; null where there is none, or that is not known of one of those who stated it. */
    @Nullable
    Instant heldUntil() {
        String reason = reason().orElse("");
        Instant latest = null;
        for (Objection objection : objections) {
            if (objection.reason().equals(reason)) {
                Instant until = objection.until();
                if (until == null) {
                    return null;
                }
                latest = latest == null || until.isAfter(latest) ? until : latest;
            }
        }
        return latest;
    }

    TreatmentStatus status() {
        if (given) {
            return TreatmentStatus.GIVEN;
        }
        if (objections.isEmpty()) {
            return TreatmentStatus.SELECTED;
        }
        return heldUntil() == null ? TreatmentStatus.WITHHELD : TreatmentStatus.HELD;
    }

    /** As facts are named: its pack, key and contact. */
    String id() {
        return contactId() == null ? pack + "/" + key() : pack + "/" + key() + "/" + contactId();
    }
}

package io.drover.engine.compile;

import io.drover.engine.drl.Operand;
import io.drover.engine.drl.RuleBody;
import io.drover.model.decision.ExplainedConclusion;
import io.drover.model.fact.CandidateTreatment;
import io.drover.model.fact.CandidateTreatment.CoolDown;
import io.drover.model.fact.Consent;
import io.drover.model.fact.ConsentBook;
import io.drover.model.fact.Durations;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the answers rest on that a candidate treatment gave to one rule of a policy: the consents that count, the last time,
 * the clock, the place in the control group. Only the questions that the rule's text asks. Nothing is asked of the
 * decision's time, so that an explanation changes nothing in the decision. Used once.
 */
final class CandidateGrounds {

    private final CompiledPack pack;
    private final CandidateTreatment candidate;
    private final Instant asOf;
    private final Set<String> facts = new TreeSet<>();
    private final Set<Consent> consents = new LinkedHashSet<>();
    private final Map<String, Object> values = new TreeMap<>();
    private final Map<String, Object> limits = new TreeMap<>();

    private CandidateGrounds(CompiledPack pack, CandidateTreatment candidate) {
        this.pack = pack;
        this.candidate = candidate;
        this.asOf = candidate.circumstances().time().asOf();
    }

    /** The {@code reason} of a rule of {@code pack} against {@code candidate}, and what the rule was answered from. */
    static ExplainedConclusion of(CompiledPack pack, ExplainedConclusion reason, CandidateTreatment candidate) {
        CandidateGrounds grounds = new CandidateGrounds(pack, candidate);
        if (reason.rule() != null) {
            operands(pack.body(reason.rule())).forEach(grounds::add);
        }
        return grounds.addedTo(reason);
    }

    private static Stream<Operand> operands(RuleBody body) {
        return body.conditions().stream()
                .flatMap(element -> element.allConstraints())
                .flatMap(constraint -> constraint.condition().operands());
    }

    private void add(Operand operand) {
        if (operand instanceof Operand.Field field && field.name().equals("controlBucket")) {
            addBucket();
        }
        if (!(operand instanceof Operand.Call call)) {
            return;
        }
        switch (call.name()) {
            case "granted", "refused" -> addConsents(book().reasonsOn(candidate.channel(), asOf));
            case "doNotContact" -> addConsents(book().reasonsOnEveryChannel(asOf));
            case "coolingDown" -> addCoolDown();
            case "inQuietHours", "quietHoursEnd" -> addQuietHours(call);
            case "inControlGroup" -> {
                addBucket();
                value(call, 0).ifPresent(percent -> values.put("controlPercent", percent));
            }
            default -> {
                // A question to another fact.
            }
        }
    }

    private ConsentBook book() {
        return ConsentBook.of(candidate.circumstances().consents(), candidate.contactId(), candidate.purpose());
    }

    private void addConsents(List<Consent> reasons) {
        consents.addAll(reasons);
        List<Map<String, Object>> described = new ArrayList<>();
        for (Consent consent : consents) {
            String contact = consent.contactId() == null ? "" : consent.contactId() + "/";
            facts.add("Consent " + contact + consent.channel() + " " + consent.at());
            described.add(describe(consent));
        }
        values.put("consents", described);
    }

    private Map<String, Object> describe(Consent consent) {
        Map<String, Object> described = new TreeMap<>();
        described.put("channel", consent.channel());
        described.put("status", consent.status());
        described.put("at", consent.at().toString());
        described.put("expired", false);
        if (consent.contactId() != null) {
            described.put("contactId", consent.contactId());
        }
        if (consent.purpose() != null) {
            described.put("purpose", consent.purpose());
        }
        if (consent.expiresAt() != null) {
            described.put("expiresAt", consent.expiresAt().toString());
            described.put("expired", !consent.expiresAt().isAfter(asOf));
        }
        return described;
    }

    private void addCoolDown() {
        CoolDown coolDown = candidate.circumstances().coolDown();
        if (coolDown != null) {
            facts.add("TreatmentGiven " + candidate.pack() + "/" + candidate.key() + " " + coolDown.givenAt());
            values.put("givenAt", coolDown.givenAt().toString());
            values.put("coolsUntil", coolDown.end().toString());
            limits.put("cooldown", Durations.text(coolDown.duration()));
        }
    }

    private void addQuietHours(Operand.Call call) {
        ZoneId zone = candidate.circumstances().zone();
        values.put("zone", zone.getId());
        values.put("localTime", asOf.atZone(zone).toLocalTime().toString());
        value(call, 0).ifPresent(begin -> values.put("begin", begin));
        value(call, 1).ifPresent(end -> values.put("end", end));
    }

    private void addBucket() {
        values.put("controlBucket", candidate.controlBucket());
    }

    /** What stands in the rule's text, or is the value of the threshold that stands there. */
    private Optional<Object> value(Operand.Call call, int index) {
        Operand argument = index < call.arguments().size() ? call.arguments().get(index) : null;
        if (argument instanceof Operand.Text text) {
            return Optional.of(text.value());
        }
        if (argument instanceof Operand.Digits digits) {
            return Optional.of(new BigDecimal(digits.value()));
        }
        return argument instanceof Operand.ThresholdName name
                ? pack.threshold(name.constant()).map(threshold -> threshold.value())
                : Optional.empty();
    }

    private ExplainedConclusion addedTo(ExplainedConclusion reason) {
        facts.addAll(reason.facts());
        values.putAll(reason.values());
        limits.putAll(reason.thresholds());
        return new ExplainedConclusion(
                reason.pack(),
                reason.kind(),
                reason.conclusion(),
                reason.contactId(),
                reason.rule(),
                reason.says(),
                List.copyOf(facts),
                values,
                limits);
    }
}

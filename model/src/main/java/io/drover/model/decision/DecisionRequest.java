package io.drover.model.decision;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.drover.model.fact.Account;
import io.drover.model.fact.Consent;
import io.drover.model.fact.Contact;
import io.drover.model.fact.Customer;
import io.drover.model.fact.Fact;
import io.drover.model.fact.Opportunity;
import io.drover.model.fact.Purchase;
import io.drover.model.fact.RfmScore;
import io.drover.model.fact.Signal;
import io.drover.model.fact.SupportTicket;
import io.drover.model.fact.SurveyResponse;
import io.drover.model.fact.Technology;
import io.drover.model.fact.TreatmentGiven;
import io.drover.model.fact.Usage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The facts on which one decision is made. The lists and maps are never null.
 *
 * @param asOf the instant decided for, cut to milliseconds; null: whoever asks supplies one
 * @param packs the deciding packs; null: every active pack that accepts the subject's kind
 * @param account the subject, unless {@code customer} is; exactly one of the two is present in a valid request
 * @param rfm the current scoring of the subject; null: computed from the purchases
 * @param previous an earlier answer for the same subject, whole or in part
 * @param facts by type name, facts of types that packs declare, each as its fields
 * @param cutTables by metric, the cut table to use
 * @param with what this decision is to be made with in place of what the rule packs say; null: it is no preview
 */
public record DecisionRequest(
        @Nullable Instant asOf,
        @Nullable List<String> packs,
        @Nullable Account account,
        @Nullable Customer customer,
        List<Contact> contacts,
        List<Signal> signals,
        List<Purchase> purchases,
        List<Opportunity> opportunities,
        List<Technology> technologies,
        List<Usage> usage,
        List<SupportTicket> supportTickets,
        List<SurveyResponse> surveys,
        List<Consent> consents,
        List<TreatmentGiven> treatmentsGiven,
        @Nullable RfmScore rfm,
        @Nullable PreviousDecision previous,
        Map<String, List<Map<String, Object>>> facts,
        Map<String, CutTableChoice> cutTables,
        @Nullable Overrides with) {

    public DecisionRequest {
        asOf = asOf == null ? null : asOf.truncatedTo(ChronoUnit.MILLIS);
        packs = packs == null ? null : List.copyOf(packs);
        contacts = copy(contacts);
        signals = copy(signals);
        purchases = copy(purchases);
        opportunities = copy(opportunities);
        technologies = copy(technologies);
        usage = copy(usage);
        supportTickets = copy(supportTickets);
        surveys = copy(surveys);
        consents = copy(consents);
        treatmentsGiven = copy(treatmentsGiven);
        facts = withoutNulls(facts, DecisionRequest::copyOfFacts);
        cutTables = withoutNulls(cutTables, UnaryOperator.identity());
    }

    private static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static <T> Map<String, T> withoutNulls(@Nullable Map<String, T> map, UnaryOperator<T> copyOfValue) {
        if (map == null || map.isEmpty()) {
            return Map.of();
        }
        Map<String, T> copy = new TreeMap<>();
        map.forEach((key, value) -> {
            if (value != null) {
                copy.put(key, copyOfValue.apply(value));
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    private static List<Map<String, Object>> copyOfFacts(List<Map<String, Object>> facts) {
        return List.copyOf(facts).stream().map(DecisionRequest::copyOfFields).toList();
    }

    private static Map<String, Object> copyOfFields(Map<String, Object> fields) {
        return withoutNulls(fields, value -> value instanceof List<?> list ? List.copyOf(list) : value);
    }

    /** Who is decided about; callers have made sure that there is exactly one. */
    @JsonIgnore
    public Subject subject() {
        if (account != null) {
            return new Subject(SubjectKind.ACCOUNT, account.id());
        }
        if (customer != null) {
            return new Subject(SubjectKind.CUSTOMER, customer.id());
        }
        throw new IllegalStateException("a request without account and customer");
    }

    /** The facts of the model's own types, but for {@code rfm}; in no particular order. */
    public List<Fact> modelFacts() {
        List<Fact> facts = new ArrayList<>(2 + contacts.size() + signals.size() + purchases.size());
        if (account != null) {
            facts.add(account);
        }
        if (customer != null) {
            facts.add(customer);
        }
        facts.addAll(contacts);
        facts.addAll(signals);
        facts.addAll(purchases);
        facts.addAll(opportunities);
        facts.addAll(technologies);
        facts.addAll(usage);
        facts.addAll(supportTickets);
        facts.addAll(surveys);
        facts.addAll(consents);
        facts.addAll(treatmentsGiven);
        return facts;
    }

    /** The same request, decided for {@code instant}. */
    public DecisionRequest withAsOf(Instant instant) {
        return copy(instant, cutTables, with);
    }

    /** The same request, decided by what the rule packs say. */
    public DecisionRequest withoutOverrides() {
        return copy(asOf, cutTables, null);
    }

    /** The same request, with the cut tables {@code others} before its own. */
    public DecisionRequest withCutTables(Map<String, CutTableChoice> others) {
        Map<String, CutTableChoice> tables = new LinkedHashMap<>(cutTables);
        tables.putAll(others);
        return copy(asOf, tables, with);
    }

    private DecisionRequest copy(
            @Nullable Instant instant, Map<String, CutTableChoice> tables, @Nullable Overrides overrides) {
        return new DecisionRequest(
                instant,
                packs,
                account,
                customer,
                contacts,
                signals,
                purchases,
                opportunities,
                technologies,
                usage,
                supportTickets,
                surveys,
                consents,
                treatmentsGiven,
                rfm,
                previous,
                facts,
                tables,
                overrides);
    }
}

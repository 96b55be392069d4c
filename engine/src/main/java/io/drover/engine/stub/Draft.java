package io.drover.engine.stub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.drl.FactType;
import io.drover.engine.drl.FactType.FieldType;
import io.drover.engine.drl.ParsedRules;
import io.drover.engine.drl.ValueType;
import io.drover.model.decision.SubjectKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The facts of a scenario while they are worked out: members of a request, in JSON. For one thread. */
final class Draft {

    /** The lists of a request by the type of their facts; the prefix of ids where these have one. */
    private record Lists(String member, String prefix) {}

    private static final Map<String, Lists> LISTS = Map.of(
            "Contact", new Lists("contacts", "c"),
            "Signal", new Lists("signals", "e"),
            "Purchase", new Lists("purchases", "p"),
            "Opportunity", new Lists("opportunities", "o"),
            "Technology", new Lists("technologies", ""),
            "Usage", new Lists("usage", ""),
            "SupportTicket", new Lists("supportTickets", ""),
            "SurveyResponse", new Lists("surveys", ""),
            "Consent", new Lists("consents", ""),
            "TreatmentGiven", new Lists("treatmentsGiven", ""));

    /** What a scenario says of a candidate; all else of it is known by the engine. */
    private static final String CANDIDATE = "CandidateTreatment";

    private final SubjectKind kind;
    private final Instant asOf;
    private final ObjectNode given = JsonNodeFactory.instance.objectNode();
    private final Set<String> notes = new LinkedHashSet<>();
    private Duration age = Duration.ZERO;

    /** A draft about a subject of {@code kind} of which nothing is known yet. */
    Draft(SubjectKind kind, Instant asOf) {
        this.kind = kind;
        this.asOf = asOf;
        given.putObject(subjectMember()).put("id", kind == SubjectKind.ACCOUNT ? "acme" : "jo");
    }

    /** The same facts, to which others can be added. */
    Draft copy() {
        Draft copy = new Draft(kind, asOf);
        copy.given.setAll(given.deepCopy());
        return copy;
    }

    ObjectNode given() {
        return given;
    }

    /** What could not be worked out. */
    Set<String> notes() {
        return notes;
    }

    void note(String what) {
        notes.add(what);
    }

    /** When facts of now are dated: asOf, or that much before it as {@link #datedBack} says. */
    Instant now() {
        return asOf.minus(age);
    }

    Instant asOf() {
        return asOf;
    }

    /** Dates what is added from now on back by {@code duration}. */
    void datedBack(Duration duration) {
        age = duration;
    }

    private String subjectMember() {
        return kind == SubjectKind.ACCOUNT ? "account" : "customer";
    }

    /** The fact that a pattern about {@code type} is to match: a new one, but of what there is one only, and of contacts. */
    ObjectNode fact(FactType type) {
        return switch (type.name()) {
            case "Account", "Customer" -> (ObjectNode) given.get(subjectMember());
            case "RfmScore" -> given.withObject("/rfm");
            case "PreviousRfm" -> given.withObject("/previous/rfm");
            case "UsageTrend", "MetricBin" -> JsonNodeFactory.instance.objectNode();
            case "Contact" -> contact();
            case CANDIDATE ->
                given.withArray("/" + TriedCandidates.MEMBER).addObject().put("key", TriedCandidates.EXAMPLE);
            default -> add(type);
        };
    }

    /** The contact that the draft is about. */
    ObjectNode contact() {
        ArrayNode contacts = given.withArray("/contacts");
        return contacts.isEmpty() ? contacts.addObject().put("id", "c1") : (ObjectNode) contacts.get(0);
    }

    /** The contact with that number, from 1, with all before it. */
    ObjectNode contact(int number) {
        ArrayNode contacts = given.withArray("/contacts");
        while (contacts.size() < number) {
            contacts.addObject().put("id", "c" + (contacts.size() + 1));
        }
        return (ObjectNode) contacts.get(number - 1);
    }

    private ObjectNode add(FactType type) {
        Lists lists = LISTS.get(type.name());
        ArrayNode list = lists == null
                ? given.withObject("/facts").withArrayProperty(type.name())
                : given.withArray("/" + lists.member());
        ObjectNode fact = list.addObject();
        if (lists != null && !lists.prefix().isEmpty()) {
            fact.put("id", lists.prefix() + list.size());
        }
        return fact;
    }

    /** Gives {@code fact} what it must have and what is still missing. */
    void complete(ObjectNode fact, FactType type) {
        if (type.name().equals(CANDIDATE)) {
            if (!fact.has("channel")) {
                fact.put("channel", "email");
            }
            return;
        }
        for (FieldType field : type.fields().values()) {
            boolean required = !field.nullable() && !field.accessor().startsWith("is");
            if (required
                    && !fact.has(field.name())
                    && field.type() != ValueType.TEXTS
                    && field.type() != ValueType.MAP) {
                setSample(fact, field);
            }
        }
    }

    /** Gives what {@code need} names, such as {@code account.industry}, some value, unless it has one. */
    void fillNeed(String need, ParsedRules rules) {
        String[] path = need.split("\\.", 2);
        FactType type = rules.type(
                switch (path[0]) {
                    case "account" -> "Account";
                    case "customer" -> "Customer";
                    case "contact" -> "Contact";
                    default -> "RfmScore";
                });
        if (type == null || (isSubject(type) && !given.has(path[0]))) {
            return;
        }
        ObjectNode fact = fact(type);
        FieldType field = path.length < 2 ? null : type.field(path[1]);
        if (field != null && !fact.has(field.name())) {
            setSample(fact, field);
        }
    }

    private static boolean isSubject(FactType type) {
        return type.name().equals("Account") || type.name().equals("Customer");
    }

    /** Sets {@code field} to some value that it can have. */
    void setSample(ObjectNode fact, FieldType field) {
        String name = field.name();
        switch (field.type()) {
            case WHOLE, DECIMAL, OPEN -> fact.put(name, 1);
            case BOOLEAN -> fact.put(name, true);
            case INSTANT -> fact.put(name, now().toString());
            case DATE ->
                fact.put(name, now().atOffset(ZoneOffset.UTC).toLocalDate().toString());
            case TEXTS -> fact.putArray(name).add("example");
            case TEXT -> fact.put(name, sampleText(field));
            case DURATION, TIME_OF_DAY, MAP, FACT, MISSING, UNKNOWN -> note("a value of " + name);
        }
    }

    private String sampleText(FieldType field) {
        if (!field.oneOf().isEmpty()) {
            return field.oneOf().get(0);
        }
        return switch (field.name()) {
            case "type" -> "page.viewed";
            case "country" -> "US";
            case "currency" -> "USD";
            case "timezone" -> "UTC";
            case "contactId" -> contact().get("id").asText();
            default -> "example";
        };
    }
}

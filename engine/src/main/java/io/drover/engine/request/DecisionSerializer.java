package io.drover.engine.request;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.drover.model.decision.ContactDecision;
import io.drover.model.decision.Decision;
import io.drover.model.decision.Since;
import io.drover.model.decision.SubjectKind;
import io.drover.model.decision.TreatmentDecision;
import io.drover.model.decision.TreatmentStatus;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Writes decisions member by member, as Jackson would find them in the records; a test holds the two together. Every
 * answer goes through here, and to look up members by reflection took half of the time of writing one. What few decisions
 * have (scorings, transitions, warnings, explanations) is left to Jackson.
 */
final class DecisionSerializer extends StdSerializer<Decision> {

    private static final SerializableString DECISION_ID = JsonMembers.name("decisionId");
    private static final SerializableString AS_OF = JsonMembers.name("asOf");
    private static final SerializableString SUBJECT = JsonMembers.name("subject");
    private static final SerializableString KIND = JsonMembers.name("kind");
    private static final SerializableString ID = JsonMembers.name("id");
    private static final SerializableString REVISION = JsonMembers.name("revision");
    private static final SerializableString PACKS = JsonMembers.name("packs");
    private static final SerializableString CLASSIFICATIONS = JsonMembers.name("classifications");
    private static final SerializableString SCORES = JsonMembers.name("scores");
    private static final SerializableString RFM = JsonMembers.name("rfm");
    private static final SerializableString CUT_TABLES = JsonMembers.name("cutTables");
    private static final SerializableString SEGMENTS = JsonMembers.name("segments");
    private static final SerializableString CONTACTS = JsonMembers.name("contacts");
    private static final SerializableString SINCE = JsonMembers.name("since");
    private static final SerializableString TRANSITIONS = JsonMembers.name("transitions");
    private static final SerializableString TREATMENTS = JsonMembers.name("treatments");
    private static final SerializableString WARNINGS = JsonMembers.name("warnings");
    private static final SerializableString NEXT_CHANGE_AT = JsonMembers.name("nextChangeAt");
    private static final SerializableString EXPLANATION = JsonMembers.name("explanation");
    private static final SerializableString PACK = JsonMembers.name("pack");
    private static final SerializableString KEY = JsonMembers.name("key");
    private static final SerializableString CONTACT_ID = JsonMembers.name("contactId");
    private static final SerializableString STATUS = JsonMembers.name("status");
    private static final SerializableString REASON = JsonMembers.name("reason");
    private static final SerializableString HELD_UNTIL = JsonMembers.name("heldUntil");
    private static final SerializableString BECAUSE = JsonMembers.name("because");
    private static final SerializableString CHANNEL = JsonMembers.name("channel");
    private static final SerializableString MESSAGE = JsonMembers.name("message");
    private static final SerializableString OFFER = JsonMembers.name("offer");
    private static final SerializableString OWNER = JsonMembers.name("owner");
    private static final SerializableString PARAMETERS = JsonMembers.name("parameters");
    private static final SerializableString DUE_BY = JsonMembers.name("dueBy");

    private static final Map<SubjectKind, SerializableString> KINDS = names(SubjectKind.class);
    private static final Map<TreatmentStatus, SerializableString> STATUSES = names(TreatmentStatus.class);

    DecisionSerializer() {
        super(Decision.class);
    }

    /** The names of an enum's values in JSON: in lower case, as their annotations say. */
    private static <E extends Enum<E>> Map<E, SerializableString> names(Class<E> type) {
        Map<E, SerializableString> names = new EnumMap<>(type);
        for (E value : type.getEnumConstants()) {
            names.put(value, JsonMembers.name(value.name().toLowerCase(Locale.ROOT)));
        }
        return names;
    }

    private static <E extends Enum<E>> SerializableString named(Map<E, SerializableString> names, E value) {
        return Objects.requireNonNull(names.get(value));
    }

    @Override
    public void serialize(Decision decision, JsonGenerator json, SerializerProvider provider) throws IOException {
        new Writing(new JsonMembers(json, provider)).decision(decision);
    }

    /** The writing of one decision. */
    private static final class Writing {

        private final JsonMembers members;
        private final JsonGenerator json;

        Writing(JsonMembers members) {
            this.members = members;
            this.json = members.json();
        }

        void decision(Decision decision) throws IOException {
            json.writeStartObject(decision);
            if (decision.decisionId() != null) {
                members.text(DECISION_ID, decision.decisionId());
            }
            members.instant(AS_OF, decision.asOf());
            json.writeFieldName(SUBJECT);
            json.writeStartObject();
            json.writeFieldName(KIND);
            json.writeString(named(KINDS, decision.subject().kind()));
            members.text(ID, decision.subject().id());
            json.writeEndObject();
            members.text(REVISION, decision.revision());
            members.texts(PACKS, decision.packs());
            members.texts(CLASSIFICATIONS, decision.classifications());
            scores(decision.scores());
            if (decision.rfm() != null) {
                members.any(RFM, decision.rfm());
            }
            if (!decision.cutTables().isEmpty()) {
                members.texts(CUT_TABLES, decision.cutTables());
            }
            members.texts(SEGMENTS, decision.segments());
            contacts(decision.contacts());
            since(decision.since());
            members.any(TRANSITIONS, decision.transitions());
            treatments(decision.treatments());
            members.any(WARNINGS, decision.warnings());
            members.instant(NEXT_CHANGE_AT, decision.nextChangeAt());
            if (decision.explanation() != null) {
                members.any(EXPLANATION, decision.explanation());
            }
            json.writeEndObject();
        }

        private void contacts(List<ContactDecision> contacts) throws IOException {
            json.writeFieldName(CONTACTS);
            json.writeStartArray();
            for (ContactDecision contact : contacts) {
                json.writeStartObject(contact);
                members.text(ID, contact.id());
                members.texts(CLASSIFICATIONS, contact.classifications());
                if (!contact.scores().isEmpty()) {
                    scores(contact.scores());
                }
                since(contact.since());
                json.writeEndObject();
            }
            json.writeEndArray();
        }

        private void since(Since since) throws IOException {
            json.writeFieldName(SINCE);
            json.writeStartObject(since);
            if (since.classifications() != null) {
                members.instants(CLASSIFICATIONS, since.classifications());
            }
            if (since.segments() != null) {
                members.instants(SEGMENTS, since.segments());
            }
            json.writeEndObject();
        }

        private void treatments(List<TreatmentDecision> treatments) throws IOException {
            json.writeFieldName(TREATMENTS);
            json.writeStartArray();
            for (TreatmentDecision treatment : treatments) {
                treatment(treatment);
            }
            json.writeEndArray();
        }

        private void treatment(TreatmentDecision treatment) throws IOException {
            json.writeStartObject(treatment);
            members.text(PACK, treatment.pack());
            members.text(KEY, treatment.key());
            members.text(CONTACT_ID, treatment.contactId());
            json.writeFieldName(STATUS);
            json.writeString(named(STATUSES, treatment.status()));
            members.text(REASON, treatment.reason());
            members.instant(HELD_UNTIL, treatment.heldUntil());
            members.texts(BECAUSE, treatment.because());
            members.instant(SINCE, treatment.since());
            members.text(CHANNEL, treatment.channel());
            members.text(MESSAGE, treatment.message());
            members.text(OFFER, treatment.offer());
            members.text(OWNER, treatment.owner());
            members.open(PARAMETERS, treatment.parameters());
            members.instant(DUE_BY, treatment.dueBy());
            json.writeEndObject();
        }

        private void scores(Map<String, BigDecimal> scores) throws IOException {
            json.writeFieldName(SCORES);
            json.writeStartObject();
            for (Map.Entry<String, BigDecimal> score : scores.entrySet()) {
                json.writeFieldName(score.getKey());
                json.writeNumber(score.getValue());
            }
            json.writeEndObject();
        }
    }
}

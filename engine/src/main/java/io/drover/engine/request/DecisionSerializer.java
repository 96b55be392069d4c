package io.drover.engine.request;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
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
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes decisions member by member, as Jackson would find them in the records; a test holds the two together. Every
 * answer goes through here, and to look up members by reflection took half of the time of writing one. What few decisions
 * have (scorings, transitions, warnings, explanations) is left to Jackson.
 */
final class DecisionSerializer extends StdSerializer<Decision> {

    private static final SerializableString DECISION_ID = name("decisionId");
    private static final SerializableString AS_OF = name("asOf");
    private static final SerializableString SUBJECT = name("subject");
    private static final SerializableString KIND = name("kind");
    private static final SerializableString ID = name("id");
    private static final SerializableString REVISION = name("revision");
    private static final SerializableString PACKS = name("packs");
    private static final SerializableString CLASSIFICATIONS = name("classifications");
    private static final SerializableString SCORES = name("scores");
    private static final SerializableString CUT_TABLES = name("cutTables");
    private static final SerializableString SEGMENTS = name("segments");
    private static final SerializableString CONTACTS = name("contacts");
    private static final SerializableString SINCE = name("since");
    private static final SerializableString TREATMENTS = name("treatments");
    private static final SerializableString NEXT_CHANGE_AT = name("nextChangeAt");
    private static final SerializableString PACK = name("pack");
    private static final SerializableString KEY = name("key");
    private static final SerializableString CONTACT_ID = name("contactId");
    private static final SerializableString STATUS = name("status");
    private static final SerializableString REASON = name("reason");
    private static final SerializableString HELD_UNTIL = name("heldUntil");
    private static final SerializableString BECAUSE = name("because");
    private static final SerializableString CHANNEL = name("channel");
    private static final SerializableString MESSAGE = name("message");
    private static final SerializableString OFFER = name("offer");
    private static final SerializableString OWNER = name("owner");
    private static final SerializableString PARAMETERS = name("parameters");
    private static final SerializableString DUE_BY = name("dueBy");

    private static final Map<SubjectKind, SerializableString> KINDS = names(SubjectKind.class);
    private static final Map<TreatmentStatus, SerializableString> STATUSES = names(TreatmentStatus.class);

    DecisionSerializer() {
        super(Decision.class);
    }

    private static SerializableString name(String name) {
        return new SerializedString(name);
    }

    /** The names of an enum's values in JSON: in lower case, as their annotations say. */
    private static <E extends Enum<E>> Map<E, SerializableString> names(Class<E> type) {
        Map<E, SerializableString> names = new EnumMap<>(type);
        for (E value : type.getEnumConstants()) {
            names.put(value, name(value.name().toLowerCase(Locale.ROOT)));
        }
        return names;
    }

    private static <E extends Enum<E>> SerializableString named(Map<E, SerializableString> names, E value) {
        return Objects.requireNonNull(names.get(value));
    }

    @Override
    public void serialize(Decision decision, JsonGenerator json, SerializerProvider provider) throws IOException {
        new Writing(json, provider).decision(decision);
    }

    /** An instant as it is written. */
    private record InstantText(Instant instant, SerializableString text) {}

    /** The writing of one decision. Most of its instants are the same one, whose text is made once. */
    private static final class Writing {

        private final JsonGenerator json;
        private final SerializerProvider provider;
        private @Nullable InstantText last;

        Writing(JsonGenerator json, SerializerProvider provider) {
            this.json = json;
            this.provider = provider;
        }

        void decision(Decision decision) throws IOException {
            json.writeStartObject(decision);
            if (decision.decisionId() != null) {
                text(DECISION_ID, decision.decisionId());
            }
            instant(AS_OF, decision.asOf());
            json.writeFieldName(SUBJECT);
            json.writeStartObject();
            json.writeFieldName(KIND);
            json.writeString(named(KINDS, decision.subject().kind()));
            text(ID, decision.subject().id());
            json.writeEndObject();
            text(REVISION, decision.revision());
            texts(PACKS, decision.packs());
            texts(CLASSIFICATIONS, decision.classifications());
            scores(decision.scores());
            if (decision.rfm() != null) {
                provider.defaultSerializeField("rfm", decision.rfm(), json);
            }
            if (!decision.cutTables().isEmpty()) {
                texts(CUT_TABLES, decision.cutTables());
            }
            texts(SEGMENTS, decision.segments());
            contacts(decision.contacts());
            since(decision.since());
            provider.defaultSerializeField("transitions", decision.transitions(), json);
            treatments(decision.treatments());
            provider.defaultSerializeField("warnings", decision.warnings(), json);
            instant(NEXT_CHANGE_AT, decision.nextChangeAt());
            if (decision.explanation() != null) {
                provider.defaultSerializeField("explanation", decision.explanation(), json);
            }
            json.writeEndObject();
        }

        private void contacts(List<ContactDecision> contacts) throws IOException {
            json.writeFieldName(CONTACTS);
            json.writeStartArray();
            for (ContactDecision contact : contacts) {
                json.writeStartObject(contact);
                text(ID, contact.id());
                texts(CLASSIFICATIONS, contact.classifications());
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
                instants(CLASSIFICATIONS, since.classifications());
            }
            if (since.segments() != null) {
                instants(SEGMENTS, since.segments());
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
            text(PACK, treatment.pack());
            text(KEY, treatment.key());
            text(CONTACT_ID, treatment.contactId());
            json.writeFieldName(STATUS);
            json.writeString(named(STATUSES, treatment.status()));
            text(REASON, treatment.reason());
            instant(HELD_UNTIL, treatment.heldUntil());
            texts(BECAUSE, treatment.because());
            instant(SINCE, treatment.since());
            text(CHANNEL, treatment.channel());
            text(MESSAGE, treatment.message());
            text(OFFER, treatment.offer());
            text(OWNER, treatment.owner());
            json.writeFieldName(PARAMETERS);
            json.writeStartObject();
            for (Map.Entry<String, Object> parameter : treatment.parameters().entrySet()) {
                provider.defaultSerializeField(parameter.getKey(), parameter.getValue(), json);
            }
            json.writeEndObject();
            instant(DUE_BY, treatment.dueBy());
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

        private void text(SerializableString name, @Nullable String text) throws IOException {
            json.writeFieldName(name);
            json.writeString(text);
        }

        private void texts(SerializableString name, Collection<String> texts) throws IOException {
            json.writeFieldName(name);
            json.writeStartArray();
            for (String text : texts) {
                json.writeString(text);
            }
            json.writeEndArray();
        }

        private void texts(SerializableString name, Map<String, ? extends @Nullable String> texts) throws IOException {
            json.writeFieldName(name);
            json.writeStartObject();
            for (Map.Entry<String, ? extends @Nullable String> text : texts.entrySet()) {
                json.writeFieldName(text.getKey());
                json.writeString(text.getValue());
            }
            json.writeEndObject();
        }

        private void instants(SerializableString name, Map<String, Instant> instants) throws IOException {
            json.writeFieldName(name);
            json.writeStartObject();
            for (Map.Entry<String, Instant> instant : instants.entrySet()) {
                json.writeFieldName(instant.getKey());
                instant(instant.getValue());
            }
            json.writeEndObject();
        }

        private void instant(SerializableString name, @Nullable Instant instant) throws IOException {
            json.writeFieldName(name);
            if (instant == null) {
                json.writeNull();
            } else {
                instant(instant);
            }
        }

        private void instant(Instant instant) throws IOException {
            InstantText written = last;
            if (written == null || !written.instant().equals(instant)) {
                written = new InstantText(instant, new SerializedString(IsoTime.text(instant)));
                last = written;
            }
            json.writeString(written.text());
        }
    }
}

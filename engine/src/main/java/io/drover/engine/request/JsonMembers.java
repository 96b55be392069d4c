package io.drover.engine.request;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON document, as they are written one after the other. Most instants of a decision are the same one, whose
 * text is made once.
 */
final class JsonMembers {

    /** An instant as it is written. */
    private record InstantText(Instant instant, SerializableString text) {}

    private final JsonGenerator json;
    private final SerializerProvider provider;
    private @Nullable InstantText last;

    JsonMembers(JsonGenerator json, SerializerProvider provider) {
        this.json = json;
        this.provider = provider;
    }

    /** A name of members, ready to be written. */
    static SerializableString name(String name) {
        return new SerializedString(name);
    }

    /** What writes the document; for what is not a single member. */
    JsonGenerator json() {
        return json;
    }

    void text(SerializableString name, @Nullable String text) throws IOException {
        json.writeFieldName(name);
        json.writeString(text);
    }

    void texts(SerializableString name, Collection<String> texts) throws IOException {
        json.writeFieldName(name);
        json.writeStartArray();
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    void texts(SerializableString name, Map<String, ? extends @Nullable String> texts) throws IOException {
        json.writeFieldName(name);
        json.writeStartObject();
        for (Map.Entry<String, ? extends @Nullable String> text : texts.entrySet()) {
            json.writeFieldName(text.getKey());
            json.writeString(text.getValue());
        }
        json.writeEndObject();
    }

    void instant(SerializableString name, @Nullable Instant instant) throws IOException {
        json.writeFieldName(name);
        if (instant == null) {
            json.writeNull();
        } else {
            instant(instant);
        }
    }

    void instants(SerializableString name, Map<String, Instant> instants) throws IOException {
        json.writeFieldName(name);
        json.writeStartObject();
        for (Map.Entry<String, Instant> instant : instants.entrySet()) {
            json.writeFieldName(instant.getKey());
            instant(instant.getValue());
        }
        json.writeEndObject();
    }

    /** An open map: most of its values are texts. */
    void open(SerializableString name, Map<String, Object> values) throws IOException {
        json.writeFieldName(name);
        json.writeStartObject();
        for (Map.Entry<String, Object> value : values.entrySet()) {
            json.writeFieldName(value.getKey());
            if (value.getValue() instanceof String text) {
                json.writeString(text);
            } else {
                provider.defaultSerializeValue(value.getValue(), json);
            }
        }
        json.writeEndObject();
    }

    /** Any value, in the way Jackson finds for it. */
    void any(SerializableString name, @Nullable Object value) throws IOException {
        json.writeFieldName(name);
        provider.defaultSerializeValue(value, json);
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

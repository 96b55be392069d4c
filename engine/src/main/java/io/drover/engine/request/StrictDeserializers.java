package io.drover.engine.request;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import io.drover.model.fact.Between;
import io.drover.model.fact.OneOf;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How single values are read on the fast road: each accepts what the shape of the same name accepts. Their messages are
 * for nobody; what they refuse is read again on the slow road, which finds the words.
 */
final class StrictDeserializers {

    private static final String REFUSED = "refused";

    private StrictDeserializers() {}

    /** Text that keeps the rule of its field. */
    static final class Text extends StdScalarDeserializer<String> implements ContextualDeserializer {

        private final TextRule rule;

        Text(TextRule rule) {
            super(String.class);
            this.rule = rule;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            if (property == null) {
                return this;
            }
            TextRule ruleOfField = TextRule.of(property.getName(), property.getAnnotation(OneOf.class));
            return new Text(ruleOfField);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return context.reportInputMismatch(this, REFUSED);
            }
            String text = parser.getText();
            return rule.accepts().test(text) ? text : context.reportInputMismatch(this, REFUSED);
        }
    }

    /** A whole number in the range of its field. */
    static final class Whole extends StdScalarDeserializer<Integer> implements ContextualDeserializer {

        private final long min;
        private final long max;

        Whole(long min, long max) {
            super(Integer.class);
            this.min = min;
            this.max = max;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            Between between = property == null ? null : property.getAnnotation(Between.class);
            return between == null ? this : new Whole(between.min(), between.max());
        }

        @Override
        public Integer deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                return context.reportInputMismatch(this, REFUSED);
            }
            int value = parser.getIntValue();
            return value >= min && value <= max ? (Integer) value : context.reportInputMismatch(this, REFUSED);
        }
    }

    /** A number, exact and without a negative scale. */
    static final class Decimal extends StdScalarDeserializer<BigDecimal> {

        Decimal() {
            super(BigDecimal.class);
        }

        @Override
        public BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isNumeric()) {
                return context.reportInputMismatch(this, REFUSED);
            }
            return decimal(parser, context, this);
        }
    }

    /** An instant, cut to milliseconds. */
    static final class InstantText extends StdScalarDeserializer<Instant> {

        InstantText() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Instant instant = parser.hasToken(JsonToken.VALUE_STRING) ? IsoTime.instant(parser.getText()) : null;
            return instant == null ? context.reportInputMismatch(this, REFUSED) : instant;
        }
    }

    /** A date. */
    static final class DateText extends StdScalarDeserializer<LocalDate> {

        DateText() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            LocalDate date = parser.hasToken(JsonToken.VALUE_STRING) ? IsoTime.date(parser.getText()) : null;
            return date == null ? context.reportInputMismatch(this, REFUSED) : date;
        }
    }

    /** An open map, without the members that are null. */
    static final class OpenMap extends StdDeserializer<Map<String, Object>> {

        OpenMap() {
            super(Map.class);
        }

        @Override
        public Map<String, Object> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.START_OBJECT)) {
                return context.reportInputMismatch(this, REFUSED);
            }
            Map<String, Object> members = new LinkedHashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (token == JsonToken.START_ARRAY) {
                    members.put(name, list(parser, context));
                } else if (token != JsonToken.VALUE_NULL) {
                    members.put(name, simple(parser, context));
                }
            }
            return members;
        }

        private List<Object> list(JsonParser parser, DeserializationContext context) throws IOException {
            List<Object> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(simple(parser, context));
            }
            return items;
        }

        private Object simple(JsonParser parser, DeserializationContext context) throws IOException {
            return switch (parser.currentToken()) {
                case VALUE_STRING -> parser.getText();
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NUMBER_INT -> parser.getNumberValue();
                case VALUE_NUMBER_FLOAT -> ExactNumbers.open(decimal(parser, context, this));
                default -> context.reportInputMismatch(this, REFUSED);
            };
        }
    }

    /** A component that is no member of the JSON: not even null may be posted for it. */
    static final class Unposted<T> extends StdScalarDeserializer<T> {

        Unposted(Class<T> type) {
            super(type);
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return context.reportInputMismatch(this, REFUSED);
        }

        @Override
        public T getNullValue(DeserializationContext context) throws JsonMappingException {
            return context.reportInputMismatch(this, REFUSED);
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }

    private static BigDecimal decimal(JsonParser parser, DeserializationContext context, JsonDeserializer<?> reader)
            throws IOException {
        BigDecimal number = parser.getDecimalValue();
        return ExactNumbers.isShort(number) ? ExactNumbers.plain(number) : context.reportInputMismatch(reader, REFUSED);
    }
}

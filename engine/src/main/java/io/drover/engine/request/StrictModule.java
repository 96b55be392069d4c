package io.drover.engine.request;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.type.MapType;
import io.drover.model.decision.CutTableChoice;
import io.drover.model.fact.DecisionTime;
import io.drover.model.fact.RfmScore;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Teaches Jackson how values are read and written here. */
final class StrictModule extends SimpleModule {

    StrictModule() {
        super("drover");
        addDeserializer(String.class, new StrictDeserializers.Text(TextRule.FREE));
        addDeserializer(Integer.class, new StrictDeserializers.Whole(Integer.MIN_VALUE, Integer.MAX_VALUE));
        addDeserializer(BigDecimal.class, new StrictDeserializers.Decimal());
        addDeserializer(Instant.class, new StrictDeserializers.InstantText());
        addDeserializer(LocalDate.class, new StrictDeserializers.DateText());
        addDeserializer(DecisionTime.class, new StrictDeserializers.Unposted<>(DecisionTime.class));
        addDeserializer(RfmScore.Flips.class, new StrictDeserializers.Unposted<>(RfmScore.Flips.class));
        addDeserializer(CutTableChoice.class, new CutTableJson.Reading());
        addSerializer(new DecisionSerializer());
        addSerializer(new CutTableJson.Writing());
        addSerializer(new CutTableJson.ChoiceWriting());
        addSerializer(Instant.class, new AsText<>(Instant.class, IsoTime::text));
        addSerializer(LocalDate.class, new AsText<>(LocalDate.class, LocalDate::toString));
        setDeserializerModifier(new RefusesIgnoredMembers());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addDeserializers(new OpenMaps());
    }

    /** Reads maps to values of any type as open maps. */
    private static final class OpenMaps extends Deserializers.Base {

        @Override
        public @Nullable JsonDeserializer<?> findMapDeserializer(
                MapType type,
                DeserializationConfig config,
                BeanDescription description,
                KeyDeserializer names,
                TypeDeserializer typeOfValues,
                JsonDeserializer<?> values) {
            return type.getContentType().isJavaLangObject() ? new StrictDeserializers.OpenMap() : null;
        }
    }

    /** Writes a value as its text. */
    private static final class AsText<T> extends StdScalarSerializer<T> {

        private final transient Function<T, String> text;

        AsText(Class<T> type, Function<T, String> text) {
            super(type);
            this.text = text;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            generator.writeString(text.apply(value));
        }
    }

    /**
     * Makes the answers of records that are {@code @JsonIgnore}, such as {@code isOpen}, unknown members. Jackson would let
     * them pass in silence, and a request that posts {@code open} would seem to have been understood.
     */
    private static final class RefusesIgnoredMembers extends BeanDeserializerModifier {

        @Override
        public BeanDeserializerBuilder updateBuilder(
                DeserializationConfig config, BeanDescription description, BeanDeserializerBuilder builder) {
            JsonIgnoreProperties ignored = description.getClassAnnotations().get(JsonIgnoreProperties.class);
            return new Refusing(builder, ignored == null ? List.of() : List.of(ignored.value()));
        }
    }

    private static final class Refusing extends BeanDeserializerBuilder {

        Refusing(BeanDeserializerBuilder builder, List<String> passedOver) {
            super(builder);
            Set<String> names = new HashSet<>(passedOver);
            _ignorableProps = names.isEmpty() ? null : (HashSet<String>) names;
        }
    }
}

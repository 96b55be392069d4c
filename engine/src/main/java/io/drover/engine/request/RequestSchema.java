package io.drover.engine.request;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.drover.model.decision.CutTableChoice;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.fact.Between;
import io.drover.model.fact.OneOf;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shape of a request, derived from the components of the model's records and their annotations. */
final class RequestSchema {

    private static final Map<Class<?>, Shape> SCALARS = Map.of(
            BigDecimal.class, ScalarShape.DECIMAL,
            Boolean.class, ScalarShape.TRUTH,
            Instant.class, ScalarShape.INSTANT,
            LocalDate.class, ScalarShape.DATE,
            Object.class, new OpenValueShape(true));

    static final RecordShape REQUEST = recordShape(DecisionRequest.class, "the request", false);

    private RequestSchema() {}

    /** The shape of a document other than a request. */
    static RecordShape recordShape(Class<?> type) {
        String name = type.getSimpleName();
        return recordShape(type, name.endsWith("Request") ? "the request" : name, false);
    }

    private static RecordShape recordShape(Class<?> type, String name, boolean ignoresUnknown) {
        Map<String, RecordShape.Member> members = new LinkedHashMap<>();
        Set<String> unposted = new HashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Field field = fieldOf(type, component);
            if (!field.isAnnotationPresent(JsonIgnore.class)) {
                JsonProperty property = field.getAnnotation(JsonProperty.class);
                members.put(
                        component.getName(),
                        new RecordShape.Member(
                                property != null && property.required(), shape(component.getGenericType(), field)));
            } else {
                unposted.add(component.getName());
            }
        }
        JsonIgnoreProperties ignored = type.getAnnotation(JsonIgnoreProperties.class);
        return new RecordShape(
                name,
                Collections.unmodifiableMap(members),
                ignored == null ? Set.of() : Set.of(ignored.value()),
                unposted,
                ignoresUnknown || (ignored != null && ignored.ignoreUnknown()));
    }

    /** The field of a component: unlike accessors, which may be written out by hand, it has all annotations. */
    private static Field fieldOf(Class<?> type, RecordComponent component) {
        try {
            return type.getDeclaredField(component.getName());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a record component without its field: " + component, e);
        }
    }

    private static Shape shape(Type type, Field field) {
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            return parameterized.getRawType() == List.class
                    ? new ListShape(shape(arguments[0], field))
                    : new MapShape(shape(arguments[1], field));
        }
        return shape((Class<?>) type, field);
    }

    private static Shape shape(Class<?> type, Field field) {
        if (type == String.class) {
            return new TextShape(TextRule.of(field.getName(), field.getAnnotation(OneOf.class)));
        }
        if (type == CutTableChoice.class) {
            return new CutTableShape();
        }
        if (type == Integer.class) {
            return whole(field.getAnnotation(Between.class), Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == Long.class) {
            return whole(field.getAnnotation(Between.class), Long.MIN_VALUE, Long.MAX_VALUE);
        }
        Shape scalar = SCALARS.get(type);
        if (scalar != null) {
            return scalar;
        }
        JsonIgnoreProperties ignored = field.getAnnotation(JsonIgnoreProperties.class);
        return recordShape(type, type.getSimpleName(), ignored != null && ignored.ignoreUnknown());
    }

    private static WholeShape whole(@Nullable Between between, long min, long max) {
        return between == null ? new WholeShape(min, max) : new WholeShape(between.min(), between.max());
    }
}

package io.drover.engine.request;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.drover.engine.rfm.CutTableWriter;
import io.drover.model.decision.CutMeasure;
import io.drover.model.decision.CutMethod;
import io.drover.model.decision.CutTable;
import io.drover.model.decision.CutTableChoice;
import io.drover.model.decision.DecisionRequest;
import io.drover.model.decision.PreviousDecision;
import io.drover.model.decision.PreviousDecision.PreviousTreatment;
import io.drover.model.fact.Between;
import io.drover.model.fact.Contact;
import io.drover.model.fact.OneOf;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Valid requests with everything a request may have, the odd things more often than life would. */
final class RandomRequests {

    private static final List<String> TEXTS =
            List.of("", " ", "acme", "SaaS", "a \"b\" \\ c", "Zürich", "😀", "\u0000\n\t", "null", "x".repeat(300));
    private static final List<String> NAMES = List.of("a", "B", "page type", "a/b", "m~n", "é", "", "id", "timezone");
    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private final Random random;
    private final List<String> contactIds = new ArrayList<>();
    private int lastId;
    private @Nullable Instant asOf;

    RandomRequests(long seed) {
        random = new Random(seed);
    }

    DecisionRequest next() {
        contactIds.clear();
        return (DecisionRequest) record(DecisionRequest.class);
    }

    private Object record(Class<?> type) {
        boolean account = random.nextBoolean();
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            boolean otherSubject = components[i].getName().equals(account ? "customer" : "account");
            values[i] = otherSubject && type == DecisionRequest.class ? null : value(type, components[i]);
            if (type == DecisionRequest.class && components[i].getName().equals("asOf")) {
                asOf = (Instant) values[i];
            }
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }

    private @Nullable Object value(Class<?> record, RecordComponent component) {
        Field field = field(record, component.getName());
        JsonProperty property = field.getAnnotation(JsonProperty.class);
        boolean required = (property != null && property.required())
                || component.getName().equals("account")
                || component.getName().equals("customer");
        if (field.isAnnotationPresent(JsonIgnore.class) || (!required && random.nextInt(3) == 0)) {
            return null;
        }
        return switch (component.getName()) {
            case "id" -> id(record);
            case "packs" -> List.of("b2b-abm", "rfm").subList(0, 1 + random.nextInt(2));
            case "contactId" -> record == PreviousTreatment.class ? text() : contactId();
            case "cutTables" -> Map.of("rfm", cutTable());
            case "asOf" -> record == PreviousDecision.class ? notAfterAsOf(instant()) : instant();
            case "purpose" -> oneOf("marketing", "service", "Ä b");
            // No consent ends before it was said.
            case "expiresAt" -> Instant.parse("9999-12-31T23:59:59.999Z");
            case "currency" -> oneOf("USD", "EUR", "ZZZ");
            case "timezone" -> oneOf("Europe/Berlin", "UTC", "+02:00", "Z", "-18:00");
            default -> value(component.getGenericType(), field);
        };
    }

    private CutTableChoice cutTable() {
        if (random.nextInt(8) > 0) {
            return new CutTableChoice.Named("rfm-" + random.nextInt(3));
        }
        List<BigDecimal> cuts = List.of(BigDecimal.ONE, BigDecimal.ONE, new BigDecimal("2.5"), BigDecimal.TEN);
        return new CutTableChoice.Inline(CutTableWriter.identified(new CutTable(
                "",
                CutTable.RFM,
                new CutTable.Definition("engagement", "per-purchase", random.nextBoolean() ? "365d" : null),
                CutMethod.QUANTILE7,
                CutTable.FIFTHS,
                CutTable.cuts(cuts, cuts, cuts),
                1 + random.nextInt(1000),
                Instant.parse("2026-01-01T00:00:00Z"),
                "USD",
                random.nextBoolean() ? "of a test" : null,
                random.nextBoolean() ? Map.of() : Map.of(CutMeasure.RECENCY, List.of(2)),
                random.nextBoolean() ? 500 : 100)));
    }

    private Object value(Type type, Field field) {
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            return parameterized.getRawType() == List.class ? list(arguments[0], field) : map(arguments[1], field);
        }
        return value((Class<?>) type, field);
    }

    private Object value(Class<?> type, Field field) {
        OneOf oneOf = field.getAnnotation(OneOf.class);
        Between between = field.getAnnotation(Between.class);
        if (type == String.class) {
            return oneOf == null ? text() : oneOf(oneOf.value());
        } else if (type == Integer.class) {
            return between == null ? oneOf(0, -1, 850, Integer.MIN_VALUE, Integer.MAX_VALUE) : within(between);
        } else if (type == Long.class) {
            return oneOf(0L, 5L, Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type == BigDecimal.class) {
            return decimal();
        } else if (type == Boolean.class) {
            return random.nextBoolean();
        } else if (type == Instant.class) {
            return instant();
        } else if (type == LocalDate.class) {
            return LocalDate.ofEpochDay(day());
        }
        return type == Object.class ? open() : record(type);
    }

    private Instant notAfterAsOf(Instant instant) {
        return asOf != null && instant.isAfter(asOf) ? asOf : instant;
    }

    private int within(Between range) {
        long count = range.max() - range.min() + 1;
        return count > Integer.MAX_VALUE
                ? oneOf((int) range.min(), 850, (int) range.max())
                : (int) (range.min() + random.nextInt((int) count));
    }

    private List<Object> list(Type item, Field field) {
        List<Object> items = new ArrayList<>();
        for (int size = random.nextInt(4); items.size() < size; ) {
            items.add(value(item, field));
        }
        return items;
    }

    private Map<String, @Nullable Object> map(Type value, Field field) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int size = random.nextInt(4); members.size() < size; ) {
            boolean unclassified = field.getName().equals("classifications") && value == String.class;
            members.put(oneOf(NAMES), unclassified && random.nextBoolean() ? null : value(value, field));
        }
        return members;
    }

    private String id(Class<?> record) {
        String id = oneOf("c", "é", "a/b", "\"") + ++lastId;
        if (record == Contact.class) {
            contactIds.add(id);
        }
        return id;
    }

    private @Nullable String contactId() {
        return contactIds.isEmpty() ? null : oneOf(contactIds);
    }

    private String text() {
        return oneOf(TEXTS);
    }

    private Object open() {
        return random.nextInt(4) == 0 ? List.of(openScalar(), openScalar()) : openScalar();
    }

    /** Numbers as an open map holds them: a whole one is never a decimal. */
    private Object openScalar() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt();
            case 1 -> 1L << (32 + random.nextInt(31));
            case 2 -> BigInteger.TEN.pow(20 + random.nextInt(79));
            case 3 -> new BigDecimal(BigInteger.valueOf(random.nextLong()), 1 + random.nextInt(40));
            case 4 -> random.nextBoolean();
            default -> text();
        };
    }

    private BigDecimal decimal() {
        return new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(40));
    }

    private Instant instant() {
        return Instant.ofEpochSecond(day() * 86_400 + random.nextInt(86_400))
                .plusMillis(random.nextBoolean() ? 0 : random.nextInt(1000));
    }

    private long day() {
        return random.nextInt(4) == 0
                ? FIRST_DAY + (long) (random.nextDouble() * (LAST_DAY - FIRST_DAY))
                : LocalDate.of(2026, 5, 15).toEpochDay() - random.nextInt(100);
    }

    @SafeVarargs
    private <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static Field field(Class<?> record, String name) {
        try {
            return record.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }
}

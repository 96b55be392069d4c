package io.drover.engine.compile;

import io.drover.engine.pack.Taxonomy;
import io.drover.model.fact.Account;
import io.drover.model.fact.Contact;
import io.drover.model.fact.Customer;
import io.drover.model.fact.RfmScore;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fact without which a taxonomy is unclassified, such as {@code account.industry}; resolved once, when the pack is
 * compiled.
 *
 * @param type whose field is needed
 * @param field null where the fact itself is needed
 */
record Need(Class<?> type, @Nullable String field, @Nullable MethodHandle accessor) {

    private static final Map<String, Class<?>> TYPES = Map.of(
            "account", Account.class, "customer", Customer.class, "contact", Contact.class, "rfm", RfmScore.class);

    /** The needs of {@code taxonomy}; one that names no field of a fact is left out, the manifest's checks refuse it. */
    static List<Need> of(Taxonomy taxonomy) {
        return taxonomy.needs().stream().map(Need::of).flatMap(Optional::stream).toList();
    }

    private static Optional<Need> of(String text) {
        String[] parts = text.split("\\.", 2);
        Class<?> type = TYPES.get(parts[0]);
        if (type == null) {
            return Optional.empty();
        }
        if (parts.length == 1) {
            return Optional.of(new Need(type, null, null));
        }
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getName().equals(parts[1]))
                .findFirst()
                .map(component -> new Need(type, parts[1], accessor(type, component)));
    }

    private static MethodHandle accessor(Class<?> type, RecordComponent component) {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(type, component.getName(), MethodType.methodType(component.getType()))
                    .asType(MethodType.methodType(Object.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it is missing from {@code facts}, or from {@code contact} where it is a contact's. */
    boolean isMissing(List<Object> facts, @Nullable Contact contact) {
        Object holder = type == Contact.class ? contact : first(facts);
        if (type == RfmScore.class && !(holder instanceof RfmScore scoring && isComplete(scoring))) {
            return true;
        }
        if (holder == null || accessor == null) {
            // A need of an account says nothing about a customer, and the other way round.
            return false;
        }
        try {
            return (Object) accessor.invokeExact(holder) == null;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object first(List<Object> facts) {
        for (Object fact : facts) {
            if (type.isInstance(fact)) {
                return fact;
            }
        }
        return null;
    }

    /** A scoring that lacks a score is none: a default must not be guessed from the other two. */
    private static boolean isComplete(RfmScore scoring) {
        return scoring.r() != null && scoring.f() != null && scoring.m() != null;
    }

    /** The JSON pointer of what is missing; {@code contactIndex} is the contact's place in the request. */
    String pointer(int contactIndex) {
        String holder = type == Account.class
                ? "/account"
                : type == Customer.class ? "/customer" : type == Contact.class ? "/contacts/" + contactIndex : "/rfm";
        return field == null ? holder : holder + "/" + field;
    }
}

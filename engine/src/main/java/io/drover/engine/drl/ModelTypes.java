package io.drover.engine.drl;

import io.drover.engine.drl.FactType.FieldType;
import io.drover.engine.drl.FactType.QuestionType;
import io.drover.engine.drl.FactType.Range;
import io.drover.model.conclusion.Candidate;
import io.drover.model.conclusion.Classified;
import io.drover.model.conclusion.InSegment;
import io.drover.model.conclusion.Points;
import io.drover.model.conclusion.Score;
import io.drover.model.conclusion.Treat;
import io.drover.model.conclusion.Withhold;
import io.drover.model.fact.Account;
import io.drover.model.fact.Between;
import io.drover.model.fact.CandidateTreatment;
import io.drover.model.fact.Consent;
import io.drover.model.fact.Contact;
import io.drover.model.fact.Customer;
import io.drover.model.fact.Dated;
import io.drover.model.fact.MetricBin;
import io.drover.model.fact.OneOf;
import io.drover.model.fact.Opportunity;
import io.drover.model.fact.PreviousClassification;
import io.drover.model.fact.PreviousRfm;
import io.drover.model.fact.PreviousSegment;
import io.drover.model.fact.Purchase;
import io.drover.model.fact.RfmScore;
import io.drover.model.fact.Signal;
import io.drover.model.fact.SupportTicket;
import io.drover.model.fact.SurveyResponse;
import io.drover.model.fact.Technology;
import io.drover.model.fact.TimeOfDay;
import io.drover.model.fact.TimeQuestion;
import io.drover.model.fact.TimedFact;
import io.drover.model.fact.TreatmentGiven;
import io.drover.model.fact.Usage;
import io.drover.model.fact.UsageTrend;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types of the model as rules see them, read off its classes once. */
final class ModelTypes {

    /** Types of which a decision has at most one fact. */
    private static final Set<Class<?>> SINGLE =
            Set.of(Account.class, Customer.class, RfmScore.class, PreviousRfm.class, UsageTrend.class);

    /** What the engine needs of facts and rules do not. */
    private static final Set<String> HIDDEN = Set.of(
            "decisionTime",
            "circumstances",
            "flips",
            "contributions",
            "factId",
            "factDate",
            "boundTo",
            "bind",
            "valueAt",
            "earnedAt",
            "equals",
            "hashCode",
            "toString");

    /** Facts, and results that rules read, by simple name. */
    static final Map<String, FactType> READABLE = readable();

    /** What rules conclude and never read, by simple name. */
    static final Map<String, Class<?>> PROPOSALS = Stream.of(Candidate.class, Points.class, Treat.class, Withhold.class)
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));

    /** The qualified names that rules may import, by simple name. */
    static final Map<String, String> IMPORTABLE = importable();

    private ModelTypes() {}

    private static List<Class<?>> readableClasses() {
        return List.of(
                Account.class,
                CandidateTreatment.class,
                Classified.class,
                Consent.class,
                Contact.class,
                Customer.class,
                InSegment.class,
                MetricBin.class,
                Opportunity.class,
                PreviousClassification.class,
                PreviousRfm.class,
                PreviousSegment.class,
                Purchase.class,
                RfmScore.class,
                Score.class,
                Signal.class,
                SupportTicket.class,
                SurveyResponse.class,
                Technology.class,
                TreatmentGiven.class,
                Usage.class,
                UsageTrend.class);
    }

    private static Map<String, FactType> readable() {
        Map<String, FactType> types = new TreeMap<>();
        readableClasses().forEach(type -> types.put(type.getSimpleName(), read(type)));
        return Collections.unmodifiableMap(types);
    }

    private static Map<String, String> importable() {
        Map<String, String> names = new TreeMap<>();
        readableClasses().forEach(type -> names.put(type.getSimpleName(), type.getName()));
        PROPOSALS.values().forEach(type -> names.put(type.getSimpleName(), type.getName()));
        names.put(TimedFact.class.getSimpleName(), TimedFact.class.getName());
        return Collections.unmodifiableMap(names);
    }

    private static FactType read(Class<?> type) {
        Map<String, FieldType> fields = new HashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (!HIDDEN.contains(component.getName())) {
                OneOf oneOf = component.getAnnotation(OneOf.class);
                Between between = component.getAnnotation(Between.class);
                fields.put(
                        component.getName(),
                        new FieldType(
                                component.getName(),
                                ValueType.of(component.getType()),
                                isNullable(component.getAnnotatedType()),
                                oneOf == null ? List.of() : List.of(oneOf.value()),
                                component.getName(),
                                between == null ? null : new Range(between.min(), between.max())));
            }
        }
        Map<String, QuestionType> questions = new HashMap<>();
        for (Method method : type.getMethods()) {
            addMethod(method, fields, questions);
        }
        return new FactType(
                type.getSimpleName(), SINGLE.contains(type), Dated.class.isAssignableFrom(type), fields, questions);
    }

    private static void addMethod(Method method, Map<String, FieldType> fields, Map<String, QuestionType> questions) {
        String name = method.getName();
        if (Modifier.isStatic(method.getModifiers())
                || method.getDeclaringClass() == Object.class
                || HIDDEN.contains(name)
                || fields.containsKey(name)) {
            return;
        }
        if (name.startsWith("is") && method.getParameterCount() == 0) {
            String property = name.substring(2, 3).toLowerCase(Locale.ROOT) + name.substring(3);
            fields.put(property, new FieldType(property, ValueType.BOOLEAN, false, List.of(), name));
        }
        questions.put(name, question(method));
    }

    /** The questions of {@link TimedFact}, which types declared in packs inherit. */
    static Map<String, QuestionType> timedQuestions() {
        return Arrays.stream(TimedFact.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(TimeQuestion.class))
                .collect(Collectors.toUnmodifiableMap(Method::getName, ModelTypes::question));
    }

    private static QuestionType question(Method method) {
        boolean time = method.isAnnotationPresent(TimeQuestion.class);
        List<ValueType> parameters = Arrays.stream(method.getParameters())
                .map(parameter -> parameterType(parameter, time))
                .toList();
        return new QuestionType(
                method.getName(),
                time,
                parameters,
                ValueType.of(method.getReturnType()),
                isNullable(method.getAnnotatedReturnType()));
    }

    private static ValueType parameterType(Parameter parameter, boolean time) {
        if (parameter.isAnnotationPresent(TimeOfDay.class)) {
            return ValueType.TIME_OF_DAY;
        }
        return time && parameter.getType() == String.class ? ValueType.DURATION : ValueType.of(parameter.getType());
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }
}

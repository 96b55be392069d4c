package io.drover.engine.drl;

import io.drover.engine.drl.FactType.FieldType;
import io.drover.engine.drl.FactType.QuestionType;
import io.drover.model.decision.DecisionRequest;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the page about everything that rules can read and conclude, from the model as rules are checked against it. */
final class VocabularyPage {

    private static final List<String> FACTS = List.of(
            "Account",
            "Customer",
            "Contact",
            "Signal",
            "Purchase",
            "Opportunity",
            "Technology",
            "Usage",
            "SupportTicket",
            "SurveyResponse",
            "RfmScore",
            "Consent",
            "TreatmentGiven");
    private static final List<String> DERIVED =
            List.of("UsageTrend", "MetricBin", "PreviousClassification", "PreviousSegment", "PreviousRfm");
    private static final List<String> RESULTS = List.of("Classified", "Score", "InSegment");
    private static final List<String> CONCLUDED = List.of("Candidate", "Points", "InSegment", "Treat");

    private static final String CANDIDATE = "CandidateTreatment";
    private static final String WITHHOLD = "Withhold";

    private final ModelSources sources;
    private final StringBuilder page = new StringBuilder();

    private VocabularyPage(ModelSources sources) {
        this.sources = sources;
    }

    static String text() throws IOException {
        VocabularyPage page = new VocabularyPage(ModelSources.read());
        page.write();
        return page.page.toString();
    }

    /** Every type that rules can read or conclude, as far as the page tells of it. */
    static Set<String> types() {
        return Stream.of(FACTS, DERIVED, RESULTS, CONCLUDED, List.of(CANDIDATE, WITHHOLD))
                .flatMap(List::stream)
                .collect(Collectors.toSet());
    }

    private void write() throws IOException {
        page.append(VocabularyTexts.INTRODUCTION);
        datedQuestions();
        page.append(VocabularyTexts.FACTS);
        FACTS.forEach(this::type);
        page.append(VocabularyTexts.DERIVED);
        DERIVED.forEach(this::type);
        page.append(VocabularyTexts.CONCLUDED);
        CONCLUDED.forEach(this::conclusion);
        page.append(VocabularyTexts.RESULTS);
        RESULTS.forEach(this::type);
        page.append(VocabularyTexts.POLICY);
        type(CANDIDATE);
        conclusion(WITHHOLD);
        declared();
    }

    /** The questions that every fact with a date answers, and which date each means. */
    private void datedQuestions() {
        Map<String, QuestionType> questions = new TreeMap<>(read("Signal").questions());
        questions.values().removeIf(question -> !question.time());
        table("question", "what it asks");
        questions.values().forEach(question -> row(asked("Dated", question), said("Dated." + question.name())));
        page.append("\nThe date is ")
                .append(FACTS.stream()
                        .filter(name -> read(name).dated())
                        .map(name -> "`" + dateOf(name) + "` of `" + name + "`")
                        .collect(Collectors.joining(", ")))
                .append(".\n");
    }

    private String dateOf(String type) {
        return Objects.requireNonNull(comment(type + ".factDate").returned(), type);
    }

    private void type(String name) {
        FactType type = read(name);
        page.append("\n### ")
                .append(name)
                .append("\n\n")
                .append(paragraphs(said(name)))
                .append('\n');
        String posted = posted(name);
        if (posted != null) {
            page.append("In a request: `").append(posted).append("`.\n");
        }
        page.append('\n');
        table("field", "type", "missing?", "what it is");
        for (FieldType field : fields(name, type)) {
            row(
                    "`" + field.name() + "`",
                    words(field),
                    field.nullable() ? "may be" : "never",
                    field.accessor().equals(field.name())
                            ? comment(name).parameters().getOrDefault(field.name(), "")
                            : said(name + "." + field.accessor()));
        }
        questions(name, type);
    }

    /** The questions that facts of one type answer; of dated facts, those that not all of them do. */
    private void questions(String name, FactType type) {
        List<QuestionType> questions = type.questions().values().stream()
                .filter(question ->
                        !type.dated() || !read("Technology").questions().containsKey(question.name()))
                .filter(question -> type.fields().values().stream()
                        .noneMatch(field -> field.accessor().equals(question.name())))
                .sorted(Comparator.comparing(QuestionType::name))
                .toList();
        if (!questions.isEmpty()) {
            page.append('\n');
            table("question", "about time?", "what it asks");
            questions.forEach(question ->
                    row(asked(name, question), question.time() ? "yes" : "no", said(name + "." + question.name())));
        }
        if (type.dated()) {
            page.append("\nIt answers the [questions about time](#questions-about-time), of `")
                    .append(dateOf(name))
                    .append("`.\n");
        }
    }

    private void conclusion(String name) {
        Class<?> type = classOf(name);
        page.append("\n### new ")
                .append(name)
                .append("\n\n")
                .append(paragraphs(said(name)))
                .append("\n\n");
        table("as it is written", "what it does");
        Constructor<?> constructor = Arrays.stream(type.getConstructors())
                .min(Comparator.comparing(Constructor::getParameterCount))
                .orElseThrow();
        List<String> names = constructor.getParameterCount() == type.getRecordComponents().length
                ? Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList()
                : comment(name + ".new/" + constructor.getParameterCount()).names();
        row("`new " + name + "(" + String.join(", ", names) + ")`", parameters(comment(name), names));
        Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getReturnType() == type)
                .sorted(Comparator.comparing(Method::getName))
                .forEach(method -> row(
                        "`." + method.getName() + "("
                                + String.join(
                                        ", ",
                                        comment(name + "." + method.getName()).names()) + ")`",
                        said(name + "." + method.getName())));
    }

    private static String parameters(ModelSources.Comment comment, List<String> names) {
        return names.stream()
                .filter(comment.parameters()::containsKey)
                .map(name -> "`" + name + "`: " + comment.parameters().get(name))
                .collect(Collectors.joining("; "));
    }

    private void declared() {
        page.append(VocabularyTexts.DECLARED);
        table("question", "what it asks");
        new TreeMap<>(ModelTypes.timedQuestions())
                .values()
                .forEach(question -> row(asked("TimedFact", question), said("TimedFact." + question.name())));
    }

    private static FactType read(String name) {
        return Objects.requireNonNull(ModelTypes.READABLE.get(name), name);
    }

    private static Class<?> classOf(String name) {
        try {
            return Class.forName(Objects.requireNonNull(ModelTypes.IMPORTABLE.get(name), name));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The fields in the order of the model, and behind them those that are answers to simple questions. */
    private static List<FieldType> fields(String name, FactType type) {
        List<FieldType> fields = new ArrayList<>();
        for (RecordComponent component : classOf(name).getRecordComponents()) {
            FieldType field = type.field(component.getName());
            if (field != null) {
                fields.add(field);
            }
        }
        type.fields().values().stream()
                .filter(field -> !fields.contains(field))
                .sorted(Comparator.comparing(FieldType::name))
                .forEach(fields::add);
        return fields;
    }

    /** The member of a request that facts of a type are sent in; null: applications do not send them. */
    private static @Nullable String posted(String name) {
        for (RecordComponent component : DecisionRequest.class.getRecordComponents()) {
            Type type = component.getGenericType() instanceof ParameterizedType list
                    ? list.getActualTypeArguments()[0]
                    : component.getGenericType();
            if (type instanceof Class<?> simple && simple.getSimpleName().equals(name)) {
                return component.getName();
            }
        }
        return null;
    }

    private String asked(String type, QuestionType question) {
        return "`" + question.name() + "("
                + String.join(", ", comment(type + "." + question.name()).names()) + ")`";
    }

    private static String words(FieldType field) {
        String oneOf = field.oneOf().stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
        return field.type().words() + (oneOf.isEmpty() ? "" : ": " + oneOf);
    }

    private ModelSources.Comment comment(String name) {
        return Objects.requireNonNull(sources.of(name), name);
    }

    private String said(String name) {
        return comment(name).text();
    }

    private static String paragraphs(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n\n"));
    }

    private void table(String... heads) {
        row(heads);
        page.append("|---".repeat(heads.length)).append("|\n");
    }

    private void row(String... cells) {
        page.append(Arrays.stream(cells)
                .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                .collect(Collectors.joining(" | ", "| ", " |\n")));
    }
}

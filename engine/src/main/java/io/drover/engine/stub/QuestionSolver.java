package io.drover.engine.stub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.engine.drl.Condition.Comparison;
import io.drover.engine.drl.FactType;
import io.drover.engine.drl.FactType.FieldType;
import io.drover.engine.drl.Operand;
import io.drover.engine.drl.ValueType;
import io.drover.model.fact.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Gives one fact the values with which it answers questions with yes. A question about time ends in one of a few words; what
 * stands before these begins the name of the date that it is about: {@code customerOlderThan} asks about {@code customerSince}.
 */
final class QuestionSolver {

    private static final List<String> TIME_WORDS =
            List.of("DueWithin", "WithinBefore", "Within", "OlderThan", "AtMostAgo");
    private static final List<String> DATES = List.of("time", "openedAt", "detectedAt", "periodEnd", "at", "asOf");
    private static final int HUNDRED = 100;

    private final Draft draft;
    private final Bindings bindings;
    private final FactType type;
    private final ObjectNode fact;

    QuestionSolver(Draft draft, Bindings bindings, FactType type, ObjectNode fact) {
        this.draft = draft;
        this.bindings = bindings;
        this.type = type;
        this.fact = fact;
    }

    /** Makes the answer yes. */
    void meet(Operand.Call call) {
        String name = call.name();
        Optional<String> text = argument(call, 0).flatMap(bindings::text);
        Optional<BigDecimal> number = argument(call, 0).flatMap(bindings::number);
        if (name.equals("titleHas") && text.isPresent()) {
            addToTitle(text.get().split("\\|", 2)[0]);
        } else if (name.equals("grewBy") && number.isPresent()) {
            fact.put("latest", HUNDRED + up(number.get()));
        } else if (name.equals("fellBy") && number.isPresent()) {
            fact.put("latest", HUNDRED - up(number.get()));
        } else if (!askOfCandidate(name) && !askTime(call)) {
            draft.note(name + "(…) of " + type.name());
        }
    }

    /** Makes the answer compare as is demanded: the age in days. */
    void meet(Operand.Call call, Comparison comparison) {
        if (call.name().equals("granted")) {
            return; // Nothing is granted unless somebody says so.
        }
        Optional<BigDecimal> days = bindings.number(comparison.other());
        if (!call.name().equals("ageDays") || days.isEmpty()) {
            draft.note(call.name() + "() " + comparison.operator().text() + " …");
            return;
        }
        int beside = switch (comparison.operator()) {
            case LESS -> -1;
            case GREATER -> 1;
            default -> 0;
        };
        date("").ifPresent(field ->
                set(field, draft.asOf().minus(Duration.ofDays(days.get().longValue() + beside))));
    }

    /** What consents and the past answer about a candidate; who is in the control group, and when it is night, cannot be given. */
    private boolean askOfCandidate(String name) {
        if (!type.name().equals("CandidateTreatment")) {
            return false;
        }
        switch (name) {
            case "doNotContact" -> consent("*", "denied");
            case "refused" -> consent(fact.path("channel").asText("*"), "denied");
            case "granted" -> consent(fact.path("channel").asText("*"), "granted");
            case "coolingDown" -> {
                fact.put("cooldown", "30d");
                draft.given()
                        .withArray("/treatmentsGiven")
                        .addObject()
                        .put("pack", TriedCandidates.EXAMPLE)
                        .put("key", fact.path("key").asText())
                        .put("at", draft.now().toString());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void consent(String channel, String status) {
        draft.given()
                .withArray("/consents")
                .addObject()
                .put("channel", channel)
                .put("status", status)
                .put("at", draft.now().toString());
    }

    private static int up(BigDecimal percent) {
        return percent.setScale(0, RoundingMode.CEILING).intValue();
    }

    private void addToTitle(String phrase) {
        String title = fact.path("title").asText("");
        fact.put("title", title.isEmpty() ? phrase : title + " " + phrase);
    }

    private boolean askTime(Operand.Call call) {
        String name = call.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + call.name().substring(1);
        Optional<String> word = TIME_WORDS.stream().filter(name::endsWith).findFirst();
        List<Operand> arguments = call.arguments();
        if (word.isEmpty() || arguments.isEmpty()) {
            return false;
        }
        String prefix = name.substring(0, name.length() - word.get().length());
        boolean namesDate = arguments.get(0) instanceof Operand.Field;
        Optional<FieldType> field =
                namesDate ? Optional.ofNullable(type.field(((Operand.Field) arguments.get(0)).name())) : date(prefix);
        Optional<Duration> duration = arguments.subList(namesDate ? 1 : 0, arguments.size()).stream()
                .findFirst()
                .flatMap(bindings::text)
                .flatMap(QuestionSolver::duration);
        if (field.isEmpty() || duration.isEmpty()) {
            return false;
        }
        set(field.get(), instant(word.get(), duration.get(), arguments));
        return true;
    }

    private Instant instant(String word, Duration duration, List<Operand> arguments) {
        return switch (word) {
            case "DueWithin" -> draft.asOf().plus(duration.dividedBy(2));
            case "OlderThan" -> draft.asOf().minus(duration).minus(Duration.ofDays(1));
            case "WithinBefore" ->
                draft.asOf()
                        .minus(bindings.text(arguments.get(arguments.size() - 1))
                                .flatMap(QuestionSolver::duration)
                                .orElse(Duration.ZERO));
            default -> draft.now();
        };
    }

    /** The date whose name begins with {@code prefix}; without one, the date of the fact. */
    private Optional<FieldType> date(String prefix) {
        if (prefix.isEmpty()) {
            return DATES.stream()
                    .map(type::field)
                    .filter(field -> field != null)
                    .findFirst();
        }
        String begin = prefix.substring(0, 1).toLowerCase(Locale.ROOT) + prefix.substring(1);
        return type.fields().values().stream()
                .filter(field -> field.type() == ValueType.INSTANT || field.type() == ValueType.DATE)
                .filter(field -> field.name().startsWith(begin))
                .findFirst();
    }

    private void set(FieldType field, Instant instant) {
        fact.put(
                field.name(),
                field.type() == ValueType.DATE
                        ? instant.atOffset(ZoneOffset.UTC).toLocalDate().toString()
                        : instant.toString());
    }

    private static Optional<Operand> argument(Operand.Call call, int index) {
        return call.arguments().stream().skip(index).findFirst();
    }

    private static Optional<Duration> duration(String text) {
        try {
            return Optional.of(Durations.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

package io.drover.engine.pack;

import io.drover.engine.failure.NearestName;
import io.drover.model.fact.Durations;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The values of a YAML mapping by key, each read as what it must be. What is not is told to the sink and read as absent, so
 * that one reading finds every problem. A key without a value ({@code null}) is absent.
 */
public final class YamlFields {

    private final String owner;
    private final YamlNode.Mapping mapping;
    private final boolean readable;
    private final Consumer<PackProblem> sink;

    /**
     * The fields of {@code node}.
     *
     * @param owner whose fields they are, for messages: {@code the taxonomy "fit"}
     * @param known the keys that may be there; any other is an {@code unknown-key}
     */
    public YamlFields(YamlNode node, String owner, Collection<String> known, Consumer<PackProblem> sink) {
        this.owner = owner;
        this.sink = sink;
        this.mapping = mappingOf(node, owner, sink);
        this.readable = node instanceof YamlNode.Mapping || node instanceof YamlNode.Null;
        for (YamlNode.Entry entry : mapping.entries().values()) {
            if (!known.contains(entry.key())) {
                report(
                        entry.place(),
                        "unknown-key",
                        sentence(owner + " has the unknown key \"" + entry.key() + "\""),
                        NearestName.remedy(entry.key(), known, "Use one of the known keys"));
            }
        }
    }

    /** The node as a mapping; where it is none, a problem and an empty mapping. */
    public static YamlNode.Mapping mappingOf(YamlNode node, String owner, Consumer<PackProblem> sink) {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping;
        }
        if (!(node instanceof YamlNode.Null)) {
            sink.accept(PackProblem.error(
                    node.place(),
                    null,
                    "wrong-type",
                    sentence(owner + " must be a mapping of keys to values, but is " + node.kind()),
                    "Write one \"key: value\" a line."));
        }
        return new YamlNode.Mapping(node.place(), Map.of());
    }

    /** {@code text} as a sentence: with a capital and a full stop. */
    public static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    /** The value of {@code key}; null where it is absent. */
    public @Nullable YamlNode node(String key) {
        YamlNode.Entry entry = mapping.entries().get(key);
        return entry == null || entry.value() instanceof YamlNode.Null ? null : entry.value();
    }

    /** Where the value of {@code key} stands; where it is absent, where the mapping begins. */
    public Place place(String key) {
        YamlNode.Entry entry = mapping.entries().get(key);
        return entry == null ? mapping.place() : entry.value().place();
    }

    public boolean has(String key) {
        return node(key) != null;
    }

    /** Whether a key is absent; where the node was no mapping at all, nothing is: that was reported already. */
    public boolean lacks(String key) {
        return readable && !has(key);
    }

    /** Reports a {@code missing-key} where {@code key} has no value. */
    public void require(String key) {
        if (lacks(key)) {
            report(
                    mapping.place(),
                    "missing-key",
                    sentence(owner + " has no \"" + key + "\""),
                    "Add \"" + key + ": …\".");
        }
    }

    /** The text at {@code key}. */
    public @Nullable String text(String key) {
        YamlNode node = node(key);
        return node == null ? null : text(node, "\"" + key + "\" of " + owner, sink);
    }

    /** {@code node} as a text that is not blank; else a problem and null. */
    public static @Nullable String text(YamlNode node, String what, Consumer<PackProblem> sink) {
        if (node instanceof YamlNode.Text text) {
            if (!text.value().isBlank()) {
                return text.value().strip();
            }
            sink.accept(PackProblem.error(
                    node.place(), null, "wrong-type", sentence(what + " is an empty text"), "Write what it is."));
            return null;
        }
        boolean quotable = node instanceof YamlNode.Numeric || node instanceof YamlNode.Flag;
        sink.accept(PackProblem.error(
                node.place(),
                null,
                "wrong-type",
                sentence(what + " must be a text, but is " + node.kind()),
                quotable ? "Put it in quotes if it is meant as a text." : "Write a text."));
        return null;
    }

    /** The text at {@code key}, one of {@code allowed}; anything else is an {@code unknown-value}. */
    public @Nullable String choice(String key, Collection<String> allowed) {
        YamlNode node = node(key);
        String text = node instanceof YamlNode.Text given ? given.value().strip() : null;
        if (node == null || (text != null && allowed.contains(text))) {
            return text;
        }
        report(
                place(key),
                "unknown-value",
                sentence("\"" + key + "\" of " + owner + " cannot be " + shown(node)),
                NearestName.remedy(text == null ? "" : text, allowed, "Use one of these"));
        return null;
    }

    /** The whole number at {@code key}, from {@code least} to {@code most}. */
    public @Nullable Integer wholeNumber(String key, int least, int most) {
        YamlNode node = node(key);
        if (node == null) {
            return null;
        }
        if (node instanceof YamlNode.Numeric number
                && number.value().compareTo(BigDecimal.valueOf(least)) >= 0
                && number.value().compareTo(BigDecimal.valueOf(most)) <= 0
                && number.value().stripTrailingZeros().scale() <= 0) {
            return number.value().intValueExact();
        }
        wrongType(
                key,
                most == Integer.MAX_VALUE
                        ? "a whole number, " + least + " or more"
                        : "a whole number from " + least + " to " + most,
                "Write a number such as " + Math.max(least, 1));
        return null;
    }

    /** The number at {@code key}, zero or more. */
    public @Nullable BigDecimal amount(String key) {
        YamlNode node = node(key);
        if (node == null) {
            return null;
        }
        if (node instanceof YamlNode.Numeric number && number.value().signum() >= 0) {
            return number.value();
        }
        wrongType(key, "a number, zero or more", "Write a number such as 20");
        return null;
    }

    /** The flag at {@code key}; {@code otherwise} where it is absent. */
    public boolean flag(String key, boolean otherwise) {
        YamlNode node = node(key);
        if (node == null) {
            return otherwise;
        }
        if (node instanceof YamlNode.Flag flag) {
            return flag.value();
        }
        wrongType(key, "true or false", "Write true or false, without quotes");
        return otherwise;
    }

    /** The calendar date at {@code key}. */
    public @Nullable LocalDate date(String key) {
        return parsed(key, LocalDate::parse, "a date", "Write a date such as 2026-11-01");
    }

    /** The instant at {@code key}; a date is its midnight in UTC. */
    public @Nullable Instant instant(String key) {
        return parsed(
                key,
                YamlFields::instantOf,
                "an instant or a date",
                "Write an instant such as 2026-11-01T00:00:00Z, or a date such as 2026-11-01");
    }

    /** The instant that {@code text} names; a date is its midnight in UTC. */
    static Instant instantOf(String text) {
        return text.indexOf('T') < 0
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : Instant.parse(text);
    }

    /** The duration at {@code key}, such as {@code 7d}. */
    public @Nullable Duration duration(String key) {
        return parsed(key, Durations::parse, "a duration", "Write a whole number and d, h, m or s, such as 7d or 24h");
    }

    /** The items of the list at {@code key}; absent: none. */
    public List<YamlNode> list(String key) {
        YamlNode node = node(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof YamlNode.Sequence sequence) {
            return sequence.items();
        }
        wrongType(key, "a list", "Write the items in brackets, such as [a, b], or one a line after a dash");
        return List.of();
    }

    /** The texts of the list at {@code key}; absent: none. */
    public List<YamlNode.Text> texts(String key) {
        List<YamlNode.Text> texts = new ArrayList<>();
        for (YamlNode item : list(key)) {
            String text = text(item, "an item of \"" + key + "\" of " + owner, sink);
            if (text != null) {
                texts.add(new YamlNode.Text(item.place(), text));
            }
        }
        return texts;
    }

    /** The entries of the mapping at {@code key}; absent: none. */
    public Collection<YamlNode.Entry> entries(String key) {
        YamlNode node = node(key);
        if (node == null) {
            return List.of();
        }
        return mappingOf(node, "\"" + key + "\" of " + owner, sink).entries().values();
    }

    /** Reports an error at {@code place}. */
    public void report(Place place, String code, String message, String remedy) {
        sink.accept(PackProblem.error(place, null, code, message, remedy));
    }

    private <V> @Nullable V parsed(String key, Function<String, V> parser, String wanted, String remedy) {
        YamlNode node = node(key);
        if (node == null) {
            return null;
        }
        if (node instanceof YamlNode.Text text) {
            try {
                return parser.apply(text.value());
            } catch (DateTimeException e) {
                // reported below, in our words
            }
        }
        wrongType(key, wanted, remedy);
        return null;
    }

    private void wrongType(String key, String wanted, String remedy) {
        YamlNode node = node(key);
        report(
                place(key),
                "wrong-type",
                sentence("\"" + key + "\" of " + owner + " must be " + wanted + ", but is "
                        + (node == null ? "nothing" : shown(node))),
                remedy + ".");
    }

    private static String shown(YamlNode node) {
        if (node instanceof YamlNode.Text text) {
            return '"' + text.value() + '"';
        }
        return node instanceof YamlNode.Numeric || node instanceof YamlNode.Flag
                ? node.toJson().asText()
                : node.kind();
    }
}

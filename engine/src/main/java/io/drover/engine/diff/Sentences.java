package io.drover.engine.diff;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in a sentence what became of an item. */
final class Sentences {

    private Sentences() {}

    static String added(Item item) {
        String more = switch (item.kind()) {
            case THRESHOLD -> ", with the value " + amount(item, item.members().get("value"));
            case TAXONOMY -> ", with the values " + shown(item.members().get("values"));
            case RULE -> " in " + item.members().get("file") + reason(item);
            case PACK, SCORE, SEGMENT, TREATMENT, POLICY, CUT_TABLE, FACT_TYPE, SCENARIOS -> "";
        };
        return capital(item.called()) + verb(item, " is new", " are new") + more + ".";
    }

    private static String reason(Item rule) {
        Object says = rule.members().get("sentence");
        return says == null ? "" : ": " + says;
    }

    static String removed(Item item) {
        String more = switch (item.kind()) {
            case THRESHOLD -> "; its value was " + amount(item, item.members().get("value"));
            case RULE -> reason(item);
            case PACK, TAXONOMY, SCORE, SEGMENT, TREATMENT, POLICY, CUT_TABLE, FACT_TYPE, SCENARIOS -> "";
        };
        return capital(item.called()) + verb(item, " is gone", " are gone") + more + ".";
    }

    static String renamed(Item from, Item to) {
        return capital(from.called()) + " is now called " + to.name() + ".";
    }

    static String changed(Item from, Item to, String member, @Nullable Object before, @Nullable Object after) {
        if (to.kind() == Item.Kind.SCENARIOS) {
            return capital(to.called()) + " have changed.";
        }
        boolean isValue = to.kind() == Item.Kind.THRESHOLD && member.equals("value");
        String what = isValue ? to.called() : "the " + member + " of " + to.called();
        if (before instanceof List<?> old && after instanceof List<?> now) {
            return capital(what) + ofLists(texts(old), texts(now), isPlural(member)) + ".";
        }
        if (before == null) {
            return capital(what) + (isPlural(member) ? " are " : " is ") + amount(to, member, after)
                    + "; it was not stated.";
        }
        if (after == null) {
            return capital(what) + (isPlural(member) ? " are" : " is") + " not stated any more; it was "
                    + amount(from, member, before) + ".";
        }
        if (isLong(before) || isLong(after)) {
            return capital(what) + (isPlural(member) ? " are now " : " is now ") + quoted(after) + "; before: "
                    + quoted(before) + ".";
        }
        String unit = Objects.equals(from.unit(), to.unit()) ? "" : unit(from, member);
        return capital(what) + (isPlural(member) ? " go from " : " goes from ") + shown(before) + unit + " to "
                + amount(to, member, after) + ".";
    }

    private static String ofLists(List<String> before, List<String> after, boolean plural) {
        List<String> gained = new ArrayList<>(after);
        gained.removeAll(before);
        List<String> lost = new ArrayList<>(before);
        lost.removeAll(after);
        List<String> parts = new ArrayList<>();
        if (!gained.isEmpty()) {
            parts.add((plural ? "gain " : "gains ") + String.join(", ", gained));
        }
        if (!lost.isEmpty()) {
            parts.add((plural ? "lose " : "loses ") + String.join(", ", lost));
        }
        List<String> left = new ArrayList<>(before);
        left.retainAll(after);
        List<String> kept = new ArrayList<>(after);
        kept.retainAll(before);
        if (!left.equals(kept)) {
            parts.add((plural ? "come" : "comes") + " in another order: " + String.join(", ", after) + "; before: "
                    + String.join(", ", before));
        }
        return " " + String.join(", and ", parts);
    }

    private static List<String> texts(List<?> list) {
        return list.stream().map(String::valueOf).toList();
    }

    private static boolean isPlural(String member) {
        return member.endsWith("s") || member.startsWith("cuts of ");
    }

    private static boolean isLong(Object value) {
        return value instanceof String text && text.indexOf(' ') >= 0;
    }

    private static String amount(Item item, @Nullable Object value) {
        return amount(item, "value", value);
    }

    private static String amount(Item item, String member, @Nullable Object value) {
        return (value != null && isLong(value) ? quoted(value) : shown(value)) + unit(item, member);
    }

    private static String unit(Item item, String member) {
        return member.equals("value") && item.unit() != null ? " " + item.unit() : "";
    }

    private static String quoted(Object value) {
        return '"' + shown(value) + '"';
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "none" : list.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        if (value instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }

    private static String verb(Item item, String one, String many) {
        return item.kind() == Item.Kind.SCENARIOS ? many : one;
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}

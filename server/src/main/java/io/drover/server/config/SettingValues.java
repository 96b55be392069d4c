package io.drover.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the texts of settings into values. A text that cannot be turned counts as a fault and gives the default, so that all
 * faults are found at once.
 */
final class SettingValues {

    private static final int MAX_COUNT = 1_000_000;
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})(|KiB|MiB|GiB)");
    private static final Pattern PACK_SOURCE = Pattern.compile("([a-z][a-z0-9-]*)\\s*=\\s*([a-z]+)");
    private static final Pattern GIT_REF =
            Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._+-]|/(?=[A-Za-z0-9_]))*(?<![./])");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");
    private static final Map<String, Boolean> SWITCH = Map.of("true", true, "false", false);

    private final Function<Setting, String> texts;
    private final List<String> faults = new ArrayList<>();

    /** Values of {@code texts}. */
    SettingValues(Function<Setting, String> texts) {
        this.texts = texts;
    }

    /** A sentence on each text that cannot be turned. */
    List<String> faults() {
        return faults;
    }

    String text(Setting setting) {
        return value(setting, text -> text.isEmpty() ? null : text);
    }

    boolean isOn(Setting setting) {
        return value(setting, SWITCH::get);
    }

    int port(Setting setting) {
        return value(setting, text -> whole(text, 65_535));
    }

    int count(Setting setting) {
        return value(setting, text -> whole(text, MAX_COUNT));
    }

    int percent(Setting setting) {
        return value(setting, text -> whole(text, 100));
    }

    int limit(Setting setting) {
        return value(setting, text -> {
            Integer number = whole(text, MAX_COUNT);
            return number == null || number == 0 ? null : number;
        });
    }

    int bytes(Setting setting) {
        return value(setting, SettingValues::size);
    }

    Duration duration(Setting setting) {
        return value(setting, SettingValues::length);
    }

    Path path(Setting setting) {
        return value(setting, text -> text.isEmpty() ? null : pathOf(text));
    }

    /** Null where none is given. */
    @Nullable
    Path optionalPath(Setting setting) {
        return texts.apply(setting).isBlank() ? null : value(setting, SettingValues::pathOf);
    }

    /** Null where none is given. */
    @Nullable
    URI gitUrl(Setting setting) {
        String text = texts.apply(setting).strip();
        URI url = gitUrlOf(text);
        if (url == null && !text.isEmpty()) {
            refuse(setting, text);
            return URI.create("file:/");
        }
        return url;
    }

    private static @Nullable URI gitUrlOf(String text) {
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme());
            boolean isWhole = url.getPath() != null && url.getPath().length() > 1 && url.getRawQuery() == null;
            boolean isPlain = url.getRawFragment() == null && url.getRawUserInfo() == null;
            boolean isKnown = switch (scheme) {
                case "https", "http" -> url.getHost() != null && text.indexOf('@') < 0;
                case "file" -> url.getRawAuthority() == null;
                default -> false;
            };
            return isWhole && isPlain && isKnown ? url : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The name of a branch or a tag. */
    String gitRef(Setting setting) {
        return value(
                setting,
                text -> GIT_REF.matcher(text).matches() && !text.contains("..") && !text.endsWith(".lock")
                        ? text
                        : null);
    }

    /** A path with / between its parts; empty where none is given. */
    String gitFolder(Setting setting) {
        return value(setting, text -> {
            String folder = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
            boolean isPath = Stream.of(folder.split("/", -1))
                    .noneMatch(part -> part.isBlank() || part.equals(".") || part.equals("..") || part.contains("\\"));
            return isPath || text.isEmpty() ? folder : null;
        });
    }

    /** The text as it is; null where none is given. */
    @Nullable
    String optionalText(Setting setting) {
        String text = texts.apply(setting);
        return text.isEmpty() ? null : text;
    }

    <E extends Enum<E>> E choice(Setting setting, E[] choices) {
        return value(
                setting,
                text -> Stream.of(choices)
                        .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(text))
                        .findFirst()
                        .orElse(null));
    }

    /** By name of the pack. */
    Map<String, SourceKind> sources(Setting setting) {
        return value(setting, SettingValues::sourcesOf);
    }

    private static @Nullable Map<String, SourceKind> sourcesOf(String text) {
        Map<String, SourceKind> sources = new TreeMap<>();
        for (String each : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            Matcher matcher = PACK_SOURCE.matcher(each.strip());
            if (!matcher.matches()) {
                return null;
            }
            SourceKind kind = Stream.of(SourceKind.values())
                    .filter(candidate ->
                            candidate.name().toLowerCase(Locale.ROOT).equals(matcher.group(2)))
                    .findFirst()
                    .orElse(null);
            if (kind == null || sources.put(matcher.group(1), kind) != null) {
                return null;
            }
        }
        return sources;
    }

    private <T> T value(Setting setting, Function<String, @Nullable T> parser) {
        String text = texts.apply(setting);
        T value = parser.apply(text.strip());
        if (value == null) {
            refuse(setting, text);
            value = parser.apply(setting.byDefault());
        }
        if (value == null) {
            throw new IllegalStateException("the default of " + setting.key());
        }
        return value;
    }

    private void refuse(Setting setting, String text) {
        String shown = setting == Setting.GIT_URL || text.contains("://") ? withoutPassword(text) : text;
        faults.add("\"" + shown + "\" cannot be the value of " + setting.key() + "; expected is " + setting.expected()
                + ".");
    }

    /** Where there is a @, or a query, a password may be before it or in it: wherever it begins, nothing of that is shown. */
    private static String withoutPassword(String url) {
        if (url.indexOf('@') < 0 && url.indexOf('?') < 0) {
            return url;
        }
        Matcher scheme = SCHEME.matcher(url);
        return (scheme.lookingAt() ? scheme.group() : "") + "(hidden)";
    }

    private static @Nullable Integer whole(String text, int max) {
        return text.matches("\\d{1,7}") && Integer.parseInt(text) <= max ? Integer.valueOf(text) : null;
    }

    private static @Nullable Path pathOf(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static @Nullable Integer size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        int shift = List.of("", "KiB", "MiB", "GiB").indexOf(matcher.group(2)) * 10;
        long number = Long.parseLong(matcher.group(1));
        boolean inRange = number <= (1L << 30) >> shift && number << shift >= 1 << 10;
        return inRange ? (int) (number << shift) : null;
    }

    private static @Nullable Duration length(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        long number = Long.parseLong(matcher.group(1));
        Duration duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        return duration.isZero() || duration.compareTo(Duration.ofDays(1)) > 0 ? null : duration;
    }
}

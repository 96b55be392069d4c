package io.drover.engine.pack;

import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What the names in a manifest may look like. */
enum Names {
    PACK("[a-z][a-z0-9-]{0,79}", "small letters, digits and -, beginning with a letter"),
    /** Of taxonomies, scores, segments, treatments and purposes. */
    DEFINED("[a-z0-9][a-z0-9._-]{0,79}", "small letters, digits and . _ -"),
    /** Of taxonomies' values; published ones are words, such as {@code Can't Lose Them}. */
    VALUE("[A-Za-z0-9](?:[A-Za-z0-9 ._'-]{0,78}[A-Za-z0-9._'-])?", "letters, digits, spaces and . _ - '");

    private final Pattern pattern;
    private final String words;

    Names(String regex, String words) {
        this.pattern = Pattern.compile(regex);
        this.words = words;
    }

    boolean allow(String name) {
        return pattern.matcher(name).matches();
    }

    /** What is allowed, in words. */
    String words() {
        return words;
    }

    /** Reports a {@code bad-name} unless {@code name} is allowed. */
    void check(String name, String owner, Place place, Consumer<PackProblem> sink) {
        if (!allow(name)) {
            sink.accept(PackProblem.error(
                    place,
                    null,
                    "bad-name",
                    YamlFields.sentence(owner + " cannot be named \"" + name + "\""),
                    "Use at most 80 " + words + "."));
        }
    }
}

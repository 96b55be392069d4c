package io.drover.engine.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a generated class is there for, which its name tells. */
enum ClassKind {
    /** A condition, a consequence, or what a join reads of a fact. */
    LAMBDA("P[0-9A-F]{2}/Lambda(?:Predicate|Extractor|Consequence)[0-9A-F]{32}"),
    /** Puts rules together, or knows the fields of a type. */
    RULES(
            "(?:Rules[0-9A-F]{32}(?:Rule(?:Method)?s[0-9]{1,6})?|DomainClassesMetadata[0-9A-F]{32}(?:\\$\\w{1,200}_Metadata)?)"),
    /** A type of facts that the pack declares. */
    FACT("[A-Z]\\w{0,200}");

    private static final Pattern PROJECT = Pattern.compile("org/drools/project/model/ProjectModel_\\w{1,200}");

    private final Pattern name;

    ClassKind(String name) {
        this.name = Pattern.compile(name);
    }

    /** The kind of the class of internal name {@code className} in a pack of {@code packageName}; empty: of none. */
    static Optional<ClassKind> of(String className, String packageName) {
        if (PROJECT.matcher(className).matches()) {
            return Optional.of(RULES);
        }
        String prefix = packageName + "/";
        if (!className.startsWith(prefix)) {
            return Optional.empty();
        }
        String name = className.substring(prefix.length());
        return Arrays.stream(values())
                .filter(kind -> kind.name.matcher(name).matches())
                .findFirst();
    }

    /** The section of the allow-list that is about this kind. */
    String section() {
        return name().toLowerCase(Locale.ROOT);
    }
}

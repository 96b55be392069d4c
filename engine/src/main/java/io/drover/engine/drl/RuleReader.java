package io.drover.engine.drl;

import io.drover.engine.drl.Tokenizer.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/** Reads one rule of the parse tree: its name, annotations, conditions and consequence, all held against the allow-list. */
final class RuleReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9 _.:'-]{1,80}");
    private static final Pattern THEN = Pattern.compile("then\\s*");
    private static final Set<String> ANNOTATIONS = Set.of("says", "owner", "reviewedAt");

    private final SourceText source;
    private final Imports imports;
    private final Consumer<Fault> sink;
    private boolean whole = true;

    RuleReader(SourceText source, Imports imports, Consumer<Fault> faults) {
        this.source = source;
        this.imports = imports;
        this.sink = faults;
    }

    /** The rule that {@code descr} is; what is refused is reported and left out. */
    RuleText read(RuleDescr descr) {
        int at = Math.max(descr.getStartCharacter(), 0);
        checkHeader(descr, at);
        Map<String, String> annotations = annotations(descr, at);
        List<Element> conditions = new ConditionReader(source, this::fault).read(descr.getLhs());
        List<Conclusion> conclusions = consequence(descr, at);
        return new RuleText(source, imports, descr.getName(), at, annotations, conditions, conclusions, whole);
    }

    private void fault(Fault fault) {
        whole = false;
        sink.accept(fault);
    }

    private void checkHeader(RuleDescr descr, int at) {
        if (descr.isQuery()) {
            fault(new Fault(at, "forbidden-query", "A query is defined.", "Make it a rule that concludes something."));
        }
        if (!NAME.matcher(descr.getName()).matches()) {
            String message = "The name of the rule is too long, or has a character that rule names cannot have.";
            String remedy = "Use at most 80 letters, digits, blanks and the characters _ . : ' -.";
            sink.accept(new Fault(at, "forbidden-rule-name", message, remedy));
        }
        if (descr.hasParent()) {
            String message = "The rule extends the rule " + descr.getParentName() + ".";
            sink.accept(new Fault(at, "forbidden-extends", message, "Write its conditions out."));
        }
        for (AttributeDescr attribute : new TreeMap<>(descr.getAttributes()).values()) {
            if (attribute.getStartCharacter() >= at) {
                sink.accept(PackageCheck.attribute(attribute, attribute.getStartCharacter()));
            }
        }
        if (!descr.getNamedConsequences().isEmpty()) {
            String message = "The rule has more than one consequence.";
            fault(new Fault(at, "forbidden-consequence", message, "Make two rules of it."));
        }
        if (descr.hasErrors()) {
            String error = String.join(", ", descr.getErrors());
            fault(Fault.syntax(at, "The rule cannot be read: " + error + ".", "Correct or remove what it names."));
        }
    }

    /** What each annotation states, by its name. */
    private Map<String, String> annotations(RuleDescr descr, int at) {
        Map<String, AnnotationDescr> annotations = new TreeMap<>();
        for (AnnotationDescr annotation : descr.getAnnotations()) {
            annotations.put(annotation.getName(), annotation);
        }
        Map<String, String> stated = new TreeMap<>();
        for (Map.Entry<String, AnnotationDescr> entry : annotations.entrySet()) {
            String value = annotation(entry.getKey(), entry.getValue(), at);
            if (value != null) {
                stated.put(entry.getKey(), value);
            }
        }
        return stated;
    }

    private @Nullable String annotation(String name, AnnotationDescr annotation, int ruleAt) {
        int at = annotationOffset(name, ruleAt);
        if (!ANNOTATIONS.contains(name)) {
            sink.accept(new Fault(
                    at,
                    "forbidden-annotation",
                    "There is no annotation @" + name + " for rules.",
                    Nearest.didYouMean(name, ANNOTATIONS, "Use only @says, @owner and @reviewedAt.")));
            return null;
        }
        Map<String, Object> values = annotation.hasValue() ? annotation.getValueMap() : Map.of();
        Tokens literal = Tokenizer.read(String.valueOf(values.get(AnnotationDescr.VALUE)), at);
        Token text = literal.tokens().get(0);
        boolean plain = text.kind() == Token.Kind.TEXT
                && literal.tokens().size() == 2
                && literal.faults().isEmpty();
        if (values.size() != 1 || annotation.isDuplicated() || !plain) {
            sink.accept(new Fault(
                    at,
                    "forbidden-annotation",
                    "The annotation @" + name + " does not hold one plain text.",
                    "Write it once, as in @" + name + "(\"…\"), with nothing but the text in the parentheses."));
            return null;
        }
        return text.text();
    }

    /** The parse tree keeps no place of annotations; it is that of the name behind an at sign. */
    private int annotationOffset(String name, int ruleAt) {
        Matcher matcher = Pattern.compile("@\\s*" + Pattern.quote(name) + "\\b").matcher(source.text());
        return matcher.find(ruleAt) ? matcher.start() : ruleAt;
    }

    private List<Conclusion> consequence(RuleDescr descr, int ruleAt) {
        if (descr.isQuery()) {
            return List.of();
        }
        String text = String.valueOf(descr.getConsequence());
        int then = descr.getConsequenceLine() < 1
                ? ruleAt
                : source.lineStart(descr.getConsequenceLine()) + descr.getConsequencePattern();
        Matcher keyword = THEN.matcher(source.text())
                .region(Math.min(then, source.text().length()), source.text().length());
        int start = keyword.lookingAt() ? source.text().indexOf(text, then + "then".length()) : -1;
        try {
            return ConsequenceReader.read(text, start >= 0 ? start : then);
        } catch (FaultException e) {
            fault(e.fault());
            return List.of();
        }
    }
}

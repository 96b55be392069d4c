package io.drover.engine.pack;

import io.drover.engine.failure.NearestName;
import io.drover.model.decision.SubjectKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads which kinds of subjects a pack, a taxonomy or a segment is about. */
final class SubjectReader {

    /** What a taxonomy of contacts says instead of a kind. */
    static final String CONTACT = "contact";

    private static final List<String> WORDS =
            Arrays.stream(SubjectKind.values()).map(SubjectKind::word).toList();

    private static final List<String> TAXONOMY_WORDS = List.of("account", "customer", CONTACT);

    private SubjectReader() {}

    /**
     * The kinds that {@code subject} of a segment names, one by itself or several in a list: some of those of its pack.
     *
     * @param ofPack the pack's kinds, which the definition has where it names none; empty where the pack names none it could
     */
    static Set<SubjectKind> ofSegment(YamlFields fields, String label, Set<SubjectKind> ofPack) {
        return ofDefinition(fields, label, ofPack, WORDS);
    }

    /** The same of a taxonomy that is not one of contacts. */
    static Set<SubjectKind> ofTaxonomy(YamlFields fields, String label, Set<SubjectKind> ofPack) {
        return ofDefinition(fields, label, ofPack, TAXONOMY_WORDS);
    }

    private static Set<SubjectKind> ofDefinition(
            YamlFields fields, String label, Set<SubjectKind> ofPack, List<String> words) {
        if (!fields.has("subject")) {
            return ofPack;
        }
        boolean several = fields.node("subject") instanceof YamlNode.Sequence;
        Set<SubjectKind> kinds = several ? list(fields, "subject", label) : one(fields, words);
        if (ofPack.isEmpty() || ofPack.containsAll(kinds)) {
            return kinds.isEmpty() ? ofPack : kinds;
        }
        fields.report(
                fields.place("subject"),
                "wrong-subject",
                YamlFields.sentence(
                        label + " is about " + plural(kinds) + ", but the pack decides on " + plural(ofPack)),
                "Remove \"subject\", or change the pack's subjects.");
        return ofPack;
    }

    private static Set<SubjectKind> one(YamlFields fields, List<String> words) {
        Set<SubjectKind> kinds = EnumSet.noneOf(SubjectKind.class);
        String word = fields.choice("subject", words);
        named(word == null ? "" : word).ifPresent(kinds::add);
        return kinds;
    }

    /** The kinds in the list at {@code key} of {@code label}. */
    static Set<SubjectKind> list(YamlFields fields, String key, String label) {
        Set<SubjectKind> kinds = EnumSet.noneOf(SubjectKind.class);
        for (YamlNode.Text text : fields.texts(key)) {
            Optional<SubjectKind> kind = named(text.value());
            if (kind.isEmpty()) {
                fields.report(
                        text.place(),
                        "unknown-value",
                        YamlFields.sentence(label + " cannot be about the subject \"" + text.value() + "\""),
                        text.value().equals(CONTACT)
                                ? "Use account, customer or both; a taxonomy of contacts says \"subject: contact\"."
                                : NearestName.remedy(text.value(), WORDS, "Use one of these, or both"));
            } else if (!kinds.add(kind.get())) {
                fields.report(
                        text.place(),
                        "duplicate-value",
                        YamlFields.sentence("the subject \"" + text.value() + "\" is there twice"),
                        "Remove one of the two.");
            }
        }
        if (fields.node(key) instanceof YamlNode.Sequence list && list.items().isEmpty()) {
            fields.report(
                    fields.place(key),
                    "missing-key",
                    YamlFields.sentence(label + " names no subject"),
                    "Write \"" + key + ": [account]\", [customer] or both.");
        }
        return kinds;
    }

    private static Optional<SubjectKind> named(String word) {
        return Arrays.stream(SubjectKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst();
    }

    private static String plural(Set<SubjectKind> kinds) {
        return kinds.stream().map(kind -> kind.word() + "s").collect(Collectors.joining(" and "));
    }
}

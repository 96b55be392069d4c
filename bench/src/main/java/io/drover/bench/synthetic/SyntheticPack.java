package io.drover.bench.synthetic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A made-up rule pack about accounts, of any number of rules. Its topics are alike in shape (fields compared, signals counted
 * within a window, points, results read, treatments) and differ in what the seed draws: fields, signals, windows, thresholds.
 * All names begin with the pack's, so that several serve together.
 *
 * <p>Variants of a pack have the same rules and differ in one threshold, which every decision shows: the treatment {@code
 * <name>.variant} has it as the parameter {@code variant}.
 */
public final class SyntheticPack {

    private static final int RULES_IN_A_TOPIC = 12;
    private static final String THRESHOLDS = "thresholds.csv";
    private static final Pattern CONSTANT = Pattern.compile("T\\.([A-Z0-9_]+)");
    private static final Pattern CANDIDATE = Pattern.compile("new Candidate\\((.*?)\\)");
    private static final Pattern SCORE =
            Pattern.compile("Score\\( name == (\"[^\"]+\"), atLeast\\(([A-Z0-9_.]+)\\) \\)");

    private final String name;
    private final SyntheticVocabulary vocabulary = new SyntheticVocabulary();
    private final List<SyntheticTopic> topics = new ArrayList<>();

    private SyntheticPack(Weight weight, String name, int rules, long seed, int variant) {
        this.name = name;
        Random random = new Random(seed);
        for (int first = 0; first < rules; first += RULES_IN_A_TOPIC) {
            int size = Math.min(RULES_IN_A_TOPIC, rules - first);
            topics.add(SyntheticTopic.of(weight, name, topics.size() + 1, size, variant, random, vocabulary));
        }
    }

    /**
     * The pack {@code name} (lower-case letters and digits) of {@code rules} heavy rules, at least two; the same for the same
     * seed.
     *
     * @param variant the number that every decision shows
     */
    public static SyntheticPack of(String name, int rules, long seed, int variant) {
        return of(Weight.HEAVY, name, rules, seed, variant);
    }

    /** As {@link #of(String, int, long, int)}, of rules that are so much work. */
    public static SyntheticPack of(Weight weight, String name, int rules, long seed, int variant) {
        return new SyntheticPack(weight, name, rules, seed, variant);
    }

    public String name() {
        return name;
    }

    /** Writes the pack to the directory of its name below {@code rules}, and gives that directory. */
    public Path writeTo(Path rules) {
        Path directory = rules.resolve(name);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(directory.resolve("pack.yaml"), vocabulary.manifest(name));
        topics.forEach(topic -> write(directory.resolve(topic.fileName()), topic.drl()));
        writeThresholds(directory);
        return directory;
    }

    /** Writes only that in which variants differ: the thresholds of the pack in {@code directory}. */
    public void writeThresholds(Path directory) {
        StringBuilder csv = new StringBuilder("name,type,value,unit,min,max,description,owner,source,assumption\n");
        vocabulary.thresholds().values().forEach(threshold -> csv.append(threshold.csv()));
        write(directory.resolve(THRESHOLDS), csv.toString());
    }

    /** Writes thresholds of which one is missing, as after a bad edit; {@link #writeThresholds} mends it. */
    public void writeBrokenThresholds(Path directory) {
        StringBuilder csv = new StringBuilder("name,type,value,unit,min,max,description,owner,source,assumption\n");
        vocabulary.thresholds().values().stream().skip(1).forEach(threshold -> csv.append(threshold.csv()));
        write(directory.resolve(THRESHOLDS), csv.toString());
    }

    /**
     * The same rules as somebody would write them for Drools alone: thresholds as literals, results concluded at once instead
     * of candidates, scores summed by the rule that asks. What comes of them is not the same to the last: no order of
     * values, no defaults, no caps, no decay.
     */
    public String byHand() {
        StringBuilder drl = new StringBuilder("package " + name + "_by_hand;\n");
        for (String type : List.of("fact.Account", "fact.Contact", "fact.Signal")) {
            drl.append("import io.drover.model.").append(type).append(";\n");
        }
        for (String type : List.of("Classified", "InSegment", "Points", "Treat")) {
            drl.append("import io.drover.model.conclusion.").append(type).append(";\n");
        }
        topics.forEach(topic -> topic.rules().forEach(drl::append));
        String concluded = CANDIDATE.matcher(drl).replaceAll("new Classified($1, null)");
        String summed = SCORE.matcher(concluded)
                .replaceAll("accumulate( Points( score == $1, \\$points : points ); \\$sum : sum(\\$points);"
                        + " \\$sum >= $2 )");
        return CONSTANT.matcher(summed.replace("memberOf", "in")).replaceAll(this::literal);
    }

    private String literal(MatchResult constant) {
        SyntheticThreshold threshold = vocabulary.thresholds().get(constant.group(1));
        return Matcher.quoteReplacement(
                Objects.requireNonNull(threshold, constant.group()).literal());
    }

    /** Whoever watches the directory sees the old file or the new one, never half of one. */
    private static void write(Path file, String text) {
        Path beside = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            Files.writeString(beside, text);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

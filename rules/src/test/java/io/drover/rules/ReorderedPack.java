package io.drover.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Copies of packs in which nothing stands where it stood, although they say the same. */
final class ReorderedPack {

    /** The rows of a decision table in front of its rules: its name, keywords, patterns, code and labels. */
    private static final int HEAD_ROWS = 5;

    private ReorderedPack() {}

    /** A copy in {@code target}: rules stand in another order, those of tables too, and rule files have other names. */
    static Path copy(Path pack, Path target, Chance chance) throws IOException {
        try (Stream<Path> files = Files.walk(pack)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path relative = pack.relativize(file);
                Path copy = target.resolve(relative);
                Files.createDirectories(copy.getParent());
                String name = relative.toString();
                Path renamed = copy.resolveSibling((char) ('a' + chance.below(26)) + "-" + name);
                if (name.endsWith(".drl")) {
                    Files.writeString(renamed, rules(Files.readString(file), chance));
                } else if (name.endsWith(".drl.csv")) {
                    Files.writeString(renamed, rows(Files.readString(file), chance));
                } else {
                    Files.copy(file, name.contains(".drl.") ? renamed : copy);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return target;
    }

    private static String rules(String drl, Chance chance) {
        Matcher matcher = Pattern.compile("(?ms)^rule \".*?^end\\R?").matcher(drl);
        List<String> rules = new ArrayList<>();
        while (matcher.find()) {
            rules.add(matcher.group());
        }
        return matcher.reset().replaceAll("") + "\n" + String.join("\n", chance.shuffled(rules));
    }

    /** A file with one table to its end, none of whose cells has more than one line. */
    private static String rows(String csv, Chance chance) {
        List<String> lines = csv.lines().toList();
        int table = 0;
        while (!lines.get(table).startsWith("RuleTable")) {
            table++;
        }
        List<String> reordered = new ArrayList<>(lines.subList(0, table + HEAD_ROWS));
        reordered.addAll(chance.shuffled(lines.subList(table + HEAD_ROWS, lines.size())));
        return String.join("\n", reordered) + "\n";
    }
}

package io.drover.engine.scenario;

import io.drover.engine.failure.NearestName;
import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.YamlFields;
import io.drover.engine.pack.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The table of a scenario: each row is the scenario once more, with the row's cells written where the columns say. A cell
 * {@code _} writes nothing, so that what the scenario says for all rows stays.
 */
final class Matrix {

    private static final List<String> KEYS = List.of("columns", "rows");
    private static final String NAME = "name";
    private static final String AS_OF = "asOf";
    private static final Pattern COLUMN = Pattern.compile("name|asOf|(given|expect)(\\.[^.]+)+");
    private static final String WRITES_NOTHING = "_";

    /**
     * One row.
     *
     * @param name what sets it apart: {@code acv 50000}
     * @param step asOf, given and expect of the scenario, with the cells of the row in them
     */
    record Row(Place place, String name, YamlNode.Mapping step) {}

    /** A column, its path in parts; a column without parts could not be read. */
    private record Column(Place place, String path, List<String> parts) {

        boolean isGiven() {
            return path.startsWith("given.") || path.equals(AS_OF);
        }

        String lastPart() {
            return parts.get(parts.size() - 1);
        }
    }

    private final YamlNode.Mapping base;
    private final String owner;
    private final Consumer<PackProblem> sink;
    private final Map<List<?>, YamlNode> rowsByFacts = new HashMap<>();

    /** The matrix of {@code owner}, which says {@code base} for all rows. */
    Matrix(YamlNode.Mapping base, String owner, Consumer<PackProblem> sink) {
        this.base = base;
        this.owner = owner;
        this.sink = sink;
    }

    /** The rows of {@code node}, those that are sound. */
    List<Row> read(YamlNode node) {
        YamlFields fields = new YamlFields(node, "the matrix of " + owner, KEYS, sink);
        KEYS.forEach(fields::require);
        List<Column> columns = columns(fields);
        if (!columns.isEmpty() && expectsNothing(columns)) {
            report(
                    node.place(),
                    "nothing-expected",
                    "The matrix of " + owner + " expects nothing.",
                    "Add a column such as expect.fired.");
        }
        List<Row> rows = new ArrayList<>();
        int number = 0;
        for (YamlNode row : columns.isEmpty() ? List.<YamlNode>of() : fields.list("rows")) {
            number++;
            Row read = row(row, columns, number);
            if (read != null) {
                rows.add(read);
            }
        }
        return rows;
    }

    private boolean expectsNothing(List<Column> columns) {
        return columns.stream().noneMatch(column -> column.path().startsWith("expect."))
                && !base.entries().containsKey("expect");
    }

    private List<Column> columns(YamlFields fields) {
        List<Column> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlNode.Text text : fields.texts("columns")) {
            String path = text.value();
            boolean known = COLUMN.matcher(path).matches();
            boolean isSecond = !seen.add(path) || columns.stream().anyMatch(other -> areNested(other.path(), path));
            if (!known) {
                reportUnknown(text);
            } else if (isSecond) {
                report(
                        text.place(),
                        "duplicate-column",
                        "The column \"" + path + "\" writes where another column writes too.",
                        "Keep one of the two.");
            }
            columns.add(new Column(text.place(), path, known && !isSecond ? List.of(path.split("\\.")) : List.of()));
        }
        return columns.size() == fields.list("columns").size() ? columns : List.of();
    }

    private void reportUnknown(YamlNode.Text column) {
        String path = column.value();
        String first = path.split("\\.", 2)[0];
        report(
                column.place(),
                "unknown-column",
                "The matrix of " + owner + " has the unknown column \"" + path + "\".",
                NearestName.of(first, List.of("given", "expect", NAME, AS_OF))
                        .filter(near -> !near.equals(first))
                        .map(near -> "Did you mean \"" + near + path.substring(first.length()) + "\"?")
                        .orElse("A column is name, asOf, or a path such as given.account.acv or expect.fired."));
    }

    private static boolean areNested(String one, String other) {
        return one.startsWith(other + ".") || other.startsWith(one + ".");
    }

    private @Nullable Row row(YamlNode node, List<Column> columns, int number) {
        if (!isComplete(node, columns)) {
            return null;
        }
        List<YamlNode> cells = ((YamlNode.Sequence) node).items();
        YamlNode.Mapping step = base;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (!column.parts().isEmpty() && !column.path().equals(NAME) && !isLeftOut(cells.get(i))) {
                Cell cell = new Cell(column.place(), column.path(), sink);
                step = (YamlNode.Mapping) cell.write(step, column.parts(), cells.get(i));
            }
        }
        return isSecond(node, columns, cells) ? null : new Row(node.place(), name(columns, cells, number), step);
    }

    private boolean isComplete(YamlNode node, List<Column> columns) {
        int cells = node instanceof YamlNode.Sequence row ? row.items().size() : -1;
        if (cells == columns.size()) {
            return true;
        }
        String has = cells < 0 ? "is " + node.kind() : "has " + cells + (cells == 1 ? " cell" : " cells");
        report(
                node.place(),
                "wrong-row",
                "A row of the matrix of " + owner + " " + has + ", but there are " + columns.size() + " columns.",
                "Write one cell a column, in brackets: ["
                        + columns.stream().map(Column::path).collect(Collectors.joining(", ")) + "].");
        return false;
    }

    /** What the row is called; else the facts it gives; else its number. */
    private static String name(List<Column> columns, List<YamlNode> cells, int number) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (!isLeftOut(cells.get(i)) && column.path().equals(NAME)) {
                return Subset.show(cells.get(i).toJson());
            }
            if (!isLeftOut(cells.get(i)) && column.isGiven()) {
                values.add(value(column, cells.get(i)));
            }
        }
        return values.isEmpty() ? "row " + number : String.join(", ", values);
    }

    /**
     * Whether an earlier row gives the same, which is a problem: the same facts are always decided the same, so one of the
     * two was meant otherwise. Where a column is not known, nobody can tell.
     */
    private boolean isSecond(YamlNode row, List<Column> columns, List<YamlNode> cells) {
        List<Object> facts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).parts().isEmpty()) {
                return false;
            }
            if (columns.get(i).isGiven()) {
                facts.add(cells.get(i).toJson());
            }
        }
        YamlNode first = rowsByFacts.putIfAbsent(facts, row);
        if (first != null) {
            report(
                    row.place(),
                    "duplicate-row",
                    "The row gives the same as the row in line " + first.place().line() + ".",
                    "Remove one of the two, or correct what it gives.");
        }
        return first != null;
    }

    private static boolean isLeftOut(YamlNode cell) {
        return cell instanceof YamlNode.Text text && text.value().equals(WRITES_NOTHING);
    }

    private static String value(Column column, YamlNode cell) {
        return cell instanceof YamlNode.Null
                ? "no " + column.lastPart()
                : column.lastPart() + " " + Subset.show(cell.toJson());
    }

    private void report(Place place, String code, String message, String remedy) {
        sink.accept(PackProblem.error(place, null, code, message, remedy));
    }
}

package io.drover.engine.drl;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What the sources of the model say of its types, in Markdown: their comments, and the names of parameters. */
final class ModelSources {

    /**
     * What is said of a type or method.
     *
     * @param text in Markdown, its paragraphs on a line each
     * @param parameters what is said of each, by name; of a method, of every parameter in order, perhaps nothing
     * @param returned the field that the method returns; null: it is not as simple as that
     */
    record Comment(
            String text,
            Map<String, String> parameters,
            List<String> names,
            @Nullable String returned) {}

    private static final Path SOURCES = Path.of("..", "model", "src", "main", "java", "io", "drover", "model");
    private static final Pattern RETURNED = Pattern.compile("\\{\\s*return (\\w+);\\s*}");

    private final Map<String, Comment> comments = new HashMap<>();

    /** Reads the sources of facts and conclusions. */
    static ModelSources read() throws IOException {
        ModelSources sources = new ModelSources();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("fact", "conclusion")) {
            try (Stream<Path> all = Files.list(SOURCES.resolve(folder))) {
                all.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
            }
        }
        JavacTask task = (JavacTask) compiler.getTask(
                null,
                null,
                null,
                List.of("-proc:none"),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjectsFromPaths(files));
        DocTrees trees = DocTrees.instance(task);
        for (CompilationUnitTree unit : task.parse()) {
            sources.new Reading(trees).scan(unit, null);
        }
        return sources;
    }

    /** What is said of {@code name}: {@code Signal}, or {@code Signal.within} of a method. */
    @Nullable
    Comment of(String name) {
        return comments.get(name);
    }

    private final class Reading extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final DocTrees trees;
        private String type = "";

        Reading(DocTrees trees) {
            this.trees = trees;
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
            if (!type.isEmpty()) {
                return null; // a type within a type is none that rules see
            }
            type = tree.getSimpleName().toString();
            add(type, List.of(), "");
            super.visitClass(tree, null);
            type = "";
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
            List<String> names = tree.getParameters().stream()
                    .map(parameter -> parameter.getName().toString())
                    .toList();
            String name = tree.getName().contentEquals("<init>")
                    ? "new/" + names.size()
                    : tree.getName().toString();
            add(type + "." + name, names, String.valueOf(tree.getBody()));
            return null;
        }

        private void add(String name, List<String> names, String body) {
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            Map<String, String> parameters = new HashMap<>();
            if (comment != null) {
                comment.getBlockTags().stream()
                        .filter(ParamTree.class::isInstance)
                        .map(ParamTree.class::cast)
                        .forEach(tag -> parameters.put(tag.getName().toString(), markdown(tag.getDescription())));
            }
            Matcher returned = RETURNED.matcher(body);
            comments.putIfAbsent(
                    name,
                    new Comment(
                            comment == null ? "" : markdown(comment.getFullBody()),
                            parameters,
                            names,
                            returned.matches() ? returned.group(1) : null));
        }
    }

    private static String markdown(List<? extends DocTree> parts) {
        return parts.stream()
                .map(part -> part instanceof TextTree text ? text.getBody() : part.toString())
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ")
                .replaceAll("\\{@(?:code|link|linkplain) #?([^}]*)}", "`$1`")
                .replace("<p>", "\n")
                .strip();
    }
}

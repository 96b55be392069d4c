package io.drover.engine.spreadsheet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** The parts of a workbook that another part refers to; those outside the file are left out. */
record Relations(Map<String, Relation> byId) {

    /** A part, and what it is: the last word of the type of the relation, such as {@code worksheet}. */
    record Relation(String kind, String part) {}

    Relations {
        byId = Map.copyOf(byId);
    }

    /** Those of {@code part}; of the workbook as a whole if it is empty. */
    static Relations of(String part, WorkbookParts parts) throws BadWorkbookException {
        int slash = part.lastIndexOf('/') + 1;
        String file = part.substring(0, slash) + "_rels/" + part.substring(slash) + ".rels";
        Map<String, Relation> byId = new HashMap<>();
        if (parts.has(file)) {
            parts.parse(file, new Handler(part, byId));
        }
        return new Relations(byId);
    }

    /** The part of a kind of which there is at most one. */
    Optional<String> part(String kind) {
        return byId.values().stream()
                .filter(relation -> relation.kind().equals(kind))
                .map(Relation::part)
                .findFirst();
    }

    private static final class Handler extends DefaultHandler {

        private final String source;
        private final Map<String, Relation> byId;

        Handler(String source, Map<String, Relation> byId) {
            this.source = source;
            this.byId = byId;
        }

        @Override
        public void startElement(String uri, String name, @Nullable String qualifiedName, Attributes attributes) {
            String id = attributes.getValue("Id");
            String type = attributes.getValue("Type");
            String target = attributes.getValue("Target");
            if (id != null && type != null && target != null && !"External".equals(attributes.getValue("TargetMode"))) {
                byId.put(id, new Relation(type.substring(type.lastIndexOf('/') + 1), resolve(target)));
            }
        }

        private String resolve(String target) {
            String path = target.startsWith("/") ? target : source.substring(0, source.lastIndexOf('/') + 1) + target;
            Deque<String> steps = new ArrayDeque<>();
            for (String step : path.split("/", -1)) {
                if (step.equals("..")) {
                    steps.pollLast();
                } else if (!step.isEmpty() && !step.equals(".")) {
                    steps.addLast(step);
                }
            }
            return String.join("/", steps);
        }
    }
}

package io.drover.engine.pack;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * A YAML file as a tree that knows its places.
 *
 * <p>It is the YAML that people write by hand and nothing more: one document; scalars as JSON has them, so that {@code NO} is
 * Norway and {@code 2026-11-01} a text; neither anchors nor tags, which could build anything.
 *
 * @param root null where the file is empty or cannot be read
 * @param problems {@code bad-yaml} and {@code duplicate-key}
 */
public record YamlTree(@Nullable YamlNode root, List<PackProblem> problems) {

    private static final int DEEPEST = 40;
    private static final int LONGEST_NUMBER = 100;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?");

    public YamlTree {
        problems = List.copyOf(problems);
    }

    /** Reads {@code text}, the content of {@code file}. */
    public static YamlTree read(String file, String text) {
        Reading reading = new Reading(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
        return new YamlTree(reading.document(), reading.problems);
    }

    /** One pass over the events of a file. The first error of grammar ends it: what follows would only be noise. */
    private static final class Reading {

        private final String file;
        private final String text;
        private final List<PackProblem> problems = new ArrayList<>();

        Reading(String file, String text) {
            this.file = file;
            this.text = text;
        }

        @Nullable
        YamlNode document() {
            try {
                LoaderOptions options = new LoaderOptions();
                options.setCodePointLimit(Integer.MAX_VALUE);
                ParserImpl events = new ParserImpl(new StreamReader(text), options);
                events.getEvent();
                if (events.checkEvent(Event.ID.StreamEnd)) {
                    return null;
                }
                events.getEvent();
                YamlNode root = node(events, 0);
                events.getEvent();
                if (!events.checkEvent(Event.ID.StreamEnd)) {
                    throw refused(events.peekEvent(), "The file holds a second document", "Keep one document a file");
                }
                return root;
            } catch (BadYamlException e) {
                problems.add(e.problem);
            } catch (MarkedYAMLException e) {
                problems.add(grammar(e));
            } catch (ReaderException e) {
                problems.add(control(e));
            } catch (YAMLException e) {
                problems.add(bad(Place.whole(file), "The file is not YAML.", "Write it as the examples are written."));
            }
            return null;
        }

        private YamlNode node(ParserImpl events, int depth) {
            Event event = events.getEvent();
            if (depth > DEEPEST) {
                throw refused(event, "Values are nested more than " + DEEPEST + " deep", "Nest them less deeply");
            }
            if (!(event instanceof NodeEvent node) || node.getAnchor() != null) {
                throw refused(
                        event, "Anchors (&) and aliases (*) are not supported", "Write the value out, or quote it");
            }
            if (event instanceof MappingStartEvent mapping) {
                refuseTag(mapping.getTag(), event);
                return mapping(events, place(event), depth);
            }
            if (event instanceof SequenceStartEvent sequence) {
                refuseTag(sequence.getTag(), event);
                List<YamlNode> items = new ArrayList<>();
                while (!events.checkEvent(Event.ID.SequenceEnd)) {
                    items.add(node(events, depth + 1));
                }
                events.getEvent();
                return new YamlNode.Sequence(place(event), items);
            }
            return scalar((ScalarEvent) event);
        }

        private YamlNode mapping(ParserImpl events, Place place, int depth) {
            Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
            while (!events.checkEvent(Event.ID.MappingEnd)) {
                Event event = events.peekEvent();
                if (!(event instanceof ScalarEvent scalar)) {
                    throw refused(event, "A key must be a word", "Write a word before the colon, or quote it");
                }
                node(events, depth + 1);
                String key = scalar.getValue();
                YamlNode.Entry first = entries.get(key);
                YamlNode.Entry entry = new YamlNode.Entry(place(event), key, node(events, depth + 1));
                if (first == null) {
                    entries.put(key, entry);
                } else {
                    problems.add(PackProblem.error(
                            entry.place(),
                            null,
                            "duplicate-key",
                            "The key \"" + key + "\" is there twice; the first is in line "
                                    + first.place().line() + ".",
                            "Remove one of the two."));
                }
            }
            events.getEvent();
            return new YamlNode.Mapping(place, entries);
        }

        private YamlNode scalar(ScalarEvent event) {
            refuseTag(event.getTag(), event);
            Place place = place(event);
            String value = event.getValue();
            if (!event.isPlain()) {
                return new YamlNode.Text(place, value);
            }
            return switch (value) {
                case "", "~", "null" -> new YamlNode.Null(place);
                case "true" -> new YamlNode.Flag(place, true);
                case "false" -> new YamlNode.Flag(place, false);
                default ->
                    value.length() <= LONGEST_NUMBER && NUMBER.matcher(value).matches()
                            ? new YamlNode.Numeric(place, new BigDecimal(value))
                            : new YamlNode.Text(place, value);
            };
        }

        private void refuseTag(@Nullable String tag, Event event) {
            if (tag != null) {
                throw refused(event, "Tags (!) are not supported", "Remove the tag, or quote the value");
            }
        }

        private Place place(Event event) {
            return place(event.getStartMark());
        }

        private Place place(Mark mark) {
            return Place.at(file, mark.getLine() + 1, mark.getColumn() + 1);
        }

        private BadYamlException refused(Event event, String message, String remedy) {
            return new BadYamlException(bad(place(event), message + ".", remedy + "."));
        }

        private PackProblem grammar(MarkedYAMLException e) {
            YamlGrammar.Fault fault = YamlGrammar.faultOf(e);
            Mark mark = fault.mark();
            return bad(mark == null ? Place.whole(file) : place(mark), fault.message(), fault.remedy());
        }

        /** A character YAML does not allow, such as a control character. */
        private PackProblem control(ReaderException e) {
            int end = text.offsetByCodePoints(0, Math.min(e.getPosition(), text.codePointCount(0, text.length())));
            String before = text.substring(0, end);
            int line = (int) before.lines().count() + (before.isEmpty() || before.endsWith("\n") ? 1 : 0);
            return bad(
                    Place.at(file, line, end - before.lastIndexOf('\n')),
                    String.format("The character U+%04X must not stand in a YAML file.", e.getCodePoint()),
                    "Remove it.");
        }

        private static PackProblem bad(Place place, String message, String remedy) {
            return PackProblem.error(place, null, "bad-yaml", message, remedy);
        }
    }

    /** Ends the reading of a file. */
    private static final class BadYamlException extends RuntimeException {

        private final transient PackProblem problem;

        BadYamlException(PackProblem problem) {
            super(problem.message());
            this.problem = problem;
        }
    }
}

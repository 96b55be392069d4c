package io.drover.engine.pack;

import java.util.HashMap;
import java.util.Map;

/**
 * Where a manifest, or a table that it names, defines what: by the way to it, such as {@code segments/in-market} or
 * {@code taxonomies/fit/high}.
 */
public final class DefinitionPlaces {

    private final Map<String, Place> places;

    private DefinitionPlaces(Map<String, Place> places) {
        this.places = Map.copyOf(places);
    }

    /** Of a manifest that does not come from a file. */
    public static final DefinitionPlaces NONE = new DefinitionPlaces(Map.of());

    /**
     * The places in {@code root}, the manifest.
     *
     * @param treatments where the treatments are that a table defines, by key
     */
    static DefinitionPlaces of(YamlNode root, Map<String, Place> treatments) {
        Map<String, Place> places = new HashMap<>();
        add(places, "", root);
        treatments.forEach((key, place) -> places.put("treatments/" + key, place));
        return new DefinitionPlaces(places);
    }

    private static void add(Map<String, Place> places, String way, YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            for (YamlNode.Entry entry : mapping.entries().values()) {
                places.put(way + entry.key(), entry.place());
                add(places, way + entry.key() + "/", entry.value());
            }
        } else if (node instanceof YamlNode.Sequence sequence && way.endsWith("/values/")) {
            sequence.items()
                    .forEach(item -> addValue(places, way.substring(0, way.length() - "values/".length()), item));
        }
    }

    private static void addValue(Map<String, Place> places, String way, YamlNode item) {
        if (item instanceof YamlNode.Text text) {
            places.put(way + text.value(), text.place());
        } else if (item.nearest("/name") instanceof YamlNode.Text name) {
            places.put(way + name.value(), name.place());
        }
    }

    /** Where {@code way} leads; where that is not known, the manifest as a whole. */
    public Place of(String way) {
        return places.getOrDefault(way, Place.whole(PackFiles.MANIFEST));
    }
}

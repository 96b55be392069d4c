package io.drover.server.access;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.drover.engine.failure.NearestName;
import io.drover.server.config.InvalidConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a file of tokens: a YAML list of entries with {@code name}, {@code roles} and {@code token-sha256}. */
final class TokenFile {

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());
    private static final List<String> KEYS = List.of("name", "roles", "token-sha256");
    private static final List<String> ROLES =
            Stream.of(Role.values()).map(Role::key).toList();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final String NAME_EXPECTED = "of 1 to 64 letters, digits and . _ @ -";
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final Path file;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> hashes = new HashSet<>();

    private TokenFile(Path file) {
        this.file = file;
    }

    /**
     * The tokens in {@code text}, which is in {@code file}.
     *
     * @throws InvalidConfigException with every fault, if there is one
     */
    static Tokens read(Path file, String text) {
        return new TokenFile(file).tokens(text);
    }

    /** @throws InvalidConfigException if no token may be named {@code name} */
    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidConfigException("A token needs a name " + NAME_EXPECTED + ".");
        }
    }

    private Tokens tokens(String text) {
        JsonNode tree = parse(text);
        List<Tokens.Entry> entries = new ArrayList<>();
        if (!tree.isArray() || tree.isEmpty()) {
            faults.add("The file of tokens " + file
                    + " is not a list of entries; make the first one with: drover token NAME --roles operator");
        } else {
            for (int i = 0; i < tree.size(); i++) {
                entries.add(entry(tree.get(i), "In the file of tokens " + file + ", entry " + (i + 1) + ", "));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidConfigException(String.join("\n", faults));
        }
        return new Tokens(entries);
    }

    private Tokens.Entry entry(JsonNode entry, String where) {
        entry.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                faults.add(where + "the key \"" + key + "\" is unknown" + suggestion(key, KEYS));
            }
        });
        String name = entry.path("name").asText();
        if (!NAME.matcher(name).matches()) {
            faults.add(where + "the name must be " + NAME_EXPECTED + ".");
        } else if (!names.add(name)) {
            faults.add(where + "the name " + name + " is that of an earlier entry.");
        }
        String hash = entry.path("token-sha256").asText();
        if (!SHA_256.matcher(hash).matches()) {
            faults.add(where + "token-sha256 must be 64 hexadecimal digits in small letters, the SHA-256 of a token.");
        } else if (!hashes.add(hash)) {
            faults.add(where + "token-sha256 is that of an earlier entry.");
        }
        return new Tokens.Entry(new Caller(name, roles(entry.path("roles"), where)), hash);
    }

    private Set<Role> roles(JsonNode list, String where) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (JsonNode item : list) {
            Role.of(item.asText())
                    .ifPresentOrElse(
                            roles::add,
                            () -> faults.add(where + "the role \"" + item.asText() + "\" is unknown"
                                    + suggestion(item.asText(), ROLES)));
        }
        if (!list.isArray() || list.isEmpty()) {
            faults.add(where + "roles must be a list of some of " + String.join(", ", ROLES) + ".");
        }
        return roles;
    }

    private static String suggestion(String word, List<String> known) {
        return NearestName.of(word, known)
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElse("; known are " + String.join(", ", known) + ".");
    }

    private JsonNode parse(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String where = place == null ? "" : ", line " + place.getLineNr() + ", column " + place.getColumnNr();
            // Not as the cause: the parser quotes what it read.
            throw new InvalidConfigException("The file of tokens " + file + where + ", is not YAML.");
        }
    }
}

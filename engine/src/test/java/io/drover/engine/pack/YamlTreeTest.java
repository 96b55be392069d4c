package io.drover.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTreeTest {

    @Test
    void read_scalars_asJsonHasThem() {
        YamlTree tree = YamlTree.read("a.yaml", """
                text: NO
                date: 2026-11-01
                time: 12:30:45
                quoted: "7"
                number: -1.50
                octal: 010
                flag: true
                nothing:
                list: [a, 1]
                """);

        assertThat(tree.problems()).isEmpty();
        assertThat(Objects.requireNonNull(tree.root()).toJson())
                .hasToString("{\"text\":\"NO\",\"date\":\"2026-11-01\",\"time\":\"12:30:45\",\"quoted\":\"7\","
                        + "\"number\":-1.50,\"octal\":\"010\",\"flag\":true,\"nothing\":null,\"list\":[\"a\",1]}");
    }

    @Test
    void read_byteOrderMarkAndWindowsLines_placesFromOne() {
        YamlTree tree = YamlTree.read("a.yaml", "\uFEFFa: 1\r\nb:\r\n  c: x\r\n");

        YamlNode root = Objects.requireNonNull(tree.root());
        assertThat(root.place()).isEqualTo(Place.at("a.yaml", 1, 1));
        assertThat(root.nearest("/b/c").place()).isEqualTo(Place.at("a.yaml", 3, 6));
        assertThat(root.nearest("/b/missing/2").place()).isEqualTo(Place.at("a.yaml", 3, 3));
    }

    @Test
    void read_empty_noRootAndNoProblem() {
        assertThat(YamlTree.read("a.yaml", "# nothing\n")).isEqualTo(YamlTree.read("a.yaml", ""));
        assertThat(YamlTree.read("a.yaml", "").root()).isNull();
        assertThat(YamlTree.read("a.yaml", "").problems()).isEmpty();
    }

    @Test
    void read_duplicateKey_firstHoldsAndSecondIsReported() {
        YamlTree tree = YamlTree.read("a.yaml", "a: 1\nb: {x: 1, x: 2}\na: 3\n");

        assertThat(Objects.requireNonNull(tree.root()).toJson()).hasToString("{\"a\":1,\"b\":{\"x\":1}}");
        assertThat(tree.problems())
                .extracting(PackProblem::code, PackProblem::place)
                .containsExactly(
                        tuple("duplicate-key", Place.at("a.yaml", 2, 11)),
                        tuple("duplicate-key", Place.at("a.yaml", 3, 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\nb: [1, 2\nc: 3\n",
                "a: 1\nb: &x {c: 1}\n",
                "a: 1\nb: *x\n",
                "a: 1\nb: !!java.net.URL [x]\n",
                "a: 1\nb: \u0007\n",
                "a: 1\n---\nb: 2\n",
                "a: 1\n[b]: 2\n",
                "a: 1\n\tb: 2\n",
            })
    void read_whatIsNotPlainYaml_oneProblemAtItsLine(String text) {
        YamlTree tree = YamlTree.read("a.yaml", text);

        assertThat(tree.root()).isNull();
        assertThat(tree.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("bad-yaml");
            assertThat(problem.line()).isBetween(2, 3);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '^', quoteCharacter = '`', textBlock = """
            a:\\n\\tb: 1\\n                ^ 2 ^ 1  ^ A tab stands where the line is indented.
            a: 1\\nb\\nc: 2\\n             ^ 2 ^ 1  ^ A key has no colon after it.
            a:\\n  b: 1\\n c: 2\\n         ^ 3 ^ 2  ^ The line is not indented like the other keys of its mapping.
            a:\\n  - b\\n - c\\n          ^ 3 ^ 2  ^ The line is not indented like the other keys of its mapping.
            a: 1\\nb: "open\\nc: 2\\n      ^ 2 ^ 4  ^ The quote that opens here is not closed.
            a: 'open\\n                   ^ 1 ^ 4  ^ The quote that opens here is not closed.
            a: x: y\\n                    ^ 1 ^ 5  ^ A colon stands where no key can stand.
            a: 1\\n  b: 2\\n              ^ 2 ^ 4  ^ A colon stands where no key can stand.
            a: [1, 2\\nb: 3\\n            ^ 1 ^ 4  ^ The list that opens here with [ is not closed.
            a: {b: 1\\nc: 3\\n            ^ 1 ^ 4  ^ The mapping that opens here with { is not closed.
            a: @b\\n                      ^ 1 ^ 4  ^ A text cannot begin with this character.
            a: "\\q"\\n                   ^ 1 ^ 6  ^ This \\ stands before a character that it cannot stand before.
            a: 1\\na: 2\\n                ^ 2 ^ 1  ^ The key "a" is there twice; the first is in line 1.
            a: "He said "hi" to me"\\n    ^ 1 ^ 14 ^ Text stands behind the closing quote.
            a: 1\\nb: "Hello" world\\n     ^ 2 ^ 12 ^ Text stands behind the closing quote.
            - "Hello" 'world'\\n          ^ 1 ^ 11 ^ Text stands behind the closing quote.
            a: ["b" c, d]\\n              ^ 1 ^ 9  ^ Text stands behind the closing quote.
            a: {b: "c" d}\\n              ^ 1 ^ 12 ^ Text stands behind the closing quote.
            a: ["b"\\nc: 1\\n              ^ 1 ^ 4  ^ The list that opens here with [ is not closed.
            a:\\n  b: "1"\\n c: 2\\n       ^ 3 ^ 2  ^ The line is not indented like the other keys of its mapping.
            - a\\nb: 1\\n                 ^ 2 ^ 1  ^ The line is not indented like the other items of its list.
            """)
    void read_commonMistake_itsPlaceInWordsOfTheAuthor(String text, int line, int column, String message) {
        YamlTree tree = YamlTree.read("a.yaml", text.replace("\\n", "\n").replace("\\t", "\t"));

        assertThat(tree.problems())
                .extracting(PackProblem::message, PackProblem::place)
                .containsExactly(tuple(message, Place.at("a.yaml", line, column)));
    }

    @Test
    void read_nestedTooDeep_refused() {
        assertThat(YamlTree.read("a.yaml", "[".repeat(100_000)).problems())
                .extracting(PackProblem::code)
                .containsExactly("bad-yaml");
    }
}

package io.drover.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.pack.YamlNode;
import io.drover.engine.pack.YamlTree;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GivenFactsTest {

    private static YamlNode.Mapping yaml(String text) {
        return (YamlNode.Mapping)
                Objects.requireNonNull(YamlTree.read("a.yaml", text).root());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {a: {b: x}}                       | {a: {c: y}}                     | {a: {b: x, c: y}}
                    {a: {b: x}}                       | {a: {b: y}}                     | {a: {b: y}}
                    {a: {b: x, c: y}}                 | {a: {b: null}}                  | {a: {c: y}}
                    {a: {b: {c: x, d: y}}}            | {a: {b: {c: null}}}             | {a: {b: {d: y}}}
                    {a: x, b: y}                      | {a: null, c: null}              | {b: y}
                    {l: [{id: x}]}                    | {l: [{id: y}]}                  | {l: [{id: x}, {id: y}]}
                    {l: [{id: x, a: b}, {id: y}]}     | {l: [{id: x, c: d}]}            | {l: [{id: x, c: d}, {id: y}]}
                    {l: [{id: x, source: s}]}         | {l: [{id: x, source: t}]}       | {l: [{id: x, source: s}, {id: x, source: t}]}
                    {l: [{id: x}]}                    | {l: [{id: x, source: t}]}       | {l: [{id: x}, {id: x, source: t}]}
                    {l: [{name: x}]}                  | {l: [{name: x}]}                | {l: [{name: x}, {name: x}]}
                    {facts: {R: [{id: x}]}}           | {facts: {R: [{id: y}], S: []}}  | {facts: {R: [{id: x}, {id: y}], S: []}}
                    {a: {tags: [x]}}                  | {a: {tags: [y]}}                | {a: {tags: [y]}}
                    {l: [{id: x}]}                    | {l: null}                       | {}
                    """)
    void merge_givenLater_growsOrReplaces(String before, String given, String merged) {
        assertThat(GivenFacts.merge(yaml(before), yaml(given)).toJson())
                .isEqualTo(yaml(merged).toJson());
    }
}

package io.drover.engine.drl;

import io.drover.engine.pack.PackProblem;
import java.util.List;

/**
 * What came of parsing the rules of a pack.
 *
 * @param rules all that could be read; whole only where no problem is an error
 * @param problems by place
 */
public record RuleParsing(ParsedRules rules, List<PackProblem> problems) {

    public RuleParsing {
        problems = List.copyOf(problems);
    }
}

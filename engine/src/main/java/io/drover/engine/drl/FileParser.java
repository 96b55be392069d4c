package io.drover.engine.drl;

import java.util.ArrayList;
import java.util.List;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.drl.parser.ParserError;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Calls the parser of Drools, the same that later feeds the compilers. */
final class FileParser {

    /**
     * What came of parsing.
     *
     * @param tree null where there is an error
     */
    record Parsed(@Nullable PackageDescr tree, List<ParserError> errors) {}

    private FileParser() {}

    /** Parses {@code text}; where the parser itself breaks down, that is an error without a line. */
    static Parsed parse(String text) {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        List<ParserError> errors = new ArrayList<>();
        PackageDescr tree = null;
        try {
            tree = parser.parse(false, text);
            parser.getErrors().forEach(error -> errors.add(located(error)));
        } catch (DroolsParserException | RuntimeException | StackOverflowError e) {
            errors.add(new ParserError(String.valueOf(e.getMessage()), -1, 0));
        }
        if (tree == null && errors.isEmpty()) {
            errors.add(new ParserError("no tree", -1, 0));
        }
        return new Parsed(errors.isEmpty() ? tree : null, errors);
    }

    private static ParserError located(DroolsError error) {
        if (error instanceof ParserError located) {
            return located;
        }
        int[] lines = error.getLines();
        return new ParserError(error.getMessage(), lines.length == 0 ? -1 : lines[0], 0);
    }
}

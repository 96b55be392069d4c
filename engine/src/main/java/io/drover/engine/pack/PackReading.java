package io.drover.engine.pack;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading a pack.
 *
 * @param name as the folder is called, and the pack too unless its manifest has it wrong
 * @param revision the SHA-256, in hexadecimal, of the pack's contents; null without a manifest
 * @param pack what could be read, so that its rules can be checked in the same go; not fit to serve where a problem is an
 *     error; null where not even its name is certain
 * @param problems by place
 */
public record PackReading(
        String name,
        Path directory,
        @Nullable String revision,
        @Nullable RulePack pack,
        List<PackProblem> problems) {

    public PackReading {
        problems = problems.stream().sorted(PackProblem.BY_PLACE).toList();
    }
}

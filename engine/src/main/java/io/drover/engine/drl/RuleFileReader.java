package io.drover.engine.drl;

import io.drover.engine.drl.FileParser.Parsed;
import io.drover.engine.drl.Tokenizer.Tokens;
import io.drover.engine.pack.RuleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.ast.descr.TypeDeclarationDescr;

/**
 * Reads one rule file. A file without a fault is parsed as a whole, which is what the compilers will do, and everything in
 * that tree is judged. In a file with faults, block by block is parsed instead, so that all of them are found.
 */
final class RuleFileReader {

    /** Above this many, the blocks of a file that cannot be parsed are no longer parsed one by one. */
    private static final int MOST_BLOCKS = 300;

    /** What was read. */
    record Reading(List<RuleText> rules, List<Declaration> declarations) {}

    /** A declared type and where it is declared. */
    record Declaration(DeclaredType type, SourceText source, int at) {}

    private final SourceText source;
    private final String packageName;
    private final Problems problems;

    private RuleFileReader(RuleFile file, String packageName, Problems problems) {
        this.source = new SourceText(file);
        this.packageName = packageName;
        this.problems = problems;
    }

    /** Reads {@code file}, whose package must be {@code packageName}. */
    static Reading read(RuleFile file, String packageName, Problems problems) {
        RuleFileReader reader = new RuleFileReader(file, packageName, problems);
        return reader.readTrees(reader.trees());
    }

    private List<PackageDescr> trees() {
        Tokens tokens = Tokenizer.read(source.text(), 0);
        List<Block> blocks = Block.split(source, tokens.tokens());
        List<Block> sound = new ArrayList<>();
        for (Block block : blocks) {
            if (isSound(block, tokens.faults())) {
                sound.add(block);
            }
        }
        tokens.faults().stream()
                .filter(fault -> blocks.stream().noneMatch(block -> contains(block, fault)))
                .forEach(fault -> problems.add(source, null, fault));
        boolean allSound = tokens.faults().isEmpty() && sound.size() == blocks.size();
        if (allSound) {
            Parsed parsed = FileParser.parse(source.text());
            if (parsed.tree() != null) {
                return List.of(parsed.tree());
            }
        }
        return treesOf(sound, allSound);
    }

    private boolean isSound(Block block, List<Fault> lexical) {
        List<Fault> faults = new ArrayList<>();
        lexical.stream().filter(fault -> contains(block, fault)).forEach(faults::add);
        if (faults.isEmpty()) {
            ShapeCheck.check(source, block, faults::add);
        }
        faults.forEach(fault -> problems.add(source, block.ruleName(), fault));
        return faults.isEmpty();
    }

    private static boolean contains(Block block, Fault fault) {
        return fault.offset() >= block.start() && fault.offset() < block.end();
    }

    /** The trees of the blocks that can be parsed by themselves; of the others the faults are reported. */
    private List<PackageDescr> treesOf(List<Block> blocks, boolean mustFindFault) {
        List<PackageDescr> trees = new ArrayList<>();
        boolean found = false;
        for (Block block : blocks.subList(0, Math.min(blocks.size(), MOST_BLOCKS))) {
            Parsed parsed = FileParser.parse(block.alone(source.text()));
            if (parsed.tree() != null) {
                trees.add(parsed.tree());
            } else {
                found = true;
                problems.add(source, block.ruleName(), SyntaxErrors.explain(source, block, parsed.errors()));
            }
        }
        if (blocks.size() > MOST_BLOCKS) {
            problems.add(
                    source,
                    null,
                    Fault.syntax(
                            blocks.get(MOST_BLOCKS).start(),
                            "From here on the file was not read, because of the faults before.",
                            "Correct those first, and keep files short."));
        } else if (mustFindFault && !found) {
            problems.add(
                    source,
                    null,
                    Fault.syntax(0, "The file cannot be read as a whole.", "Begin every rule on a line of its own."));
        }
        return trees;
    }

    private Reading readTrees(List<PackageDescr> trees) {
        PackageCheck check = new PackageCheck(fault -> problems.add(source, null, fault));
        Set<String> names = new TreeSet<>();
        String found = "";
        for (PackageDescr tree : trees) {
            check.check(tree);
            names.addAll(check.imports(tree));
            found = found.isEmpty() ? tree.getName() : found;
        }
        check.checkPackage(found, packageName, Math.max(source.text().indexOf("package"), 0));
        Imports imports = new Imports(names, check.areImportsKnown());
        List<RuleText> rules = new ArrayList<>();
        List<Declaration> declarations = new ArrayList<>();
        for (PackageDescr tree : trees) {
            for (TypeDeclarationDescr descr : tree.getTypeDeclarations()) {
                DeclarationReader reader = new DeclarationReader(fault -> problems.add(source, null, fault), imports);
                declarations.add(new Declaration(reader.read(descr), source, Math.max(descr.getStartCharacter(), 0)));
            }
            for (RuleDescr descr : tree.getRules()) {
                rules.add(new RuleReader(source, imports, fault -> problems.add(source, descr.getName(), fault))
                        .read(descr));
            }
        }
        return new Reading(rules, declarations);
    }
}

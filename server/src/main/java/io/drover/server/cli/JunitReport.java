package io.drover.server.cli;

import io.drover.engine.pack.PackProblem;
import io.drover.engine.pack.Place;
import io.drover.engine.pack.Severity;
import io.drover.engine.scenario.ScenarioFailure;
import io.drover.engine.scenario.ScenarioResult;
import io.drover.server.cli.TestRun.TestedPack;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What {@code test} found, in the XML of JUnit as CI tools read it: a suite for each pack, with the coverage of its rules among
 * the properties; in it a case for each scenario, and a failed one for each finding that is grave enough.
 */
final class JunitReport {

    private final XMLStreamWriter xml;
    private final Severity failOn;

    private JunitReport(XMLStreamWriter xml, Severity failOn) {
        this.xml = xml;
        this.failOn = failOn;
    }

    /** The report; a finding at least as grave as {@code failOn} is a failure. */
    static String of(List<TestedPack> packs, Severity failOn) {
        try {
            StringWriter text = new StringWriter();
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            new JunitReport(xml, failOn).write(packs);
            xml.flush();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a report that is no XML", e);
        }
    }

    private void write(List<TestedPack> packs) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line();
        xml.writeStartElement("testsuites");
        counts(
                packs.stream().mapToLong(this::tests).sum(),
                packs.stream().mapToLong(this::failures).sum());
        for (TestedPack pack : packs) {
            suite(pack);
        }
        line();
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private List<PackProblem> findings(TestedPack pack) {
        return pack.report().problems().stream()
                .filter(problem -> problem.severity().compareTo(failOn) <= 0)
                .toList();
    }

    private long failures(TestedPack pack) {
        return pack.failed() + findings(pack).size();
    }

    private long tests(TestedPack pack) {
        return (long) pack.results().size() + findings(pack).size();
    }

    private void suite(TestedPack pack) throws XMLStreamException {
        line();
        xml.writeStartElement("testsuite");
        attribute("name", pack.report().name());
        counts(tests(pack), failures(pack));
        attribute("skipped", "0");
        if (!pack.coverage().isEmpty()) {
            coverage(pack);
        }
        for (PackProblem finding : findings(pack)) {
            testcase(
                    pack,
                    finding.place(),
                    finding.place() + " " + finding.code(),
                    finding.code(),
                    finding.place() + ": " + finding.message() + "\n" + finding.remedy());
        }
        for (ScenarioResult result : pack.results()) {
            String failures = result.failures().stream().map(JunitReport::text).collect(Collectors.joining("\n"));
            testcase(pack, Place.at(result.file(), result.line(), 1), result.name(), "scenario-failed", failures);
        }
        line();
        xml.writeEndElement();
    }

    private void counts(long tests, long failures) throws XMLStreamException {
        attribute("tests", String.valueOf(tests));
        attribute("failures", String.valueOf(failures));
        attribute("errors", "0");
    }

    private void coverage(TestedPack pack) throws XMLStreamException {
        line();
        xml.writeStartElement("properties");
        property("rules", pack.rules());
        property("rules.fired", pack.fired());
        property("rules.silent", pack.silent());
        Integer percent = pack.percent();
        if (percent != null) {
            property("rules.coverage.percent", percent);
        }
        xml.writeEndElement();
    }

    private void property(String name, int value) throws XMLStreamException {
        xml.writeEmptyElement("property");
        attribute("name", name);
        attribute("value", String.valueOf(value));
    }

    private void testcase(TestedPack pack, Place place, String name, String type, String failure)
            throws XMLStreamException {
        line();
        xml.writeStartElement("testcase");
        attribute("classname", pack.report().name() + "/" + place.file());
        attribute("name", name);
        attribute(
                "file",
                pack.report().directory().resolve(place.file()).normalize().toString());
        if (place.line() != null) {
            attribute("line", String.valueOf(place.line()));
        }
        if (!failure.isEmpty()) {
            xml.writeStartElement("failure");
            attribute("type", type);
            attribute("message", failure.lines().findFirst().orElse(""));
            xml.writeCharacters(inXml(failure));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, inXml(value));
    }

    /** The text with U+FFFD for each character that XML cannot hold, not even escaped. */
    static String inXml(String text) {
        StringBuilder held = new StringBuilder(text.length());
        text.codePoints().map(c -> isXml(c) ? c : 0xFFFD).forEach(held::appendCodePoint);
        return held.toString();
    }

    /** Whether {@code c} is a Char of XML 1.0. A surrogate without its other half is a code point of its own, and none. */
    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    private static String text(ScenarioFailure failure) {
        return failure.place() + " step " + failure.step() + ": " + failure.sentence();
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }
}

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
        xml.writeAttribute("name", pack.report().name());
        counts(tests(pack), failures(pack));
        xml.writeAttribute("skipped", "0");
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
        xml.writeAttribute("tests", String.valueOf(tests));
        xml.writeAttribute("failures", String.valueOf(failures));
        xml.writeAttribute("errors", "0");
    }

    private void coverage(TestedPack pack) throws XMLStreamException {
        line();
        xml.writeStartElement("properties");
        property("rules", pack.rules());
        property("rules.fired", pack.fired());
        property("rules.silent", pack.silent());
        property("rules.coverage.percent", pack.percent());
        xml.writeEndElement();
    }

    private void property(String name, int value) throws XMLStreamException {
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", name);
        xml.writeAttribute("value", String.valueOf(value));
    }

    private void testcase(TestedPack pack, Place place, String name, String type, String failure)
            throws XMLStreamException {
        line();
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", pack.report().name() + "/" + place.file());
        xml.writeAttribute("name", name);
        xml.writeAttribute(
                "file",
                pack.report().directory().resolve(place.file()).normalize().toString());
        if (place.line() != null) {
            xml.writeAttribute("line", String.valueOf(place.line()));
        }
        if (!failure.isEmpty()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", type);
            xml.writeAttribute("message", failure.lines().findFirst().orElse(""));
            xml.writeCharacters(failure);
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String text(ScenarioFailure failure) {
        return failure.place() + " step " + failure.step() + ": " + failure.sentence();
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n");
    }
}

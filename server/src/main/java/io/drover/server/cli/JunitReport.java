package io.drover.server.cli;

import io.drover.engine.pack.PackProblem;
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
 * What {@code test} found, in the XML of JUnit: a suite for each pack, in it a case for each scenario and one for each error of
 * the pack itself.
 */
final class JunitReport {

    private final XMLStreamWriter xml;

    private JunitReport(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String of(List<TestedPack> packs) {
        try {
            StringWriter text = new StringWriter();
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            new JunitReport(xml).write(packs);
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
        for (TestedPack pack : packs) {
            suite(pack);
        }
        line();
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void suite(TestedPack pack) throws XMLStreamException {
        List<PackProblem> errors = pack.report().problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        line();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", pack.report().name());
        xml.writeAttribute("tests", String.valueOf(pack.results().size() + errors.size()));
        xml.writeAttribute("failures", String.valueOf(pack.failed() + errors.size()));
        for (PackProblem error : errors) {
            testcase(pack, error.file(), error.place() + " " + error.code(), error.message() + "\n" + error.remedy());
        }
        for (ScenarioResult result : pack.results()) {
            String failures = result.failures().stream().map(JunitReport::text).collect(Collectors.joining("\n"));
            testcase(pack, result.file(), result.name(), failures);
        }
        line();
        xml.writeEndElement();
    }

    private void testcase(TestedPack pack, String file, String name, String failure) throws XMLStreamException {
        line();
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", pack.report().name() + "/" + file);
        xml.writeAttribute("name", name);
        if (!failure.isEmpty()) {
            xml.writeStartElement("failure");
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

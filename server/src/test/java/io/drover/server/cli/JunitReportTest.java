package io.drover.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.engine.compile.PackReport;
import io.drover.engine.pack.Severity;
import io.drover.engine.scenario.ScenarioResult;
import io.drover.server.cli.TestRun.Extent;
import io.drover.server.cli.TestRun.TestedPack;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class JunitReportTest {

    @Test
    void of_charactersThatXmlCannotHold_areReplaced() throws Exception {
        String name = "a" + (char) 7 + (char) 0x1B + (char) 0xFFFE + (char) 0xD800 + "z" + Character.toString(0x1F600);
        ScenarioResult result =
                new ScenarioResult("size", name, "s.yaml", 1, List.of(), new TreeSet<>(), new TreeSet<>(), List.of());
        PackReport report = new PackReport("size", Path.of("size"), "r", List.of(), List.of());

        String xml = JunitReport.of(
                List.of(new TestedPack(report, List.of(result), List.of(), List.of(), Extent.WHOLE)), Severity.ERROR);

        Element suites = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        Element testcase = (Element) suites.getElementsByTagName("testcase").item(0);
        assertThat(testcase.getAttribute("name"))
                .isEqualTo("a" + String.valueOf((char) 0xFFFD).repeat(4) + "z" + Character.toString(0x1F600));
    }
}

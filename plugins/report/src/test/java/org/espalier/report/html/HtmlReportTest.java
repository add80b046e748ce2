package org.espalier.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.espalier.report.Samples;
import org.espalier.report.recording.Recording;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {
    private static Document parsed(Recording r) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setExpandEntityReferences(false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(HtmlReport.text(r))));
    }

    private static List<Element> all(Document d, String tag) {
        NodeList found = d.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static Element byId(Document d, String tag, String id) {
        return all(d, tag).stream().filter(e -> e.getAttribute("id").equals(id)).findFirst().orElseThrow();
    }

    private static List<List<String>> cells(Element table, String tag) {
        List<List<String>> rows = new ArrayList<>();
        NodeList found = table.getElementsByTagName("tr");
        for (int i = 0; i < found.getLength(); i++) {
            NodeList cells = ((Element) found.item(i)).getElementsByTagName(tag);
            List<String> row = new ArrayList<>();
            for (int j = 0; j < cells.getLength(); j++) {
                row.add(cells.item(j).getTextContent());
            }
            if (!row.isEmpty()) {
                rows.add(row);
            }
        }
        return rows;
    }

    @Test
    void theNumbersAreThoseOfTheRecording() throws Exception {
        Element table = byId(parsed(Samples.recording()), "table", "figures");
        assertThat(cells(table, "th")).containsExactly(
                List.of("epoch", "step", "learning rate", "seconds", "loss", "val_loss", "odd \"name\", <b>"));
        assertThat(cells(table, "td")).containsExactly(
                List.of("1", "2", "0.1", "0.02", "0.3333333333333333", "0.6666666666666666", "Infinity"),
                List.of("2", "4", "0.05", "0.02", "0.1", "0.2", "Infinity"));
        Element norms = byId(parsed(Samples.recording()), "table", "gradient-norms");
        assertThat(cells(norms, "td")).containsExactly(List.of("1", "5.0"), List.of("2", Double.toString(Math.sqrt(20))));
    }

    @Test
    void everyChartIsDrawnOnce() throws Exception {
        List<String> ids = all(parsed(Samples.recording()), "svg").stream().map(e -> e.getAttribute("id")).toList();
        assertThat(ids).doesNotHaveDuplicates().contains("figure-loss", "batch-loss", "learning-rate", "gradient-norm",
                "saturated", "dead", "matrix-val-confusion-accuracy", "histogram-weight-0-weight", "histogram-gradient-0-weight",
                "histogram-activation-0-activation", "network");
    }

    /** A drawing area of 300 pixels less 10 above and 40 below; from 0.1 to 2/3, the range of both curves. */
    @Test
    void aCurveGoesThroughItsPoints() throws Exception {
        Element chart = byId(parsed(Samples.recording()), "svg", "figure-loss");
        NodeList marks = chart.getElementsByTagName("circle");
        double low = 0.1;
        double high = 2 / 3.0;
        double[] expected = {1 / 3.0, 0.1, 2 / 3.0, 0.2};
        assertThat(marks.getLength()).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            double y = Double.parseDouble(((Element) marks.item(i)).getAttribute("cy"));
            assertThat((260 - y) / 250 * (high - low) + low).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-4));
        }
    }

    @Test
    void theConfusionMatrixShowsItsCounts() throws Exception {
        Element chart = byId(parsed(Samples.recording()), "svg", "matrix-val-confusion-accuracy");
        NodeList texts = chart.getElementsByTagName("text");
        List<String> values = new ArrayList<>();
        for (int i = 0; i < texts.getLength(); i++) {
            if (((Element) texts.item(i)).getAttribute("class").startsWith("value")) {
                values.add(texts.item(i).getTextContent());
            }
        }
        assertThat(values).containsExactly("5", "1", "0", "7");
    }

    /** Activations 0.99, -0.5, 0, 0; the gradient (2, 4). */
    @Test
    void theNetworkShowsWhatWasSeenInIt() throws Exception {
        Element network = byId(parsed(Samples.recording()), "svg", "network");
        List<String> texts = new ArrayList<>();
        NodeList found = network.getElementsByTagName("text");
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        assertThat(texts).containsExactly(
                "input", "input", "f32[batch,2]",
                "0", "MatMul", "f32[batch,1]", "‖∂‖ 4.472",
                "0/activation", "Tanh", "f32[batch,1]", "0.1225 ± 0.5409");
    }

    @Test
    void nothingIsFetchedAndNoIdIsTwice() throws Exception {
        Document d = parsed(Samples.recording());
        Set<String> ids = new HashSet<>();
        for (Element e : all(d, "*")) {
            assertThat(e.getTagName()).isNotIn("script", "img", "iframe", "object");
            assertThat(e.getAttribute("src")).isEmpty();
            assertThat(e.getAttribute("href")).isIn("", "data:,");
            assertThat(e.getAttribute("id").isEmpty() || ids.add(e.getAttribute("id"))).as(e.getAttribute("id")).isTrue();
        }
        assertThat(HtmlReport.text(Samples.recording())).doesNotContain("@import", "url(");
    }

    @Test
    void aRunThatHasJustBegunHasAReportToo() throws Exception {
        Recording all = Samples.recording();
        Document d = parsed(new Recording(all.run(), List.of(), List.of(), List.of(), ""));
        assertThat(d.getDocumentElement().getTextContent()).contains("still running", "0 of 2");
        assertThat(all(d, "svg")).isEmpty();
    }
}

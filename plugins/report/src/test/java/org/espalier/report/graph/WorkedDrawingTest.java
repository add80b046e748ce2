package org.espalier.report.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import org.espalier.core.check.Backpropagation;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Model;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.data.Batch;
import org.espalier.graph.Value;
import org.espalier.graph.WorkedGraph;
import org.espalier.report.Reports;
import org.espalier.standard.Losses;
import org.espalier.standard.Optimizers;
import org.espalier.standard.initializer.Ones;
import org.espalier.standard.layer.Dense;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class WorkedDrawingTest {
    private static final Engine ENGINE = Engine.create(Registry.discover(), Engine.REFERENCE, 1);

    @TempDir
    private Path folder;

    private static Document parsed(WorkedGraph worked) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(WorkedDrawing.svg(worked))));
    }

    private static List<Element> all(NodeList found) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** By the first line of each box, its other lines; then the value and the derivative beside it. */
    private static Map<String, List<String>> boxes(Document d) {
        Map<String, List<String>> boxes = new LinkedHashMap<>();
        for (Element g : all(d.getElementsByTagName("g"))) {
            List<String> lines = new ArrayList<>(all(g.getElementsByTagName("text")).stream()
                    .map(t -> t.getFirstChild().getTextContent()).toList());
            boxes.put(lines.remove(0), lines);
        }
        return boxes;
    }

    private static WorkedGraph worked(Map<String, Double> inputs, Function<Map<String, Value>, Value> f) {
        return Backpropagation.ofNumbers(ENGINE, new LinkedHashMap<>(inputs), f);
    }

    /** (x + y) z at (-2, 5, -4): q = 3, f = -12, df/dq = -4, df/dx = -4, df/dy = -4, df/dz = 3. */
    @Test
    void theTextbookExample() throws Exception {
        Document d = parsed(worked(Map.of("x", -2.0, "y", 5.0, "z", -4.0),
                v -> v.get("x").add(v.get("y")).mul(v.get("z"))));
        assertThat(boxes(d)).containsOnly(
                Map.entry("x", List.of("-2", "-4")), Map.entry("y", List.of("5", "-4")), Map.entry("z", List.of("-4", "3")),
                Map.entry("Add", List.of("3", "-4")), Map.entry("Mul", List.of("-12", "1")));
        // Four edges between boxes, and the one of the result.
        assertThat(all(d.getElementsByTagName("path"))).hasSize(5);
    }

    /** x²y/z at (3, 4, 2): 18, and (12, 4.5, -9). */
    @Test
    void numbersHaveFourDigits() throws Exception {
        assertThat(boxes(parsed(worked(Map.of("x", 3.0, "y", 4.0, "z", 2.0),
                v -> v.get("x").square().mul(v.get("y")).div(v.get("z"))))))
                .containsEntry("x", List.of("3", "12")).containsEntry("y", List.of("4", "4.5"))
                .containsEntry("z", List.of("2", "-9")).containsEntry("Div", List.of("18", "1"));
        assertThat(boxes(parsed(worked(Map.of("x", 1 / 3.0), v -> v.get("x").mul(1e9)))))
                .containsEntry("x", List.of("0.3333", "1.00e+09"));
    }

    /** ½ (w x)² with w = 1 and x = 2: the loss is 2, by w it is 4; a box of the network says where it stands. */
    @Test
    void aNetworkWithItsLoss() throws Exception {
        Model model = Network.of(Input.f32(1), Dense.of(1).withBias(false).withKernel(Ones.INSTANCE))
                .init(ENGINE, 0, DType.F64);
        Batch batch = new Batch(Map.of("input", Tensor.of(new double[] {2}, 1, 1), "target", Tensor.of(new double[] {0}, 1, 1)));
        WorkedGraph worked = Training.of(Losses.halfSquaredError(), Optimizers.sgd(0.1)).workedGraph(model, batch);
        assertThat(worked.value()).isEqualTo(2);
        Map<String, List<String>> boxes = boxes(parsed(worked));
        assertThat(boxes).containsEntry("weight", List.of("[1]", "[4]")).containsKey("MatMul");
        Reports.draw(worked, folder.resolve("graphs/loss.svg"));
        assertThat(folder.resolve("graphs/loss.svg")).content().contains("MatMul");
    }

    @Test
    void largeTensorsAreShownByTypeAndNorm() throws Exception {
        WorkedGraph f = Backpropagation.of(ENGINE, Map.of("x", Tensor.of(new double[] {1, 1, 3, 3, 4}, 5)),
                v -> v.get("x").square().sum());
        assertThat(boxes(parsed(f))).containsEntry("x", List.of("f64[5] ‖6‖", "f64[5] ‖12‖"));
    }
}

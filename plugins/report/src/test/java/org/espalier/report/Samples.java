package org.espalier.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.report.recording.Distribution;
import org.espalier.report.recording.Recording;
import org.espalier.report.recording.Recording.EpochPoint;
import org.espalier.report.recording.Recording.GraphNode;
import org.espalier.report.recording.Recording.RunInfo;
import org.espalier.report.recording.Recording.StepPoint;
import org.espalier.report.recording.Recording.Table;
import org.espalier.tensor.Tensor;

/** A recording written by hand. */
public final class Samples {
    private Samples() {}

    /** Two epochs of two steps, with everything in them; names that HTML, XML and CSV have to quote. */
    public static Recording recording() {
        return new Recording(
                new RunInfo(2, 2, 32, 42, "layer & <shape>\n", 1.75e9, List.of("cat", "dog & <wolf>")),
                List.of(
                        new GraphNode("input", GraphNode.INPUT, List.of(), "", "f32[batch,2]"),
                        new GraphNode("0/weight", GraphNode.VARIABLE, List.of(), "0", "f32[2,1]"),
                        new GraphNode("0/MatMul", "MatMul", List.of("input", "0/weight"), "0", "f32[batch,1]"),
                        new GraphNode("0/activation/Tanh", "Tanh", List.of("0/MatMul"), "0/activation", "f32[batch,1]")),
                List.of(
                        new StepPoint(1, 0.7, 0.1, 0.01), new StepPoint(2, 0.6, 0.1, 0.02),
                        new StepPoint(3, 0.5, 0.05, 0.13), new StepPoint(4, Double.NaN, 0.05, 0.14)),
                List.of(epoch(0, 1 / 3.0), epoch(1, 0.1)),
                "all epochs were done");
    }

    private static EpochPoint epoch(int epoch, double loss) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("loss", loss);
        figures.put("val_loss", 2 * loss);
        figures.put("odd \"name\", <b>", Double.POSITIVE_INFINITY);
        Tensor weight = Tensor.of(new double[] {3 - epoch, 4}, 2, 1);
        return new EpochPoint(epoch, 2 * (epoch + 1), 0.1 / (epoch + 1), 0.02, 0.1 * (epoch + 1), figures,
                Map.of("val_confusion_accuracy", new Table(List.of(2L, 2L), List.of(5.0, 1.0, 0.0, 7.0))),
                List.of(
                        Distribution.of("0/weight", Distribution.Kind.WEIGHT, weight, 4),
                        Distribution.of("0/weight", Distribution.Kind.GRADIENT, weight, 4),
                        Distribution.ofActivation("0/activation", Tensor.of(new double[] {0.99, -0.5, 0, 0}, 4, 1), 4,
                                List.of(-1.0, 1.0))));
    }
}

package org.espalier.reference.samediff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.espalier.nn.Layer;
import org.espalier.reference.samediff.NetworkComparison.Differences;
import org.espalier.reference.samediff.NetworkComparison.Theirs;
import org.espalier.tensor.Tensor;
import org.espalier.training.Loss;
import org.nd4j.autodiff.loss.LossReduce;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** Compares networks, and keeps what was compared for a part of the document. */
final class NetworkReport {
    static final double TOLERANCE = 1e-12;

    private final String part;
    private final List<String> figures = new ArrayList<>();
    private final Map<String, Integer> parameters = new TreeMap<>();

    NetworkReport(String part) {
        this.part = part;
    }

    void check(String what, int count, Layer body, Loss loss, Tensor x, Tensor y, Theirs theirs) {
        Differences d = NetworkComparison.compare(body, loss, x, y, theirs);
        figures.add(String.format(Locale.ROOT, "| %s | %.1e | %.1e | %d |", what, d.loss(), d.gradients(), d.parameters()));
        parameters.put(what, d.parameters());
        assertThat(d.parameters()).isEqualTo(count);
        assertThat(d.loss()).as("loss").isLessThanOrEqualTo(TOLERANCE);
        assertThat(d.gradients()).as("gradients").isLessThanOrEqualTo(TOLERANCE);
    }

    /** Predictions alone. */
    void checkPredictions(String what, Layer body, Tensor x, Theirs theirs) {
        double d = NetworkComparison.comparePredictions(body, x, theirs);
        figures.add(String.format(Locale.ROOT, "| %s | | value: %.1e | |", what, d));
        parameters.put(what, 0);
        assertThat(d).isLessThanOrEqualTo(TOLERANCE);
    }

    /** Writes the figures, and holds the document to what was compared, if that is all of it. */
    void write(int all) throws IOException {
        List<String> lines = new ArrayList<>(List.of("# " + part + " against SameDiff in f64", "",
                "| what | difference of the loss | largest difference of a gradient | parameters |", "|---|---|---|---|"));
        lines.addAll(figures);
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "samediff-" + part.replace(' ', '-') + ".md"), lines);
        if (parameters.size() == all) {
            SameDiffDocument.hold(part, parameters.entrySet().stream()
                    .map(e -> "- " + e.getKey() + (e.getValue() == 0 ? " (predictions)" : " (" + e.getValue() + " gradients)"))
                    .collect(Collectors.joining("\n")));
        }
    }

    /** The mean over the batch of the cross-entropy with class indices. */
    static SDVariable crossEntropy(SameDiff sd, SDVariable scores, SDVariable labels, int classes) {
        SDVariable hot = sd.oneHot(labels, classes, -1, 1, 0, DataType.DOUBLE);
        return sd.loss().softmaxCrossEntropy(hot, scores, null, LossReduce.MEAN_BY_NONZERO_WEIGHT_COUNT, 0);
    }

    static SDVariable meanSquare(SDVariable f, SDVariable y) {
        SDVariable d = f.sub(y);
        return d.mul(d).mean();
    }
}

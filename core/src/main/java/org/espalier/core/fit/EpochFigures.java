package org.espalier.core.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.espalier.backend.Buffer;
import org.espalier.core.model.Evaluator;
import org.espalier.core.model.Measured;
import org.espalier.tensor.DType;
import org.espalier.tensor.Tensor;
import org.espalier.training.Reduction;

/**
 * Sums up what the steps of one epoch report. The loss is the weighted mean over the examples, whether the batches report
 * means or sums; metrics are made of the sums of their statistics.
 */
final class EpochFigures {
    private final Training training;
    private final List<Measured> metrics;
    private final TrainingStep step;
    private double total;
    private double data;
    private double weight;
    private int examples;
    private double[][] sums = new double[0][];

    EpochFigures(Training training, List<Measured> metrics, TrainingStep step) {
        this.metrics = metrics;
        this.training = training;
        this.step = step;
    }

    void clear() {
        total = 0;
        data = 0;
        weight = 0;
        examples = 0;
        sums = new double[0][];
    }

    /** Adds the step's last batch. */
    void add(int count) {
        double factor = training.reduction() == Reduction.SUM ? 1 : step.weight();
        total += step.loss() * factor;
        data += step.dataLoss() * factor;
        weight += step.weight();
        examples += count;
        Buffer[] now = step.statistics();
        if (sums.length != now.length) {
            sums = new double[now.length][];
            for (int i = 0; i < now.length; i++) {
                sums[i] = new double[now[i].length()];
            }
        }
        for (int i = 0; i < now.length; i++) {
            for (int j = 0; j < sums[i].length; j++) {
                sums[i][j] += now[i].getDouble(j);
            }
        }
    }

    /** The examples added since the epoch began. */
    int examples() {
        return examples;
    }

    /** {@code loss}, {@code penalty} where there is one, then each metric; and the tables of those that have one. */
    Evaluator.Measures measures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(Evaluator.LOSS, data / weight);
        if (total != data) {
            figures.put("penalty", (total - data) / weight);
        }
        List<Tensor> statistics = new ArrayList<>();
        for (int i = 0; i < sums.length; i++) {
            statistics.add(Tensor.rounded(step.statisticTypes().get(i).withDType(DType.F64), sums[i]));
        }
        Evaluator.Measures more = Measured.measures(metrics, statistics, step.statisticCounts());
        figures.putAll(more.figures());
        return new Evaluator.Measures(figures, more.tables());
    }
}

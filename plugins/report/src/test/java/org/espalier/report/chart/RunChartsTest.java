package org.espalier.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.espalier.report.Samples;
import org.espalier.report.chart.Chart.Bars;
import org.espalier.report.chart.Chart.Cells;
import org.espalier.report.chart.Chart.Lines;
import org.espalier.report.chart.Chart.Series;
import org.espalier.report.recording.Distribution;
import org.espalier.report.recording.Recording;
import org.espalier.report.recording.Recording.EpochPoint;
import org.espalier.report.recording.Recording.RunInfo;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;

class RunChartsTest {
    private static Lines lines(String id) {
        return (Lines) RunCharts.of(Samples.recording()).stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void trainingAndValidationShareAChart() {
        assertThat(lines("figure-loss").series()).containsExactly(
                new Series("training", List.of(1.0, 2.0), List.of(1 / 3.0, 0.1)),
                new Series("validation", List.of(1.0, 2.0), List.of(2 / 3.0, 0.2)));
    }

    @Test
    void gradientNormsHaveACurveAParameter() {
        assertThat(lines("gradient-norm").series()).containsExactly(
                new Series("0/weight", List.of(1.0, 2.0), List.of(5.0, Math.sqrt(20))));
        assertThat(lines("saturated").series()).containsExactly(
                new Series("0/activation", List.of(1.0, 2.0), List.of(0.25, 0.25)));
    }

    @Test
    void histogramsAndMatricesAreThoseOfTheLastEpoch() {
        Bars weights = (Bars) RunCharts.histograms(Samples.recording(),
                Distribution.Kind.WEIGHT).get(0);
        assertThat(weights.edges()).containsExactly(2.0, 2.5, 3.0, 3.5, 4.0);
        assertThat(weights.counts()).containsExactly(1L, 0L, 0L, 1L);
        Cells matrix = (Cells) RunCharts.matrices(Samples.recording()).get(0);
        assertThat(matrix.rows()).containsExactly(List.of(5.0, 1.0), List.of(0.0, 7.0));
        assertThat(matrix.names()).containsExactly("cat", "dog & <wolf>");
    }

    @Test
    void classesAreNumbersWhereTheirNamesAreNotKnown() {
        Recording r = Samples.recording();
        RunInfo run = new RunInfo(2, 2, 32, 42, "", 0, List.of("one", "of", "three"));
        Cells matrix = (Cells) RunCharts.matrices(new Recording(run, r.graph(), r.steps(), r.epochs(), "")).get(0);
        assertThat(matrix.names()).containsExactly("0", "1");
    }

    /** Ids are names of files, too, which some systems do not tell apart by case. */
    @Test
    void namesThatDifferInWhatAnIdCannotHoldHaveDifferentIds() {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (String name : List.of("a/b", "a-b", "A b", "a-b-2", "a-b-2!", "batch-loss")) {
            figures.put(name, 1.0);
        }
        Tensor one = Tensor.of(new double[] {1});
        List<Distribution> spread = Stream.of("a/b", "a-b", "norm").flatMap(path -> Stream.of(
                Distribution.of(path, Distribution.Kind.WEIGHT, one, 1), Distribution.of(path, Distribution.Kind.GRADIENT, one, 1)))
                .toList();
        Recording r = Samples.recording();
        List<Chart> charts = RunCharts.of(new Recording(r.run(), r.graph(), r.steps(),
                List.of(new EpochPoint(0, 1, 1, 1, 1, figures, Map.of(), spread)), ""));
        assertThat(charts).extracting(Chart::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z0-9-]+"))
                .contains("figure-a-b", "figure-a-b-2", "histogram-weight-a-b", "histogram-weight-a-b-2", "weight-norm");
    }

    @Test
    void ticksAreRound() {
        assertThat(new Ticks(DoubleStream.of(0, 1), false, 4).labels()).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(new Ticks(DoubleStream.of(3, 97), false, 4).labels()).containsExactly("20", "40", "60", "80");
        Ticks decades = new Ticks(DoubleStream.of(1e-3, 10, 0, Double.NaN), true, 4);
        assertThat(decades.labels()).containsExactly("0.001", "0.01", "0.1", "1", "10");
        assertThat(decades.position(0.1)).isEqualTo(0.5);
        assertThat(decades.position(0)).isNaN();
        assertThat(new Ticks(DoubleStream.of(5, 5), false, 4).position(5)).isEqualTo(0.5);
    }
}

package org.espalier.report.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.espalier.core.search.Dimension.choice;
import static org.espalier.core.search.Dimension.integer;
import static org.espalier.core.search.Dimension.logUniform;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Experiment;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.core.search.Dimension;
import org.espalier.core.search.Search;
import org.espalier.core.search.SearchResult;
import org.espalier.core.search.Space;
import org.espalier.core.search.Trial;
import org.espalier.data.Dataset;
import org.espalier.nn.Activation;
import org.espalier.plugin.ModelFormatException;
import org.espalier.report.Reports;
import org.espalier.report.chart.Chart;
import org.espalier.report.chart.SearchCharts;
import org.espalier.report.html.SearchReport;
import org.espalier.standard.Activations;
import org.espalier.standard.Layers;
import org.espalier.standard.Losses;
import org.espalier.standard.Optimizers;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the core's search found, and what this module reads and draws of it without knowing the core. */
class SearchChartsTest {
    private static final Dimension<Double> RATE = logUniform("rate", 1e-3, 1);
    private static final Dimension<Integer> UNITS = integer("units", 1, 5);
    private static final Dimension<Activation> ACTIVATION = choice("activation", Activations.tanh(), Activations.relu());

    @TempDir
    static Path folder;

    private static SearchResult found;

    @BeforeAll
    static void search() {
        Dataset data = Dataset.of(Tensor.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2), Tensor.of(new float[] {0, 1, 1, 0}, 4, 1));
        try (Engine engine = Engine.create(Registry.discover(), Engine.REFERENCE, 1)) {
            found = Search.random(Space.of(RATE, UNITS, ACTIVATION), 9).withSeed(2).minimizing("loss").withHalving(1, 3)
                    .run(engine, folder, data, p -> Experiment.of(
                            Network.of(Input.f32(2), Layers.sequential(
                                    Layers.dense(p.get(UNITS), p.get(ACTIVATION)), Layers.dense(1))),
                            Training.of(Losses.meanSquaredError(), Optimizers.sgd(p.get(RATE))).withEpochs(9).withBatchSize(4)));
        }
    }

    @Test
    void theFileSaysWhatTheSearchFound() {
        Trials trials = TrialsFile.read(folder);
        assertThat(trials.figure()).isEqualTo("loss");
        assertThat(trials.largerIsBetter()).isFalse();
        assertThat(trials.dimensions()).containsExactly(
                new Trials.Dimension("rate", true), new Trials.Dimension("units", false), new Trials.Dimension("activation", false));
        assertThat(trials.trials()).hasSize(9).allSatisfy(t -> {
            Trial same = found.trial(t.number());
            assertThat(t.figure()).isEqualTo(same.figure());
            assertThat(t.curve()).isEqualTo(same.curve());
            assertThat(t.epochs()).isEqualTo(same.epochs());
            assertThat(t.point()).containsEntry("rate", same.point().get(RATE))
                    .containsEntry("units", (long) same.point().get(UNITS));
        });
        assertThat(trials.best().orElseThrow().number()).isEqualTo(found.best().number());
    }

    @Test
    void eachHyperParameterHasAChartAndTheEpochsHaveOne() {
        List<Chart> charts = SearchCharts.of(TrialsFile.read(folder));
        assertThat(charts).extracting(Chart::id)
                .containsExactly("trials-rate", "trials-units", "trials-activation", "trials-curves");
        Chart.Points rates = (Chart.Points) charts.get(0);
        assertThat(rates.x().logarithmic()).isTrue();
        // 9 trials to 1 epoch, 3 to 3, 1 to 9: the one is the best.
        assertThat(rates.series()).extracting(Chart.Series::name).containsExactly("not to its end", "best");
        assertThat(rates.series().get(0).x()).hasSize(8);
        assertThat(rates.series().get(1).x()).containsExactly(found.best().point().get(RATE));
        assertThat(rates.series().get(1).y()).containsExactly(found.best().figure());
        Chart.Points activations = (Chart.Points) charts.get(2);
        assertThat(activations.x().title()).isEqualTo("activation: 0 Relu, 1 Tanh");
        assertThat(activations.series().get(0).x()).containsOnly(0.0, 1.0);
        Chart.Lines curves = (Chart.Lines) charts.get(3);
        // Eight gaps, six curves of one epoch and two of three; a gap and nine epochs.
        assertThat(curves.series().get(0).y()).hasSize(8 + 6 + 2 * 3);
        assertThat(curves.series().get(1).y()).hasSize(10);
        assertThat(curves.series().get(1).y().subList(1, 10)).isEqualTo(found.best().curve());
    }

    @Test
    void thereAreAPageAndPictures() throws Exception {
        Reports.searchReport(folder, Reports.pngCharts());
        Reports.searchReport(folder, Reports.svgCharts());
        String html = Files.readString(folder.resolve("search.html"));
        String xml = html.substring(html.indexOf("<html"));
        var page = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(4);
        // A head and nine trials.
        assertThat(page.getElementsByTagName("tr").getLength()).isEqualTo(10);
        assertThat(html).contains("<td>" + found.best().figure() + "</td>");
        for (String name : List.of("rate", "units", "activation", "curves")) {
            assertThat(ImageIO.read(folder.resolve("charts/trials-" + name + ".png").toFile()).getWidth()).isEqualTo(900);
            assertThat(folder.resolve("charts/trials-" + name + ".svg")).isNotEmptyFile();
        }
    }

    @Test
    void aSearchThatGoesOnIsShownAsFarAsItIs(@TempDir Path other) throws Exception {
        List<String> lines = Files.readAllLines(folder.resolve(TrialsFile.NAME));
        Files.writeString(other.resolve(TrialsFile.NAME), String.join("\n", lines.subList(0, 4)) + "\n" + lines.get(4).substring(0, 30));
        assertThat(TrialsFile.read(other).trials()).hasSize(3);
        assertThat(SearchCharts.of(TrialsFile.read(other))).hasSize(4);
        Files.writeString(other.resolve(TrialsFile.NAME), lines.get(0) + "\n");
        assertThat(SearchCharts.of(TrialsFile.read(other))).isEmpty();
        assertThat(SearchReport.text(TrialsFile.read(other))).contains("</html>");
        Files.writeString(other.resolve(TrialsFile.NAME), lines.get(1) + "\n");
        assertThatThrownBy(() -> TrialsFile.read(other)).isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("but there is 'trial', at trials.jsonl line 1");
    }

    @Test
    void whatIsBestIsSaidByTheWayTheFigureGetsBetter() {
        Trials.Trial low = trial(0, 1, 0.2);
        Trials.Trial high = trial(1, 1, 0.9);
        // Whoever did not come so far has no part in it.
        Trials.Trial lower = trial(2, 0, 0.99);
        Trials.Trial lowest = trial(3, 0, 0.01);
        for (boolean larger : new boolean[] {true, false}) {
            Trials all = new Trials("f", larger, List.of(), List.of(low, high, lower, lowest));
            assertThat(all.best()).contains(larger ? high : low);
        }
    }

    private static Trials.Trial trial(int number, int rung, double figure) {
        return new Trials.Trial(number, rung, "completed", 1, figure, 0, "", List.of(), Map.of());
    }
}

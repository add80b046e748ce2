package org.espalier.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.espalier.core.engine.Engine;
import org.espalier.core.fit.Training;
import org.espalier.core.model.Input;
import org.espalier.core.model.Network;
import org.espalier.core.registry.Registry;
import org.espalier.data.Dataset;
import org.espalier.report.Recorder;
import org.espalier.report.Samples;
import org.espalier.standard.Activations;
import org.espalier.standard.Layers;
import org.espalier.standard.Losses;
import org.espalier.standard.Metrics;
import org.espalier.standard.Optimizers;
import org.espalier.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports in a real browser. */
class BrowserTest {
    private static final Pattern CHART = Pattern.compile("<svg[^>]* id=\"([^\"]+)\".*?</svg>", Pattern.DOTALL);

    @TempDir
    private Path folder;

    private static long pixels(BufferedImage image, int colour) {
        int[] all = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(all).filter(p -> (p & 0xffffff) == colour).count();
    }

    /** The charts of a document by id, each as text. */
    private static Map<String, String> charts(String document) {
        Map<String, String> charts = new TreeMap<>();
        Matcher m = CHART.matcher(document);
        while (m.find()) {
            assertThat(charts.put(m.group(1), m.group())).as(m.group(1)).isNull();
        }
        return charts;
    }

    private static int count(String chart, String part) {
        return chart.split(part, -1).length - 1;
    }

    @Test
    void aReportIsDrawnAndTheConsoleIsSilent() throws Exception {
        Browser browser = Browser.in(folder);
        Path page = folder.resolve("report.html");
        Files.writeString(page, HtmlReport.text(Samples.recording()));
        Path picture = folder.resolve("page.png");
        assertThat(browser.picture(page, picture)).isEmpty();
        BufferedImage image = ImageIO.read(picture.toFile());
        // The colours of the first and second curve; bars and cells have the first, too.
        assertThat(pixels(image, 0x0072b2)).isGreaterThan(1_000);
        assertThat(pixels(image, 0xd55e00)).isGreaterThan(50);
    }

    /** Six epochs of three steps, with everything that a report can show. */
    @Test
    void theReportOfARunHasAllItsParts() throws Exception {
        Browser browser = Browser.in(folder);
        float[] x = new float[96];
        int[] y = new int[48];
        for (int i = 0; i < 48; i++) {
            y[i] = i % 3;
            x[2 * i] = y[i] + i % 5 * 0.1f;
            x[2 * i + 1] = 1 - y[i] + i % 7 * 0.1f;
        }
        Dataset data = Dataset.of(Tensor.of(x, 48, 2), Tensor.of(y));
        try (Engine engine = Engine.create(Registry.discover(), Engine.REFERENCE, 1)) {
            Training.of(Losses.softmaxCrossEntropy(), Optimizers.adam(0.05))
                    .withMetrics(Metrics.accuracy(), Metrics.confusionMatrix()).withValidation(data)
                    .withEpochs(6).withBatchSize(16)
                    .withCallbacks(Recorder.into(folder).withBins(9).withClasses(List.of("red", "green & blue", "<grey>")))
                    .fit(engine, Network.of(Input.f32(2), Layers.sequential(
                            Layers.dense(4, Activations.tanh()), Layers.dense(5, Activations.relu()), Layers.dense(3))), data);
        }
        Browser.Opened opened = browser.read(folder.resolve("report.html"));
        assertThat(opened.console()).isEmpty();
        Map<String, String> charts = charts(opened.document());
        assertThat(charts).containsKeys("figure-loss", "figure-accuracy", "batch-loss", "learning-rate", "gradient-norm",
                "weight-norm", "saturated", "dead", "matrix-val-confusion-accuracy", "histogram-weight-0-weight",
                "histogram-gradient-2-bias", "histogram-activation-1-activation", "network");
        // Training and validation; a curve for each of six parameters; points of six epochs.
        assertThat(count(charts.get("figure-loss"), "<path class=\"line")).isEqualTo(2);
        assertThat(count(charts.get("figure-loss"), "<circle")).isEqualTo(12);
        assertThat(count(charts.get("gradient-norm"), "<path class=\"line")).isEqualTo(6);
        assertThat(count(charts.get("batch-loss"), "<circle")).isEqualTo(18);
        assertThat(count(charts.get("histogram-weight-0-weight"), "<rect class=\"bar\"")).isEqualTo(9);
        assertThat(count(charts.get("matrix-val-confusion-accuracy"), "<rect class=\"cell\"")).isEqualTo(9);
        assertThat(charts.get("matrix-val-confusion-accuracy")).contains(">red<", ">green &amp; blue<", ">&lt;grey&gt;<");
        assertThat(count(charts.get("network"), "<rect class=\"box")).isEqualTo(6);
        assertThat(count(charts.get("network"), "<path class=\"edge")).isEqualTo(5);
        assertThat(charts.values()).allSatisfy(c -> assertThat(c).doesNotContain("NaN", "Infinity"));
    }

    /** Without this the tests above might hear nothing. */
    @Test
    void anErrorOnTheConsoleIsHeard() throws Exception {
        Browser browser = Browser.in(folder);
        Path page = folder.resolve("wrong.html");
        Files.writeString(page, "<!DOCTYPE html><title>wrong</title><script>nowhere.to.be.found();</script>");
        assertThat(browser.read(page).console()).hasSize(1).first().asString().contains("nowhere");
    }
}

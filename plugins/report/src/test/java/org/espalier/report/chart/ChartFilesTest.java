package org.espalier.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.espalier.report.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartFilesTest {
    @TempDir
    private Path folder;

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("charts"))) {
            return all.sorted().toList();
        }
    }

    @Test
    void everyChartIsAPictureWithSomethingOnIt() throws IOException {
        ChartFiles.DEFAULT.start(folder).write(Samples.recording());
        assertThat(files()).hasSize(RunCharts.of(Samples.recording()).size());
        for (Path file : files()) {
            BufferedImage image = ImageIO.read(file.toFile());
            assertThat(image).as("%s", file).isNotNull();
            assertThat(image.getWidth()).isGreaterThanOrEqualTo(700);
            int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            assertThat(java.util.Arrays.stream(pixels).distinct().count()).as("colours of %s", file).isGreaterThan(5);
        }
    }

    @Test
    void anSvgIsXml() throws Exception {
        Chart loss = RunCharts.curves(Samples.recording()).get(0);
        Path file = folder.resolve("loss.svg");
        new ChartFiles(ChartFiles.Format.SVG).write(loss, file);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        assertThat(factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement().getTagName()).isEqualTo("svg");
    }
}

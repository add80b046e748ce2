package org.espalier.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.espalier.report.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report in a real browser: Chromium or Chrome, where there is one on the path. */
class BrowserTest {
    @TempDir
    private Path folder;

    private static Optional<Path> browser() {
        return Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                        .map(dir -> Path.of(dir, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Opens a page; returns what its console said, and leaves a picture. */
    private List<String> open(Path page, Path picture) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        List<String> command = new ArrayList<>(List.of(browser().orElseThrow().toString(), "--headless", "--no-sandbox",
                "--disable-gpu", "--enable-logging=stderr", "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=1360,3000", "--screenshot=" + picture, page.toUri().toString()));
        Process p = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (!p.waitFor(60, TimeUnit.SECONDS)) {
            p.destroyForcibly();
            throw new AssertionError("the browser did not come to an end");
        }
        return Files.readAllLines(log, StandardCharsets.UTF_8).stream().filter(l -> l.contains("CONSOLE")).toList();
    }

    private static long pixels(BufferedImage image, int colour) {
        int[] all = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return java.util.Arrays.stream(all).filter(p -> (p & 0xffffff) == colour).count();
    }

    @Test
    void aReportIsDrawnAndTheConsoleIsSilent() throws Exception {
        assumeTrue(browser().isPresent(), "there is no Chromium on the path");
        Path page = folder.resolve("report.html");
        Files.writeString(page, HtmlReport.text(Samples.recording()));
        Path picture = folder.resolve("page.png");
        assertThat(open(page, picture)).isEmpty();
        BufferedImage image = ImageIO.read(picture.toFile());
        // The colours of the first and second curve; bars and cells have the first, too.
        assertThat(pixels(image, 0x0072b2)).isGreaterThan(1_000);
        assertThat(pixels(image, 0xd55e00)).isGreaterThan(50);
    }

    /** Without this the test above might hear nothing. */
    @Test
    void anErrorOnTheConsoleIsHeard() throws Exception {
        assumeTrue(browser().isPresent(), "there is no Chromium on the path");
        Path page = folder.resolve("wrong.html");
        Files.writeString(page, "<!DOCTYPE html><title>wrong</title><script>nowhere.to.be.found();</script>");
        assertThat(open(page, folder.resolve("wrong.png"))).hasSize(1).first().asString().contains("nowhere");
    }
}

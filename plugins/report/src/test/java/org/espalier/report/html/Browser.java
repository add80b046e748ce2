package org.espalier.report.html;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Chromium or Chrome, started for one page at a time. Where there is none on the path, tests that need it are skipped, unless
 * {@code -Despalier.browser=required} says that there must be one.
 */
record Browser(Path program, Path folder) {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    /** The one that there is, with files of its own in a folder. */
    static Browser in(Path folder) {
        Optional<Path> found = NAMES.stream()
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(dir -> Path.of(dir, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty() && "required".equals(System.getProperty("espalier.browser"))) {
            throw new AssertionError("a browser is required, but none of " + NAMES + " is on the path");
        }
        assumeTrue(found.isPresent(), "no browser is on the path: none of " + NAMES);
        return new Browser(found.get(), folder);
    }

    /** What came of opening a page: what its console said, and the text of its document when all had been done. */
    record Opened(List<String> console, String document) {}

    /** Opens a page and leaves a picture. */
    List<String> picture(Path page, Path picture) throws IOException, InterruptedException {
        return open(page, "--screenshot=" + picture).console;
    }

    /** Opens a page and reads what became of it. */
    Opened read(Path page) throws IOException, InterruptedException {
        return open(page, "--dump-dom");
    }

    private Opened open(Path page, String action) throws IOException, InterruptedException {
        Path out = folder.resolve("browser.out");
        Path log = folder.resolve("browser.log");
        // Containers run as root and have little shared memory.
        List<String> command = new ArrayList<>(List.of(program.toString(), "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-dev-shm-usage", "--enable-logging=stderr", "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=1360,3000", action, page.toUri().toString()));
        Process p = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(log.toFile()).start();
        if (!p.waitFor(120, TimeUnit.SECONDS)) {
            p.destroyForcibly();
            throw new AssertionError("the browser did not come to an end");
        }
        return new Opened(
                Files.readAllLines(log, StandardCharsets.UTF_8).stream().filter(l -> l.contains("CONSOLE")).toList(),
                Files.readString(out));
    }
}

package org.espalier.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a command and keeps what it prints. */
final class Shell {
    private Shell() {}

    /**
     * What a command did.
     *
     * @param exit its exit code
     * @param lines what it printed on either stream
     */
    record Result(int exit, List<String> lines) {}

    /** Runs a command to its end, at most for some seconds; it does not outlive this JVM. */
    static Result run(List<String> command, Map<String, String> environment, Path folder, long seconds) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        builder.environment().putAll(environment);
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        try {
            Process process = builder.start();
            Thread ending = new Thread(process::destroyForcibly);
            Runtime.getRuntime().addShutdownHook(ending);
            process.getOutputStream().close();
            Thread reader = new Thread(() -> read(process, lines), "output");
            reader.setDaemon(true);
            reader.start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                lines.add("error: stopped after " + seconds + " seconds");
            }
            reader.join(TimeUnit.SECONDS.toMillis(10));
            Runtime.getRuntime().removeShutdownHook(ending);
            return new Result(process.exitValue(), List.copyOf(lines));
        } catch (IOException e) {
            return new Result(127, List.of("error: " + e.getMessage()));
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while running " + command.get(0), e);
        }
    }

    private static void read(Process process, List<String> lines) {
        try (BufferedReader in = process.inputReader()) {
            in.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("error: what it printed could not be read: " + e.getMessage());
        }
    }

    /** Whether a command can be started. */
    static boolean has(String command) {
        return run(List.of(command, "--version"), Map.of(), Path.of("."), 10).exit() == 0;
    }
}

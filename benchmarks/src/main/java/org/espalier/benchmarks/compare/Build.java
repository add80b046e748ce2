package org.espalier.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Downloads and compiles peers with Maven, one by one, so that one that cannot be had does not stop the others. */
final class Build {
    private static final long LIMIT_SECONDS = 3600;
    private final Path peers;

    /** For the folder of the peers' modules. */
    Build(Path peers) {
        this.peers = peers;
    }

    /** Builds a module; the reason where that did not succeed. */
    Optional<String> run(String module) {
        List<String> command = new ArrayList<>(List.of("mvn", "-q", "-B", "-ntp", "-pl", module, "-am", "-DskipTests",
                "-Dstyle.color=never", "package"));
        nd4jClassifier().ifPresent(c -> command.add("-Dnative.nd4j=" + c));
        Shell.Result result = Shell.run(command, Map.of(), peers, LIMIT_SECONDS);
        return result.exit() == 0 ? Optional.empty() : Optional.of("could not be built: " + complaint(result.lines()));
    }

    /** nd4j comes in several builds; the fastest is the one for all that the processor has. */
    private static Optional<String> nd4jClassifier() {
        return Machine.has("avx512f") ? Optional.of("linux-x86_64-avx512")
                : Machine.has("avx2") ? Optional.of("linux-x86_64-avx2") : Optional.empty();
    }

    static String complaint(List<String> lines) {
        return lines.stream().filter(l -> l.contains("[ERROR]")).findFirst()
                .or(() -> lines.stream().reduce((a, b) -> b))
                .map(l -> l.replaceAll("\\[ERROR\\]|\\u001b\\[[0-9;]*m", "").strip())
                .orElse("Maven printed nothing");
    }
}

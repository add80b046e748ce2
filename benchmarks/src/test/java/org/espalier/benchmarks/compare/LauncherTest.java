package org.espalier.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LauncherTest {
    private final Launcher launcher = new Launcher(Path.of("folder"), "java", List.of("-Xmx2g"), List.of("--warm", "4"), 600);

    private static Peer peer(String id) {
        return Peers.named(List.of(id)).get(0);
    }

    @Test
    void givesEveryJvmTheSameHeapAndEveryProgramTheSameOptions() {
        for (Peer p : Peers.named(List.of())) {
            List<String> command = launcher.command(p, 2, "B", false);

            assertThat(command).startsWith("java", "-Xmx2g").endsWith("--warm", "4");
            assertThat(command).containsSequence("--workload", "B", "--threads", "2");
        }
    }

    @Test
    void tellsPeersTheirThreads() {
        assertThat(launcher.command(peer("djl"), 2, "B", false)).contains("-Dai.djl.pytorch.num_threads=2");
        assertThat(peer("libtorch").environment().apply(2)).contains(Map.entry("OMP_NUM_THREADS", "2"));
        assertThat(launcher.command(peer("kotlindl"), 2, "B", true)).startsWith("taskset", "-c", "0,1", "java");
    }

    @Test
    void takesTheVectorApiFromTheVariantThatDoesWithoutIt() {
        assertThat(launcher.command(peer("espalier"), 1, "B", false)).contains("jdk.incubator.vector");
        assertThat(launcher.command(peer("espalier-plain"), 1, "B", false)).doesNotContain("jdk.incubator.vector");
    }

    @Test
    void saysWhichPeersThereAre() {
        assertThatThrownBy(() -> Peers.named(List.of("weka"))).hasMessageStartingWith("there is no peer 'weka'; there are [espalier, ");
    }

    @Test
    void keepsWhatACommandPrintsAndHowItEnds() {
        Shell.Result missing = Shell.run(List.of("no-such-command-here"), Map.of(), Path.of("."), 10);

        assertThat(missing.exit()).isEqualTo(127);
        assertThat(Outcome.parse(missing.lines(), missing.exit()).absence()).startsWith("failed with exit code 127: error:");
        Shell.Result version = Shell.run(List.of(ProcessHandle.current().info().command().orElse("java"), "-version"), Map.of(), Path.of("."), 30);
        assertThat(version.exit()).isZero();
        assertThat(version.lines()).anyMatch(l -> l.contains("version"));
    }

    @Test
    void readsTheProcessor() {
        String info = "processor\t: 0\nmodel name\t: Some CPU @ 3 GHz\nflags\t\t: fpu avx2 avx512f\n";

        assertThat(Machine.parse(info, "model name")).isEqualTo("Some CPU @ 3 GHz");
        assertThat(Machine.parse(info, "flags")).isEqualTo("fpu avx2 avx512f");
        assertThat(Machine.parse(info, "stepping")).isEmpty();
    }
}
